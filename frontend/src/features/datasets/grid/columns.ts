/** Columns of the grid: their order, which stay at the left, their widths, and which of them are near the window. */
import type { Column } from '../types';

/** How somebody wants to see the columns; names that the dataset no longer has are passed over. */
export interface ColumnView {
  hidden: readonly string[];
  /** Kept at the left while the rest scrolls, in this order. */
  pinned: readonly string[];
  /** The wanted order; columns it does not name follow in the dataset's own. */
  order: readonly string[];
  /** Coloured by their values. */
  coloured: readonly string[];
  /** Figures of each column under its head. */
  hasStatistics: boolean;
}

export const PLAIN_VIEW: ColumnView = { hidden: [], pinned: [], order: [], coloured: [], hasStatistics: false };

export interface PlacedColumn {
  column: Column;
  /** Position among the dataset's columns. */
  index: number;
  /** Position among the columns that are shown, pinned ones first. */
  at: number;
  /** Pixels from the start of its own part: the pinned one or the one that scrolls. */
  left: number;
  width: number;
}

export interface Layout {
  pinned: readonly PlacedColumn[];
  free: readonly PlacedColumn[];
  all: readonly PlacedColumn[];
  pinnedWidth: number;
  freeWidth: number;
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
  date: 204,
};
const NARROW = new Set(['tinyint', 'smallint', 'int', 'bigint', 'float', 'double']);
/** Pinned columns may take this share of the window at most; on narrower ones they scroll with the rest. */
const MOST_PINNED = 0.6;

export function widthOf(column: Column): number {
  const byMeaning = column.meaning == null ? undefined : WIDTHS[column.meaning];
  const usual = byMeaning ?? (NARROW.has(column.type) ? 120 : column.type === 'object' ? 240 : 180);
  return Math.max(usual, Math.min(280, 56 + column.name.length * 8));
}

/** The columns in the order somebody wants: pinned first, then those of the order, then the rest; hidden ones included. */
export function inOrder(columns: readonly Column[], view: ColumnView): { column: Column; index: number }[] {
  const known = new Map(columns.map((column, index) => [column.name, { column, index }]));
  const names = new Set([...view.pinned, ...view.order].filter((name) => known.has(name)));
  for (const column of columns) names.add(column.name);
  return [...names].flatMap((name) => known.get(name) ?? []);
}

/** Place columns side by side; where there is room, the widest grow so that the grid fills its window. */
export function layOut(columns: readonly Column[], viewWidth: number, view: ColumnView = PLAIN_VIEW): Layout {
  const hidden = new Set(view.hidden);
  const wanted = new Set(view.pinned);
  const shown = inOrder(columns, view)
    .filter((one) => !hidden.has(one.column.name))
    .map((one, at) => ({ ...one, at, left: 0, width: widthOf(one.column) }));
  const first = shown.filter((one) => wanted.has(one.column.name));
  const fits = sumOf(first) <= viewWidth * MOST_PINNED;
  const pinned = setLefts(fits ? first : []);
  const pinnedWidth = sumOf(pinned);
  const rest = shown.slice(pinned.length);
  const growing = rest.filter((one) => one.width >= 170).length;
  const extra = growing > 0 ? Math.floor(Math.max(0, viewWidth - pinnedWidth - sumOf(rest)) / growing) : 0;
  const free = setLefts(rest.map((one) => (one.width >= 170 ? { ...one, width: one.width + extra } : one)));
  return { pinned, free, all: [...pinned, ...free], pinnedWidth, freeWidth: sumOf(free) };
}

function sumOf(placed: readonly { width: number }[]): number {
  return placed.reduce((total, one) => total + one.width, 0);
}

function setLefts(placed: readonly PlacedColumn[]): PlacedColumn[] {
  let left = 0;
  return placed.map((one) => {
    const put = { ...one, left };
    left += one.width;
    return put;
  });
}

/** First and last (exclusive) of the columns that touch the window, one more at each side. */
export function columnsAt(placed: readonly PlacedColumn[], scrollLeft: number, viewWidth: number): [first: number, end: number] {
  const first = placed.findIndex((one) => one.left + one.width > scrollLeft);
  if (first < 0) return [0, 0];
  let end = first;
  while (end < placed.length && (placed[end]?.left ?? Infinity) < scrollLeft + viewWidth) end += 1;
  return [Math.max(0, first - 1), Math.min(placed.length, end + 1)];
}
