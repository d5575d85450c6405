/**
 * Rows of any number behind a scrollbar of limited length.
 *
 * Browsers cap an element's height (near 17 million pixels); beyond `LONGEST` the scrollbar is scaled: its offset means a share
 * of the table, while the wheel and the keys still move by exact rows.
 */
export const LONGEST_PX = 15_000_000;

export interface RowSpace {
  rowHeight: number;
  total: number;
  viewHeight: number;
  /** Height of the scrolled element. */
  contentHeight: number;
  /** Height the rows would have without the cap. */
  fullHeight: number;
  isScaled: boolean;
}

export function rowSpace(rowHeight: number, total: number, viewHeight: number, longest = LONGEST_PX): RowSpace {
  const fullHeight = rowHeight * total;
  return { rowHeight, total, viewHeight, fullHeight, contentHeight: Math.min(fullHeight, longest), isScaled: fullHeight > longest };
}

const mostScroll = (space: RowSpace) => Math.max(0, space.contentHeight - space.viewHeight);
const mostOffset = (space: RowSpace) => Math.max(0, space.fullHeight - space.viewHeight);

/** The offset within the whole table that a scroll position stands for. */
export function offsetOf(space: RowSpace, scrollTop: number): number {
  if (!space.isScaled) return Math.min(Math.max(0, scrollTop), mostOffset(space));
  const most = mostScroll(space);
  return most === 0 ? 0 : (Math.min(Math.max(0, scrollTop), most) / most) * mostOffset(space);
}

/** The scroll position that stands for an offset within the whole table. */
export function scrollOf(space: RowSpace, offset: number): number {
  const clamped = clampOffset(space, offset);
  if (!space.isScaled) return clamped;
  const most = mostOffset(space);
  return most === 0 ? 0 : (clamped / most) * mostScroll(space);
}

export function clampOffset(space: RowSpace, offset: number): number {
  return Math.min(Math.max(0, offset), mostOffset(space));
}

/** First and last (exclusive) row to draw. */
export function rowsAt(space: RowSpace, offset: number, overscan = 4): [first: number, end: number] {
  const first = Math.max(0, Math.floor(offset / space.rowHeight) - overscan);
  const end = Math.min(space.total, Math.ceil((offset + space.viewHeight) / space.rowHeight) + overscan);
  return [Math.min(first, space.total), end];
}

/** The offset that brings a row into view with the least movement. */
export function revealing(space: RowSpace, row: number, offset: number): number {
  const top = row * space.rowHeight;
  if (top < offset) return top;
  const bottom = top + space.rowHeight;
  return bottom > offset + space.viewHeight ? bottom - space.viewHeight : offset;
}
