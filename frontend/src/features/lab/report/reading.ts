/** Sections of a model's report, read with care: a section may be of an older model, or not there at all. */
import { isRecord } from '@/features/forms';
import type { ClassMetrics, Confusion } from '@/features/models';

export interface ClassFigures {
  name: string;
  precision: number | undefined;
  recall: number | undefined;
  f1: number | undefined;
  support: number;
}

export interface TrialFigures {
  values: Record<string, unknown>;
  score: number | undefined;
  scores: number[];
  seconds: number | undefined;
  problem: string;
}

export interface ClassCurves {
  name: string;
  auc: number | undefined;
  roc: (readonly [number, number])[];
  pr: (readonly [number, number])[];
  lift: (readonly [number, number])[];
  calibration: (readonly [number, number])[];
  /** How many of the class's rows have which probability, and of the others. */
  positive: (readonly [number, number])[];
  negative: (readonly [number, number])[];
}

export interface Bar {
  name: string;
  value: number;
  spread: number | undefined;
}

export interface Finding {
  kind: string;
  text: string;
  hint: string;
}

export interface Counts {
  threshold: number;
  tp: number;
  fp: number;
  fn: number;
  tn: number;
  /** The task's own metric, where it has one. */
  own?: number | undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function numbers(value: unknown): number[] {
  return list(value).flatMap((one) => number(one) ?? []);
}

const nameOf = (raw: Readonly<Record<string, unknown>>) => readReport.nameOf(raw);

export const readReport = {
  /** Whose a part of a section is: a class, a feature. */
  nameOf(raw: Readonly<Record<string, unknown>>): string {
    return text(raw.class ?? raw.name ?? raw.label ?? raw.feature ?? raw.column);
  },

  confusion(raw: unknown): Confusion | undefined {
    if (!isRecord(raw)) return undefined;
    const labels = list(raw.classes).map(text);
    const counts = list(raw.counts).map((row) => list(row).map((cell) => number(cell) ?? 0));
    if (labels.length === 0 || counts.length !== labels.length || counts.some((row) => row.length !== labels.length)) return undefined;
    return { labels, counts, examples: new Map(), imageFolderId: undefined };
  },

  classes(raw: unknown): ClassFigures[] {
    return list(raw).flatMap((one) => (isRecord(one) ? [{ name: nameOf(one), precision: number(one.precision), recall: number(one.recall), f1: number(one.f1), support: number(one.support) ?? 0 }] : []));
  },

  /** The same for a table; a figure that has no value counts as nothing. */
  classMetrics(raw: unknown): ClassMetrics[] {
    return readReport.classes(raw).map(({ name, precision, recall, f1, support }) => ({ name, precision: precision ?? 0, recall: recall ?? 0, f1: f1 ?? 0, support }));
  },

  trials(raw: unknown): TrialFigures[] {
    return list(raw).flatMap((one) => (isRecord(one) ? [{ values: isRecord(one.values) ? one.values : {}, score: number(one.score), scores: numbers(one.scores), seconds: number(one.seconds), problem: text(one.problem) }] : []));
  },

  /** The curves of each class; see `curves.py`. */
  curves(raw: unknown): ClassCurves[] {
    return list(raw).flatMap((one) => {
      if (!isRecord(one)) return [];
      const density = isRecord(one.density) ? one.density : {};
      return [
        {
          name: nameOf(one),
          auc: number(one.auc),
          roc: pointsOf(one.roc),
          pr: pointsOf(one.pr),
          lift: pointsOf(one.lift),
          calibration: pointsOf(one.calibration),
          positive: binsOf(numbers(density.positive)),
          negative: binsOf(numbers(density.negative)),
        },
      ];
    });
  },

  /** How far a metric went apart over the folds. */
  spread(raw: unknown, metric: string): number | undefined {
    return isRecord(raw) && isRecord(raw.spread) ? number(raw.spread[metric]) : undefined;
  },

  /** What is right and wrong at each threshold. */
  thresholds(raw: unknown): Counts[] {
    return list(raw).flatMap((one) => (isRecord(one) && number(one.threshold) !== undefined ? [{ threshold: number(one.threshold) ?? 0, tp: number(one.tp) ?? 0, fp: number(one.fp) ?? 0, fn: number(one.fn) ?? 0, tn: number(one.tn) ?? 0, own: number(one.own) }] : []));
  },

  regression(raw: unknown): { points: (readonly [number, number])[]; errors: (readonly [number, number])[]; quantiles: number[] } | undefined {
    if (!isRecord(raw)) return undefined;
    const errors = isRecord(raw.errors) ? raw.errors : {};
    const [counts, edges] = [numbers(errors.counts), numbers(errors.edges)];
    return {
      points: pointsOf(raw.points),
      errors: counts.map((count, index) => [((edges[index] ?? 0) + (edges[index + 1] ?? 0)) / 2, count] as const),
      quantiles: numbers(raw.quantiles),
    };
  },

  /** What the model itself says of its features, as shares of the whole. */
  importance(raw: unknown): { isLinear: boolean; features: Bar[]; columns: Bar[]; featureCount: number } | undefined {
    if (!isRecord(raw)) return undefined;
    const bars = (found: unknown): Bar[] => list(found).flatMap((one) => (isRecord(one) && number(one.share) !== undefined ? [{ name: nameOf(one), value: number(one.share) ?? 0, spread: undefined }] : []));
    const features = bars(raw.features);
    return { isLinear: raw.kind === 'coefficients', features, columns: bars(raw.columns), featureCount: number(raw.feature_count) ?? features.length };
  },

  findings(raw: unknown): Finding[] {
    return list(raw).flatMap((one) => (isRecord(one) && text(one.text) !== '' ? [{ kind: text(one.label ?? one.kind), text: text(one.text), hint: text(one.hint) }] : []));
  },
};

function pointsOf(raw: unknown): (readonly [number, number])[] {
  return list(raw).flatMap((one) => {
    if (!Array.isArray(one)) return [];
    const [x, y] = [number(one[0]), number(one[1])];
    return x === undefined || y === undefined ? [] : [[x, y] as const];
  });
}

/** Counts of equal bins from 0 to 1, each as a share of all at the middle of its bin. */
function binsOf(counts: readonly number[]): (readonly [number, number])[] {
  const all = counts.reduce((sum, count) => sum + count, 0) || 1;
  return counts.map((count, index) => [(index + 0.5) / counts.length, count / all] as const);
}
