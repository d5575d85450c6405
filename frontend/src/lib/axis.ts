/** Scales with round ticks, and where a value stands on one. */

export interface Axis {
  low: number;
  high: number;
  ticks: number[];
}

const STEPS = [1, 2, 2.5, 5, 10];

const LEAST_SPAN = 1e-250;

/** An axis that holds all values, with about `wanted` round ticks; `fixed` gives its ends where they are known. */
export function axisFor(values: readonly number[], fixed?: readonly [number, number], wanted = 5): Axis {
  const finite = values.filter(Number.isFinite);
  const least = fixed?.[0] ?? (finite.length > 0 ? Math.min(...finite) : 0);
  const most = fixed?.[1] ?? (finite.length > 0 ? Math.max(...finite) : 1);
  const found = most - least || Math.abs(most);
  const span = found > LEAST_SPAN ? found : 1; // below, the steps would vanish
  const rough = span / wanted;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((one) => one * ten >= rough * 0.999) ?? 10) * ten;
  const low = fixed ? least : Math.floor(least / step + 1e-9) * step;
  const high = fixed ? most : Math.max(Math.ceil(most / step - 1e-9) * step, low + step);
  const ticks: number[] = [];
  for (let at = Math.ceil(low / step - 1e-9) * step; at <= high + step * 1e-6; at += step) ticks.push(Number(at.toPrecision(10)));
  return { low, high, ticks };
}

export function placed(value: number, axis: Axis, from: number, to: number): number {
  return from + ((value - axis.low) / (axis.high - axis.low)) * (to - from);
}
