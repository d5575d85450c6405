/** The confusion of a model: who is taken for whom, how often, and which pictures stand behind each count. */

export interface Example {
  path: string;
  /** How sure the network was of the wrong answer, 0 to 1. */
  probability: number;
}

export interface Confusion {
  labels: readonly string[];
  /** Rows are labels, columns predictions. */
  counts: readonly (readonly number[])[];
  /** By `"<label>|<prediction>"`, the surest first. */
  examples: ReadonlyMap<string, readonly Example[]>;
  imageFolderId: string | undefined;
}

export interface Mistake extends Example {
  label: string;
  prediction: string;
}

export interface PairCount {
  label: string;
  prediction: string;
  count: number;
}

export type Share = 'count' | 'row' | 'column';

/** Read the stored form; undefined where there is none or it is not whole. */
export function readConfusion(raw: unknown): Confusion | undefined {
  if (!isRecord(raw) || !Array.isArray(raw.labels) || !Array.isArray(raw.counts)) return undefined;
  const labels = raw.labels.map(String);
  const rows: unknown[] = raw.counts;
  const counts = rows.map((row) => (Array.isArray(row) ? row.map((value) => Number(value) || 0) : []));
  if (labels.length === 0 || counts.length !== labels.length || counts.some((row) => row.length !== labels.length)) return undefined;
  const examples = new Map<string, readonly Example[]>();
  for (const [pair, listed] of Object.entries(isRecord(raw.examples) ? raw.examples : {})) {
    if (!Array.isArray(listed)) continue;
    const read = listed.map(readExample).filter((example) => example !== undefined);
    examples.set(pair, read.sort((a, b) => b.probability - a.probability));
  }
  return {
    labels,
    counts,
    examples,
    imageFolderId: typeof raw.image_folder_id === 'string' ? raw.image_folder_id : undefined,
  };
}

function readExample(raw: unknown): Example | undefined {
  if (!isRecord(raw) || typeof raw.path !== 'string') return undefined;
  return { path: raw.path, probability: typeof raw.probability === 'number' ? raw.probability : 0 };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function examplesOf(confusion: Confusion, label: string, prediction: string): readonly Example[] {
  return confusion.examples.get(`${label}|${prediction}`) ?? [];
}

/** The pictures named wrongly, the surest mistake first. */
export function surestMistakes(confusion: Confusion, most: number): Mistake[] {
  const mistakes: Mistake[] = [];
  for (const label of confusion.labels) {
    for (const prediction of confusion.labels) {
      if (label === prediction) continue;
      for (const example of examplesOf(confusion, label, prediction)) mistakes.push({ ...example, label, prediction });
    }
  }
  return mistakes.sort((a, b) => b.probability - a.probability).slice(0, most);
}

/** The pairs mistaken most often, for "check first". */
export function worstPairs(confusion: Confusion, most: number): PairCount[] {
  const pairs: PairCount[] = [];
  confusion.labels.forEach((label, row) => {
    confusion.labels.forEach((prediction, column) => {
      const count = cell(confusion, row, column);
      if (row !== column && count > 0) pairs.push({ label, prediction, count });
    });
  });
  return pairs.sort((a, b) => b.count - a.count || a.label.localeCompare(b.label)).slice(0, most);
}

export function cell(confusion: Confusion, row: number, column: number): number {
  return confusion.counts[row]?.[column] ?? 0;
}

export function rowTotal(confusion: Confusion, row: number): number {
  return (confusion.counts[row] ?? []).reduce((sum, count) => sum + count, 0);
}

export function columnTotal(confusion: Confusion, column: number): number {
  return confusion.counts.reduce((sum, row) => sum + (row[column] ?? 0), 0);
}

/** Right answers and all answers. */
export function totals(confusion: Confusion): { right: number; all: number } {
  let right = 0;
  let all = 0;
  confusion.labels.forEach((_, row) => {
    right += cell(confusion, row, row);
    all += rowTotal(confusion, row);
  });
  return { right, all };
}

/** A share as the metrics print it; undefined where nothing is counted. */
export function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

/**
 * How strongly a cell is filled, in percent of its ramp's colour (LOOK 7): right answers from 78 to 100, wrong ones from
 * 12 to 76, by their share of the label's pictures; nothing at all in an empty cell.
 */
export function fillOf(confusion: Confusion, row: number, column: number): { ramp: 'right' | 'wrong' | 'none'; percent: number } {
  const count = cell(confusion, row, column);
  if (count === 0) return { ramp: 'none', percent: 0 };
  const part = count / Math.max(1, rowTotal(confusion, row));
  if (row === column) return { ramp: 'right', percent: 78 + 22 * part };
  // A tenth of a class mistaken for another is as bad as the ramp shows.
  return { ramp: 'wrong', percent: 12 + 64 * Math.min(1, part / FULL_WRONG_SHARE) };
}

/** The share of a class that fills the wrong ramp; said beside the matrix. */
export const FULL_WRONG_SHARE = 0.1;

/** What stands in a cell: the count, or its share of the row or column. */
export function cellText(confusion: Confusion, row: number, column: number, as: Share): string {
  const count = cell(confusion, row, column);
  if (count === 0) return '';
  if (as === 'count') return count.toLocaleString('en-GB');
  const whole = as === 'row' ? rowTotal(confusion, row) : columnTotal(confusion, column);
  return `${Math.round((100 * count) / Math.max(1, whole))} %`;
}
