/** Columns of a preview side by side, and which of them are near the window. */
import { widthOf, type Column } from '../datasets';

export interface Placed {
  column: Column;
  /** Position among the columns of the answer. */
  index: number;
  left: number;
  width: number;
}

const GROWING_FROM = 170;

/** Place columns; where there is room, the widest grow so that the grid fills its window. */
export function placeColumns(columns: readonly Column[], viewWidth: number): Placed[] {
  const widths = columns.map(widthOf);
  const spare = Math.max(0, viewWidth - widths.reduce((sum, width) => sum + width, 0));
  const growing = widths.filter((width) => width >= GROWING_FROM).length;
  const extra = growing === 0 ? 0 : Math.floor(spare / growing);
  let left = 0;
  return columns.map((column, index) => {
    const usual = widths[index] ?? 0;
    const width = usual >= GROWING_FROM ? usual + extra : usual;
    const placed = { column, index, left, width };
    left += width;
    return placed;
  });
}

export function totalWidth(placed: readonly Placed[]): number {
  const last = placed.at(-1);
  return last === undefined ? 0 : last.left + last.width;
}

/** The columns that touch the window, one more at each side. */
export function columnsAt(placed: readonly Placed[], scrollLeft: number, viewWidth: number): readonly Placed[] {
  const first = placed.findIndex((one) => one.left + one.width > scrollLeft);
  if (first < 0) return [];
  let end = first;
  while (end < placed.length && (placed[end]?.left ?? Infinity) < scrollLeft + viewWidth) end += 1;
  return placed.slice(Math.max(0, first - 1), end + 1);
}
