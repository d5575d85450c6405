/** A join's tables and steps as the builder edits them. */
import { numberOf, rowsOf, textOf, type Row, type TableChoice } from './visualContext';

export const JOIN_TYPES = [
  { value: 'left', label: 'Left', help: 'Every row of the left table; columns of the right where it has a partner.' },
  { value: 'inner', label: 'Inner', help: 'Only rows that have a partner on both sides.' },
  { value: 'outer', label: 'Outer', help: 'Every row of both tables, side by side where they are partners.' },
  { value: 'right', label: 'Right', help: 'Every row of the right table; columns of the left where it has a partner.' },
  { value: 'left_anti', label: 'Left without partner', help: 'Only rows of the left table that have no partner.' },
  { value: 'cross', label: 'Each with each', help: 'Every row of the left with every row of the right. Mind the number of rows.' },
] as const;

export const OPERATORS = [
  { value: 'eq', label: 'equals' },
  { value: 'ne', label: 'is not' },
  { value: 'lt', label: 'is less than' },
  { value: 'le', label: 'is at most' },
  { value: 'gt', label: 'is more than' },
  { value: 'ge', label: 'is at least' },
  { value: 'contains', label: 'contains' },
  { value: 'starts_with', label: 'starts with' },
  { value: 'within', label: 'is within a distance of' },
  { value: 'nearest', label: 'is nearest to' },
  { value: 'nearest_below', label: 'nearest at or below' },
  { value: 'nearest_above', label: 'nearest at or above' },
] as const;

/** What a nearest match means, said under its condition: which side is looked through reads both ways. */
export const NEAREST_HELP: Readonly<Record<string, string>> = {
  nearest: 'Takes the right rows whose value lies nearest to that of the left row.',
  nearest_below: 'Takes the right rows whose value lies nearest at or below that of the left row.',
  nearest_above: 'Takes the right rows whose value lies nearest at or above that of the left row.',
};

export const UNITS = [
  { value: 'number', label: 'of the number' },
  { value: 'seconds', label: 'seconds' },
  { value: 'minutes', label: 'minutes' },
  { value: 'hours', label: 'hours' },
  { value: 'days', label: 'days' },
] as const;

export interface Joined {
  /** Place among the join's tables. */
  place: number;
  /** Place among the recipe's inputs. */
  input: number;
  row: Row;
  table: TableChoice | undefined;
}

/** The tables of the join; none listed means each input once. */
export function tablesOf(value: unknown, tables: readonly TableChoice[]): Joined[] {
  const rows = rowsOf(value);
  const listed = rows.length > 0 ? rows : tables.map((_, input) => freshTable(input));
  return listed.map((row, place) => {
    const input = numberOf(row.input, 0);
    return { place, input, row, table: tables[input] };
  });
}

export function freshTable(input: number): Row {
  return { input, prefix: '', columns_mode: 'all', columns: [], filter: '', computed: [] };
}

export function freshCondition(left: TableChoice | undefined, right: TableChoice | undefined): Row {
  const names = new Set(right?.columns.map((column) => column.name));
  const shared = left?.columns.find((column) => names.has(column.name))?.name ?? '';
  return { left: shared, operator: 'eq', right: shared, ignore_case: false, normalise: false, distance: 0, unit: 'number', count: 1 };
}

export function freshJoin(right: number, left: TableChoice | undefined, other: TableChoice | undefined): Row {
  return { left: 0, right, type: 'left', conditions: [freshCondition(left, other)], any_condition: false };
}

/** Names by which the tables can be told apart, also when one stands there twice. */
export function namesOf(joined: readonly Joined[]): string[] {
  const names = joined.map((one) => one.table?.name ?? `input ${one.input + 1}`);
  return names.map((name, place) => {
    const before = names.slice(0, place).filter((other) => other === name).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

/** Take a table out of a join: the steps that join it go, places behind it move up. */
export function withoutTable(tables: readonly Row[], joins: readonly Row[], place: number): { tables: Row[]; joins: Row[] } {
  const moved = (at: number) => (at > place ? at - 1 : at);
  return {
    tables: tables.filter((_, index) => index !== place),
    joins: joins
      .filter((join) => numberOf(join.left, 0) !== place && numberOf(join.right, 1) !== place)
      .map((join) => ({ ...join, left: moved(numberOf(join.left, 0)), right: moved(numberOf(join.right, 1)) })),
  };
}

export function typeOf(join: Row): string {
  return textOf(join.type) || 'left';
}
