/** Where each picture of a grid stands and which of them are near the window; everything in pixels. */

export type TileSize = 'S' | 'M' | 'L';

const SMALLEST: Record<TileSize, number> = { S: 84, M: 116, L: 208 };
export const GAP = 10;
export const CAPTION = 22;
export const PADDING = 14;
const FEWEST_COLUMNS = 3;

export interface GridGeometry {
  columns: number;
  tile: number;
  rowHeight: number;
  rows: number;
  height: number;
}

/** Tiles grow from their smallest size until a row is filled; a narrow window still shows three. */
export function geometry(width: number, total: number, size: TileSize): GridGeometry {
  const room = Math.max(0, width - 2 * PADDING);
  const columns = Math.max(FEWEST_COLUMNS, Math.floor((room + GAP) / (SMALLEST[size] + GAP)));
  const tile = Math.max(24, (room - GAP * (columns - 1)) / columns);
  const rowHeight = tile + CAPTION + GAP - 1;
  const rows = Math.ceil(total / columns);
  return { columns, tile, rowHeight, rows, height: rows * rowHeight + 2 * PADDING };
}

/** First and last (exclusive) position to draw for a scroll offset, some rows beyond the window included. */
export function visible(grid: GridGeometry, total: number, scrollTop: number, viewHeight: number, overscan = 3): [first: number, end: number] {
  const firstRow = Math.max(0, Math.floor((scrollTop - PADDING) / grid.rowHeight) - overscan);
  const endRow = Math.ceil((scrollTop + viewHeight) / grid.rowHeight) + overscan;
  return [Math.min(total, firstRow * grid.columns), Math.min(total, endRow * grid.columns)];
}

export function placeOf(grid: GridGeometry, index: number): { x: number; y: number } {
  return {
    x: PADDING + (index % grid.columns) * (grid.tile + GAP),
    y: PADDING + Math.floor(index / grid.columns) * grid.rowHeight,
  };
}

/** The scroll offset that brings a picture into view with the least movement. */
export function scrollTo(grid: GridGeometry, index: number, scrollTop: number, viewHeight: number): number {
  const { y } = placeOf(grid, index);
  if (y - PADDING < scrollTop) return Math.max(0, y - PADDING);
  const bottom = y + grid.rowHeight + PADDING;
  return bottom > scrollTop + viewHeight ? bottom - viewHeight : scrollTop;
}
