/** A selection of cells: where it began and where it was drawn to. Row -1 is the head. */
export interface CellAt {
  row: number;
  /** Position among the shown columns. */
  at: number;
}

export interface CellRange {
  top: number;
  bottom: number;
  from: number;
  to: number;
}

export function rangeOf(anchor: CellAt, active: CellAt): CellRange {
  return {
    top: Math.max(0, Math.min(anchor.row, active.row)),
    bottom: Math.max(0, anchor.row, active.row),
    from: Math.min(anchor.at, active.at),
    to: Math.max(anchor.at, active.at),
  };
}

export function cellsIn(range: CellRange): number {
  return (range.bottom - range.top + 1) * (range.to - range.from + 1);
}

/** The cell reached from `cell` by steps, kept within the table. */
export function stepped(cell: CellAt, rowBy: number, by: number, rows: number, columns: number): CellAt {
  return { row: Math.min(rows - 1, Math.max(-1, cell.row + rowBy)), at: Math.min(columns - 1, Math.max(0, cell.at + by)) };
}

/** The row an element of the grid belongs to. */
export function rowUnder(target: EventTarget): number | undefined {
  const row = (target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset.row;
  return row === undefined ? undefined : Number(row);
}

/** The cell an element of the grid belongs to. */
export function cellUnder(target: EventTarget): CellAt | undefined {
  const at = (target as HTMLElement).closest<HTMLElement>('[data-at]')?.dataset.at;
  const row = rowUnder(target);
  return at === undefined || row === undefined ? undefined : { row, at: Number(at) };
}
