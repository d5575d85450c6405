/** Other names for columns of the result, as the recipe keeps them: from the name that it gives to the one that is wished. */
import type { ColumnChoice } from '../forms';
import { rowsOf, textOf, type Row } from './visualContext';

export interface OutputColumn {
  /** The name before it is given another. */
  original: string;
  name: string;
  type: string | undefined;
}

/** Columns of the output with the names they had before. */
export function outputColumns(shown: readonly ColumnChoice[], renames: unknown): OutputColumn[] {
  const originals = new Map(rowsOf(renames).map((row) => [textOf(row.name), textOf(row.column)]));
  return shown.map(({ name, type }) => ({ original: originals.get(name) ?? name, name, type }));
}

/** Give a column another name; its own, or none, takes the other back. */
export function renamed(renames: unknown, original: string, name: string): Row[] {
  const others = rowsOf(renames).filter((row) => row.column !== original);
  return name.trim() === '' || name === original ? others : [...others, { column: original, name }];
}
