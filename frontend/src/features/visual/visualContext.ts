/** What the builders of one visual recipe share beside its form: the tables it reads and those it writes. */
import { createContext, useContext } from 'react';
import { isRecord, type ColumnChoice } from '../forms';

export interface TableChoice {
  id: string;
  name: string;
  columns: readonly ColumnChoice[];
}

export interface VisualShared {
  /** The inputs in order. */
  tables: readonly TableChoice[];
  /** Names of the outputs in order. */
  outputs: readonly string[];
  /** Columns of the result before they get other names. */
  result: readonly ColumnChoice[];
}

export const VisualContext = createContext<VisualShared>({ tables: [], outputs: [], result: [] });

export function useVisual(): VisualShared {
  return useContext(VisualContext);
}

export type Row = Record<string, unknown>;

/** A list of records as it is stored; what is none is an empty one. */
export function rowsOf(value: unknown): Row[] {
  return Array.isArray(value) ? (value as unknown[]).map((one) => (isRecord(one) ? one : {})) : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? (value as unknown[]).filter((one) => typeof one === 'string') : [];
}

export function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

/** Change one row by a part. */
export function put(rows: readonly Row[], at: number, part: Row): Row[] {
  return rows.map((row, index) => (index === at ? { ...row, ...part } : row));
}

export function without<T>(rows: readonly T[], at: number): T[] {
  return rows.filter((_, index) => index !== at);
}

export function swapped<T>(rows: readonly T[], at: number, by: number): T[] {
  const next = [...rows];
  const [row] = next.splice(at, 1);
  if (row !== undefined) next.splice(at + by, 0, row);
  return next;
}
