/** Sections of a model's report, read with care: a section may be of an older model, or not there at all. */
import { isRecord } from '@/features/forms';
import type { Confusion } from '@/features/models';

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

export interface Line {
  name: string;
  points: (readonly [number, number])[];
}

export interface Bar {
  name: string;
  value: number;
  spread: number | undefined;
}

export interface Finding {
  kind: string;
  text: string;
}

export interface ThresholdPoint {
  threshold: number;
  values: Record<string, number>;
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

  trials(raw: unknown): TrialFigures[] {
    return list(raw).flatMap((one) => (isRecord(one) ? [{ values: isRecord(one.values) ? one.values : {}, score: number(one.score), scores: numbers(one.scores), seconds: number(one.seconds), problem: text(one.problem) }] : []));
  },

  /**
   * The lines of a curve: one with points, or with two lists of numbers, or a list or map of such, one for each class.
   *
   * @param axes Names the two lists may have: `['fpr', 'tpr']`.
   */
  lines(raw: unknown, axes: readonly (readonly [x: string, y: string])[]): Line[] {
    if (Array.isArray(raw)) {
      const points = pointsOf(raw, axes);
      if (points.length > 0) return [{ name: '', points }];
      return raw.flatMap((one) => (isRecord(one) ? readReport.lines(one, axes).map((line) => ({ ...line, name: line.name || nameOf(one) })) : []));
    }
    if (!isRecord(raw)) return [];
    for (const [x, y] of [...axes, ['x', 'y'] as const]) {
      const [xs, ys] = [numbers(raw[x]), numbers(raw[y])];
      if (xs.length > 1 && xs.length === ys.length) return [{ name: nameOf(raw), points: xs.map((one, index) => [one, ys[index] ?? 0] as const) }];
    }
    const inner = pointsOf(list(raw.points), axes);
    if (inner.length > 0) return [{ name: nameOf(raw), points: inner }];
    return Object.entries(raw).flatMap(([name, one]) => readReport.lines(one, axes).map((line) => ({ ...line, name: line.name || (SHELLS.has(name) ? '' : name) })));
  },

  /** Importances, most important first. */
  bars(raw: unknown): Bar[] {
    const found = (Array.isArray(raw) ? (raw as unknown[]) : isRecord(raw) ? firstList(raw) : []).flatMap((one) => {
      if (!isRecord(one)) return [];
      const value = number(one.importance) ?? number(one.value) ?? number(one.mean);
      return value === undefined ? [] : [{ name: nameOf(one) || text(one.column), value, spread: number(one.spread) ?? number(one.std) }];
    });
    return found.sort((a, b) => b.value - a.value);
  },

  findings(raw: unknown): Finding[] {
    return (Array.isArray(raw) ? (raw as unknown[]) : isRecord(raw) ? firstList(raw) : []).flatMap((one) => {
      if (typeof one === 'string') return [{ kind: '', text: one }];
      if (!isRecord(one)) return [];
      const found = text(one.text ?? one.message);
      return found === '' ? [] : [{ kind: text(one.label ?? one.kind ?? one.type), text: found }];
    });
  },

  thresholds(raw: unknown): { points: ThresholdPoint[]; chosen: number | undefined } {
    const rows = Array.isArray(raw) ? (raw as unknown[]) : isRecord(raw) ? firstList(raw) : [];
    const points = rows.flatMap((one) => {
      if (!isRecord(one)) return [];
      const threshold = number(one.threshold);
      if (threshold === undefined) return [];
      const values = Object.fromEntries(Object.entries(one).flatMap(([name, value]) => (name !== 'threshold' && number(value) !== undefined ? [[name, number(value) ?? 0]] : [])));
      return [{ threshold, values }];
    });
    const chosen = isRecord(raw) ? (number(raw.chosen) ?? number(raw.best) ?? number(raw.threshold)) : undefined;
    return { points: points.sort((a, b) => a.threshold - b.threshold), chosen };
  },

  /** By row: what spoke most for or against its answer, in words. */
  reasons(raw: unknown): ReadonlyMap<number, string> {
    const rows = Array.isArray(raw) ? (raw as unknown[]) : isRecord(raw) ? list(raw.rows) : [];
    return new Map(
      rows.flatMap((one) => {
        if (!isRecord(one) || number(one.row) === undefined) return [];
        const parts = readReport.influences(one.explanations ?? one.influences ?? one.contributions).slice(0, 3);
        if (parts.length === 0) return [];
        return [[number(one.row) ?? 0, parts.map((part) => `${part.name} ${part.value > 0 ? '+' : '−'}${Math.abs(part.value).toPrecision(2)}`).join(', ')] as const];
      }),
    );
  },

  /** Influences, strongest first: pairs of a name and a number, as a list or a map. */
  influences(raw: unknown): Bar[] {
    const found: Bar[] = Array.isArray(raw)
      ? readReport.bars((raw as unknown[]).map((one) => (Array.isArray(one) ? { name: text(one[0]), value: number(one[1]) } : isRecord(one) ? { ...one, value: number(one.value) ?? number(one.contribution) ?? number(one.influence) } : one)))
      : Object.entries(isRecord(raw) ? raw : {}).flatMap(([name, value]) => (number(value) === undefined ? [] : [{ name, value: number(value) ?? 0, spread: undefined }]));
    return found.sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  },

  log(raw: unknown): string {
    if (typeof raw === 'string') return raw;
    const lines = Array.isArray(raw) ? (raw as unknown[]) : isRecord(raw) ? firstList(raw) : [];
    return lines.map((one) => (isRecord(one) ? text(one.text ?? one.message) : text(one))).join('\n');
  },
};

/** Words that say nothing of whose a line is. */
const SHELLS = new Set(['points', 'curves', 'classes', 'by_class', 'lines', 'curve']);

function firstList(raw: Record<string, unknown>): unknown[] {
  return Object.values(raw).find((value): value is unknown[] => Array.isArray(value) && value.length > 0) ?? [];
}

function pointsOf(raw: readonly unknown[], axes: readonly (readonly [string, string])[]): (readonly [number, number])[] {
  return raw.flatMap((one) => {
    if (Array.isArray(one)) {
      const [x, y] = [number(one[0]), number(one[1])];
      return x === undefined || y === undefined || one.length !== 2 ? [] : [[x, y] as const];
    }
    if (!isRecord(one)) return [];
    for (const [x, y] of [...axes, ['x', 'y'] as const]) {
      const pair = [number(one[x]), number(one[y])] as const;
      if (pair[0] !== undefined && pair[1] !== undefined) return [[pair[0], pair[1]] as const];
    }
    return [];
  });
}
