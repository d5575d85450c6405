/** Columns of the grid: their widths, and which of them are near the window. */
import type { Column } from '../types';

export interface PlacedColumn {
  column: Column;
  /** Position among the dataset's columns. */
  index: number;
  left: number;
  width: number;
}

const WIDTHS: Partial<Record<string, number>> = {
  prediction: 346,
  vector: 250,
  picture_path: 176,
  class: 150,
  flag: 88,
  integer: 110,
  decimal: 120,
  boolean: 96,
  date: 160,
};
const NARROW = new Set(['tinyint', 'smallint', 'int', 'bigint', 'float', 'double']);

export function widthOf(column: Column): number {
  const byMeaning = column.meaning == null ? undefined : WIDTHS[column.meaning];
  const usual = byMeaning ?? (NARROW.has(column.type) ? 120 : column.type === 'object' ? 240 : 180);
  return Math.max(usual, Math.min(280, 40 + column.name.length * 8));
}

/** Place columns side by side; where there is room, the widest grow so that the grid fills its window. */
export function place(columns: readonly Column[], viewWidth: number, hidden: ReadonlySet<string> = new Set()): PlacedColumn[] {
  const shown = columns.flatMap((column, index) => (hidden.has(column.name) ? [] : [{ column, index, width: widthOf(column) }]));
  const sum = shown.reduce((total, one) => total + one.width, 0);
  const growing = shown.filter((one) => one.width >= 170);
  const extra = growing.length > 0 ? Math.max(0, viewWidth - sum) / growing.length : 0;
  let left = 0;
  return shown.map((one) => {
    const width = one.width + (growing.includes(one) ? Math.floor(extra) : 0);
    const placed = { ...one, width, left };
    left += width;
    return placed;
  });
}

export function totalWidth(placed: readonly PlacedColumn[]): number {
  const last = placed.at(-1);
  return last === undefined ? 0 : last.left + last.width;
}

/** The columns that touch the window, one more at each side. */
export function columnsAt(placed: readonly PlacedColumn[], scrollLeft: number, viewWidth: number): readonly PlacedColumn[] {
  const first = placed.findIndex((one) => one.left + one.width > scrollLeft);
  if (first < 0) return [];
  let end = first;
  while (end < placed.length && (placed[end]?.left ?? Infinity) < scrollLeft + viewWidth) end += 1;
  return placed.slice(Math.max(0, first - 1), end + 1);
}
