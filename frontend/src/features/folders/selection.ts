/** Selecting among many pictures with mouse and keyboard; positions in, a new selection out. */

export interface Selection {
  paths: ReadonlySet<string>;
  /** Where a range starts. */
  anchor: number;
  /** The picture that the keyboard stands on. */
  active: number;
}

export const NOTHING: Selection = { paths: new Set(), anchor: 0, active: 0 };

export interface Modifiers {
  isRange: boolean;
  isToggle: boolean;
}

type PathAt = (index: number) => string | undefined;

export function rangeOf(from: number, to: number): number[] {
  const start = Math.min(from, to);
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, offset) => start + offset);
}

/** Choose one picture; with Ctrl add or take away, with Shift everything from the anchor to here. */
export function choose(old: Selection, index: number, keys: Modifiers, pathAt: PathAt): Selection {
  const path = pathAt(index);
  if (path === undefined) return old;
  if (keys.isRange) {
    const range = rangeOf(old.anchor, index).flatMap((one) => pathAt(one) ?? []);
    return { paths: new Set(keys.isToggle ? [...old.paths, ...range] : range), anchor: old.anchor, active: index };
  }
  if (keys.isToggle) {
    const paths = new Set(old.paths);
    if (!paths.delete(path)) paths.add(path);
    return { paths, anchor: index, active: index };
  }
  return { paths: new Set([path]), anchor: index, active: index };
}

export type Move = 'left' | 'right' | 'up' | 'down' | 'home' | 'end' | 'pageUp' | 'pageDown';

/** Where a key leads in a grid of `total` pictures. */
export function moved(from: number, move: Move, columns: number, total: number, rowsPerPage: number): number {
  if (total === 0) return 0;
  const page = columns * Math.max(1, rowsPerPage);
  const step: Record<Move, number> = {
    left: from - 1,
    right: from + 1,
    up: from - columns,
    down: from + columns,
    home: 0,
    end: total - 1,
    pageUp: from - page,
    pageDown: from + page,
  };
  const to = step[move];
  // Up from the first row and down from the last full one stay where they are, as in every file browser.
  if ((move === 'up' && to < 0) || (move === 'down' && to >= total && Math.floor(from / columns) === Math.floor((total - 1) / columns))) return from;
  return Math.min(total - 1, Math.max(0, to));
}

export function moveOf(key: string): Move | undefined {
  const moves: Record<string, Move> = {
    ArrowLeft: 'left',
    ArrowRight: 'right',
    ArrowUp: 'up',
    ArrowDown: 'down',
    Home: 'home',
    End: 'end',
    PageUp: 'pageUp',
    PageDown: 'pageDown',
  };
  return moves[key];
}
