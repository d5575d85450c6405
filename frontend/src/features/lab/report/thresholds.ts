/** The figures of two classes at a threshold, from what is right and wrong there. */
import type { Counts } from './reading';

export interface ThresholdFigures {
  accuracy: number | undefined;
  precision: number | undefined;
  recall: number | undefined;
  f1: number | undefined;
  /** What the answers are worth, each on average, by the design's weights. */
  gain: number | undefined;
}

const part = (some: number, all: number) => (all === 0 ? undefined : some / all);

export function figuresAt({ tp, fp, fn, tn }: Counts, weights: Readonly<Record<string, number>>): ThresholdFigures {
  const all = tp + fp + fn + tn;
  const gain = tp * (weights.tpGain ?? 0) + fp * (weights.fpGain ?? 0) + fn * (weights.fnGain ?? 0) + tn * (weights.tnGain ?? 0);
  return { accuracy: part(tp + tn, all), precision: part(tp, tp + fp), recall: part(tp, tp + fn), f1: part(2 * tp, 2 * tp + fp + fn), gain: part(gain, all) };
}

export function nearestTo(points: readonly Counts[], threshold: number): Counts | undefined {
  return points.reduce<Counts | undefined>((best, one) => (best === undefined || Math.abs(one.threshold - threshold) < Math.abs(best.threshold - threshold) ? one : best), undefined);
}
