/** Where everything of a curve chart stands, in pixels: worked out once, drawn as SVG on the page and on a canvas for PNG. */
import type { CurvePoint } from './readingCurves';

export type CurveKind = 'accuracy' | 'loss';

export interface CurveSeries {
  name: 'training' | 'validation';
  /** Unbroken stretches: a figure that is no number breaks the line. */
  stretches: readonly (readonly Spot[])[];
  last: (Spot & { label: string; labelY: number }) | undefined;
}

export interface Spot {
  x: number;
  y: number;
  epoch: number;
  value: number;
}

export interface CurveLayout {
  width: number;
  height: number;
  plot: { left: number; right: number; top: number; bottom: number };
  yTicks: readonly { y: number; label: string }[];
  xTicks: readonly { x: number; epoch: number; isToCome: boolean }[];
  training: CurveSeries;
  validation: CurveSeries;
  best: Spot | undefined;
  /** The epochs to come: from the last one that ended to the one asked for. */
  toCome: { left: number; right: number } | undefined;
  /** Where the x axis maps an epoch to, for the cursor. */
  xOf: (epoch: number) => number;
}

interface CurveInput {
  kind: CurveKind;
  points: readonly CurvePoint[];
  /** The epochs asked for; beyond the last point they are still to come. */
  of: number;
  bestEpoch: number | undefined;
  width: number;
  height: number;
}

const LEFT = 34;
const RIGHT = 14;
const TOP = 10;
const BOTTOM = 22;
/** Room for the figure at the line's end when the line reaches the right border. */
const LABEL_ROOM = 50;
const LABEL_GAP = 13;
const MOST_X_LABELS = 12;

export function layoutCurve({ kind, points, of, bestEpoch, width, height }: CurveInput): CurveLayout {
  const lastEpoch = points.at(-1)?.epoch ?? 0;
  const end = Math.max(of, lastEpoch, 1);
  const begin = Math.min(points[0]?.epoch ?? 1, end);
  const isFull = lastEpoch > 0 && (lastEpoch - begin) / Math.max(1, end - begin) > 1 - LABEL_ROOM / (width - LEFT - RIGHT);
  const plot = { left: LEFT, right: width - RIGHT - (isFull ? LABEL_ROOM - RIGHT : 0), top: TOP, bottom: height - BOTTOM };
  const span = Math.max(1, end - begin);
  const xOf = (epoch: number) => plot.left + ((epoch - begin) / span) * (plot.right - plot.left);

  const [trainingOf, validationOf] =
    kind === 'accuracy'
      ? [(point: CurvePoint) => point.acc, (point: CurvePoint) => point.valAcc]
      : [(point: CurvePoint) => point.loss, (point: CurvePoint) => point.valLoss];
  const values = points.flatMap((point) => [trainingOf(point), validationOf(point)]).filter((value) => value !== undefined);
  const scale = kind === 'accuracy' ? accuracyScale(values) : lossScale(values);
  const yOf = (value: number) =>
    plot.bottom - ((value - scale.low) / (scale.high - scale.low)) * (plot.bottom - plot.top);

  const spots = (valueOf: (point: CurvePoint) => number | undefined) => stretchesOf(points, valueOf, xOf, yOf);
  const training = seriesOf('training', spots(trainingOf));
  const validation = seriesOf('validation', spots(validationOf));
  partLabels(training.last, validation.last, plot);
  const bestPoint = points.find((point) => point.epoch === bestEpoch);
  const bestValue = bestPoint && (validationOf(bestPoint) ?? trainingOf(bestPoint));

  return {
    width,
    height,
    plot,
    yTicks: scale.ticks.map((value) => ({ y: yOf(value), label: value.toFixed(scale.digits) })),
    xTicks: epochTicks(begin, end).map((epoch) => ({ x: xOf(epoch), epoch, isToCome: epoch > lastEpoch })),
    training,
    validation,
    best:
      bestPoint && bestValue !== undefined
        ? { x: xOf(bestPoint.epoch), y: yOf(bestValue), epoch: bestPoint.epoch, value: bestValue }
        : undefined,
    toCome: lastEpoch < end ? { left: lastEpoch === 0 ? plot.left : xOf(lastEpoch), right: plot.right } : undefined,
    xOf,
  };
}

function stretchesOf(
  points: readonly CurvePoint[],
  valueOf: (point: CurvePoint) => number | undefined,
  xOf: (epoch: number) => number,
  yOf: (value: number) => number,
): Spot[][] {
  const stretches: Spot[][] = [];
  let open: Spot[] | undefined;
  for (const point of points) {
    const value = valueOf(point);
    if (value === undefined) {
      open = undefined;
      continue;
    }
    if (!open) stretches.push((open = []));
    open.push({ x: xOf(point.epoch), y: yOf(value), epoch: point.epoch, value });
  }
  return stretches;
}

function seriesOf(name: CurveSeries['name'], stretches: Spot[][]): CurveSeries {
  const last = stretches.at(-1)?.at(-1);
  return { name, stretches, last: last && { ...last, label: last.value.toFixed(4), labelY: last.y } };
}

/** Push the two figures at the lines' ends apart where they would overlap, and keep both inside the plot. */
function partLabels(a: CurveSeries['last'], b: CurveSeries['last'], plot: CurveLayout['plot']): void {
  if (!a || !b) return;
  const [upper, lower] = a.y <= b.y ? [a, b] : [b, a];
  const missing = LABEL_GAP - (lower.labelY - upper.labelY);
  if (missing > 0) {
    upper.labelY -= missing / 2;
    lower.labelY += missing / 2;
  }
  const over = lower.labelY - plot.bottom;
  const under = plot.top - upper.labelY;
  const shift = over > 0 ? -over : under > 0 ? under : 0;
  upper.labelY += shift;
  lower.labelY += shift;
}

interface Scale {
  low: number;
  high: number;
  ticks: number[];
  digits: number;
}

/** Accuracy reaches up to 1 and starts at the tenth pair below the least value, so that differences can be seen. */
export function accuracyScale(values: readonly number[]): Scale {
  const least = Math.min(1, ...values);
  const low = Math.max(0, Math.min(0.8, Math.floor(least * 5 + 1e-9) / 5));
  const step = 1 - low > 0.55 ? 0.2 : 1 - low > 0.25 ? 0.1 : 0.05;
  return { low, high: 1, ticks: ticksBetween(low, 1, step), digits: step === 0.05 ? 2 : 1 };
}

/** Loss starts at 0 and ends at a round number above the greatest value. */
export function lossScale(values: readonly number[]): Scale {
  const greatest = values.length === 0 ? 1 : Math.max(1e-6, ...values);
  const step = roundStep(greatest / 4);
  const high = Math.ceil(greatest / step - 1e-9) * step;
  return { low: 0, high, ticks: ticksBetween(0, high, step), digits: Math.max(step >= 1 ? 0 : 1, -Math.floor(Math.log10(step) + 1e-9)) };
}

/** The least of 1, 2, 2.5, 5 times a power of ten that is at least `least`. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= least - 1e-12) ?? 10;
  return factor * power;
}

function ticksBetween(low: number, high: number, step: number): number[] {
  const count = Math.round((high - low) / step);
  return Array.from({ length: count + 1 }, (_, index) => low + index * step);
}

/** Epochs to label: all of them up to a dozen, then round strides; the first and the last are always there. */
export function epochTicks(begin: number, end: number): number[] {
  if (end - begin < MOST_X_LABELS) return Array.from({ length: end - begin + 1 }, (_, index) => begin + index);
  const stride = Math.max(1, Math.round(roundStep((end - begin) / (MOST_X_LABELS - 2))));
  const ticks = [begin];
  for (let epoch = Math.ceil((begin + 1) / stride) * stride; epoch < end; epoch += stride) {
    if (epoch - begin >= stride / 2 && end - epoch >= stride / 2) ticks.push(epoch);
  }
  return [...ticks, end];
}
