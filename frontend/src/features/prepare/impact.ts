/** What one step did: the columns it made and the cells it changed, by comparing the rows before and after it. */
import { isSame } from '../forms';
import type { LivePreview, Marks } from '../preview';

export interface Impact {
  marks: Marks;
  /** In words; undefined while one of both sides is on its way. */
  words: string | undefined;
}

type Side = Pick<LivePreview, 'preview' | 'cell' | 'isFresh'>;

export function impactOf(before: Side, after: Side): Impact {
  const none: Marks = { added: new Set(), isChanged: () => false };
  if (before.preview === undefined || after.preview === undefined || !before.isFresh || !after.isFresh) return { marks: none, words: undefined };
  const [was, is] = [before.preview, after.preview];
  const placeBefore = new Map(was.columns.map((column, index) => [column.name, index]));
  const placeAfter = new Map(is.columns.map((column, index) => [column.name, index]));
  const added = new Set(is.columns.filter((column) => !placeBefore.has(column.name)).map((column) => column.name));
  const removed = was.columns.filter((column) => !placeAfter.has(column.name));
  // Rows that were taken out shift all others: cells can be compared only where there are as many as before.
  const isAligned = was.total === is.total;
  const isChanged = (row: number, name: string) => {
    const [from, to] = [placeBefore.get(name), placeAfter.get(name)];
    if (!isAligned || from === undefined || to === undefined) return false;
    const [old, now] = [before.cell(row, from), after.cell(row, to)];
    return old !== undefined && now !== undefined && !isSame(old, now);
  };
  return { marks: { added, isChanged }, words: wordsOf(added.size, removed.length, is.total - was.total) };
}

function wordsOf(added: number, removed: number, rows: number): string {
  const plural = (count: number, noun: string) => `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
  const parts = [
    ...(added > 0 ? [`${plural(added, 'column')} new`] : []),
    ...(removed > 0 ? [`${plural(removed, 'column')} gone`] : []),
    ...(rows < 0 ? [`${plural(-rows, 'row')} gone`] : []),
    ...(rows > 0 ? [`${plural(rows, 'row')} more`] : []),
  ];
  return parts.length === 0 ? 'changed cells are marked' : parts.join(', ');
}
