/** Where the points of a metric's history lie in a box, and the ticks beside them. Times are evenly spaced: one step a measurement. */

export interface ChartPoint {
  at: string;
  number: number | null;
}

export interface Spot {
  x: number;
  y: number;
  index: number;
  number: number;
}

export interface ChartLayout {
  spots: readonly Spot[];
  /** Stretches without a missing value between. */
  lines: readonly (readonly Spot[])[];
  ticks: readonly { y: number; value: number }[];
  plot: { left: number; right: number; top: number; bottom: number };
  xOf: (index: number) => number;
}

interface Box {
  width: number;
  height: number;
  left?: number;
  right?: number;
  top?: number;
  bottom?: number;
  /** The numbers are shares: the scale stays between 0 and 1. */
  isShare?: boolean;
}

export function layoutChart(points: readonly ChartPoint[], { width, height, left = 0, right = 0, top = 0, bottom = 0, isShare = false }: Box): ChartLayout {
  const plot = { left, right: width - right, top, bottom: height - bottom };
  const numbers = points.map((point) => point.number).filter((number) => number !== null);
  const { low, high, step } = scaleOf(numbers, isShare ? [0, 1] : undefined);
  const xOf = (index: number) => (points.length < 2 ? (plot.left + plot.right) / 2 : plot.left + ((plot.right - plot.left) * index) / (points.length - 1));
  const yOf = (number: number) => plot.bottom - ((plot.bottom - plot.top) * (number - low)) / (high - low);
  const lines: Spot[][] = [];
  let line: Spot[] = [];
  points.forEach((point, index) => {
    if (point.number === null) {
      line = [];
      return;
    }
    if (line.length === 0) lines.push(line);
    line.push({ x: xOf(index), y: yOf(point.number), index, number: point.number });
  });
  const ticks = [];
  for (let value = low; value <= high + step / 1e6; value += step) ticks.push({ y: yOf(value), value: Number(value.toPrecision(12)) });
  return { spots: lines.flat(), lines, ticks, plot, xOf };
}

const ROUND = [1, 2, 2.5, 5, 10];

/** A scale with three to six round steps that holds all numbers and keeps to the bounds; equal numbers lie in its middle. */
export function scaleOf(numbers: readonly number[], [least, most]: readonly [number, number] = [-Infinity, Infinity]): { low: number; high: number; step: number } {
  if (numbers.length === 0) return { low: 0, high: 1, step: 0.5 };
  const min = Math.min(...numbers);
  const max = Math.max(...numbers);
  const size = Math.max(Math.abs(min), Math.abs(max));
  // Numbers that differ by rounding only are one number; what is all but zero is zero.
  const isFlat = max - min <= Math.max(size * 1e-9, 1e-300);
  const span = isFlat ? (size < 1e-300 ? 1 : size * 0.2) : max - min;
  const start = isFlat ? min - span / 2 : min;
  const end = isFlat ? max + span / 2 : max;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (ROUND.find((round) => round * power >= rough) ?? 10);
  return { low: Math.max(least, Math.floor(start / step) * step), high: Math.min(most, Math.ceil(end / step) * step), step };
}
