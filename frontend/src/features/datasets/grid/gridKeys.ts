/** What each key does in the grid; the list that `?` shows is made from the same table. */
import type { KeyboardEvent } from 'react';
import { stepped, type CellAt } from './cellRange';

export interface GridDeeds {
  /** Make a cell the active one; `isExtending` keeps the other end of the selection. */
  move: (to: CellAt, isExtending: boolean) => void;
  openRow: (row: number) => void;
  openMenu: (at: number) => void;
  enlarge: (cell: CellAt) => void;
  expand: (cell: CellAt) => void;
  filter: (at: number) => void;
  analyze: (at: number) => void;
  search: () => void;
  help: () => void;
  copy: () => void;
  clear: () => void;
}

export const KEYS: readonly { keys: string; words: string }[] = [
  { keys: '← ↑ → ↓', words: 'Move from cell to cell; up from the first row is the head' },
  { keys: 'Shift + arrows', words: 'Select a range' },
  { keys: 'Home, End', words: 'First and last column' },
  { keys: 'Page up, Page down', words: 'A window up and down' },
  { keys: 'Ctrl + Home, Ctrl + End', words: 'First and last row' },
  { keys: 'Enter', words: 'The row in detail; on a head: its menu' },
  { keys: 'Space', words: 'Enlarge the picture of the row, or show the whole value' },
  { keys: 'E', words: 'Show the whole value of the cell' },
  { keys: 'Ctrl + C', words: 'Copy the selection for a spreadsheet' },
  { keys: 'F', words: 'Filter the column' },
  { keys: 'A', words: 'Analyze the column; then ← and → go from column to column' },
  { keys: '/', words: 'Find in the rows' },
  { keys: 'Escape', words: 'Drop the selection, close the row' },
  { keys: '?', words: 'This list' },
];

interface GridShape {
  total: number;
  columns: number;
  perPage: number;
}

/** The deed a key stands for; undefined where it is not the grid's. */
export function deedOf(event: KeyboardEvent, active: CellAt, { total, columns, perPage }: GridShape, deeds: GridDeeds): (() => void) | undefined {
  const isJump = event.ctrlKey || event.metaKey;
  const step = (rows: number, by: number) => () => deeds.move(stepped(active, rows, by, total, columns), event.shiftKey);
  const to = (row: number, at: number) => () => deeds.move({ row, at }, event.shiftKey);
  if (isJump && event.key.toLowerCase() === 'c') return deeds.copy;
  const lastRow = total - 1;
  const lastColumn = columns - 1;
  switch (event.key) {
    case 'ArrowUp':
      return isJump ? to(0, active.at) : step(-1, 0);
    case 'ArrowDown':
      return isJump ? to(lastRow, active.at) : step(1, 0);
    case 'ArrowLeft':
      return isJump ? to(active.row, 0) : step(0, -1);
    case 'ArrowRight':
      return isJump ? to(active.row, lastColumn) : step(0, 1);
    case 'PageUp':
      return to(Math.max(0, active.row - perPage), active.at);
    case 'PageDown':
      return step(perPage, 0);
    case 'Home':
      return isJump ? to(0, 0) : to(active.row, 0);
    case 'End':
      return isJump ? to(lastRow, lastColumn) : to(active.row, lastColumn);
    case 'Enter':
      return active.row < 0 ? () => deeds.openMenu(active.at) : () => deeds.openRow(active.row);
    case ' ':
      return active.row < 0 ? () => deeds.openMenu(active.at) : () => deeds.enlarge(active);
    case 'Escape':
      return deeds.clear;
  }
  if (isJump || event.altKey) return undefined;
  switch (event.key) {
    case 'e':
    case 'E':
      return active.row < 0 ? undefined : () => deeds.expand(active);
    case 'f':
    case 'F':
      return () => deeds.filter(active.at);
    case 'a':
    case 'A':
      return () => deeds.analyze(active.at);
    case '/':
      return deeds.search;
    case '?':
      return deeds.help;
  }
  return undefined;
}
