/** The sections of a version's report, read into shapes the screens can rely on. */
import type { ClassMetrics, Confusion, Example, Pair } from '@/features/models';

/** The confusion with the pictures of the chosen cell; undefined where the section is not whole. */
export function readCounts(raw: unknown, chosen: Pair | undefined, examples: readonly Example[], folderId: string | undefined): Confusion | undefined {
  if (!isRecord(raw) || !Array.isArray(raw.classes) || !Array.isArray(raw.counts)) return undefined;
  const labels = raw.classes.map(String);
  const rows: unknown[] = raw.counts;
  const counts = rows.map((row) => (Array.isArray(row) ? row.map((value) => Number(value) || 0) : []));
  if (labels.length === 0 || counts.length !== labels.length || counts.some((row) => row.length !== labels.length)) return undefined;
  const shown = chosen === undefined ? [] : [[`${chosen.label}|${chosen.prediction}`, examples] as const];
  return { labels, counts, examples: new Map(shown), imageFolderId: folderId === undefined || folderId === '' ? undefined : folderId };
}

/** The figures of each class; a figure that has no value counts as nothing. */
export function readClasses(raw: unknown): ClassMetrics[] {
  if (!Array.isArray(raw)) return [];
  return (raw as unknown[]).flatMap((row) => {
    if (!isRecord(row) || typeof row.name !== 'string') return [];
    const figure = (name: string) => (typeof row[name] === 'number' ? row[name] : 0);
    return [{ name: row.name, precision: figure('precision'), recall: figure('recall'), f1: figure('f1'), support: figure('support') }];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
