/** Scales with round ticks, and where a value stands on one. */

export interface Axis {
  low: number;
  high: number;
  ticks: number[];
}

const STEPS = [1, 2, 2.5, 5, 10];

const LEAST_SPAN = 1e-250;
const LEAST_SHARE = 1e-9; // of the numbers themselves: what differs by less is one number, and steps between would vanish

/** An axis that holds all values, with about `wanted` round ticks; `fixed` gives its ends where they are known. */
export function axisFor(values: readonly number[], fixed?: readonly [number, number], wanted = 5): Axis {
  const finite = values.filter(Number.isFinite);
  const least = fixed?.[0] ?? (finite.length > 0 ? Math.min(...finite) : 0);
  const most = fixed?.[1] ?? (finite.length > 0 ? Math.max(...finite) : 1);
  const size = Math.max(Math.abs(least), Math.abs(most));
  const found = most - least > size * LEAST_SHARE ? most - least : size;
  const span = found > LEAST_SPAN ? found : 1;
  const rough = span / wanted;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((one) => one * ten >= rough * 0.999) ?? 10) * ten;
  const low = fixed ? least : Math.floor(least / step + 1e-9) * step;
  const high = fixed ? most : Math.max(Math.ceil(most / step - 1e-9) * step, low + step);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.max(0, Math.floor(high / step + 1e-6) - first + 1);
  return { low, high, ticks: Array.from({ length: count }, (_, place) => Number(((first + place) * step).toPrecision(10))) };
}

export function placed(value: number, axis: Axis, from: number, to: number): number {
  return from + ((value - axis.low) / (axis.high - axis.low)) * (to - from);
}
