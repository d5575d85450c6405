/** Cells read into what they mean: predictions in falling order, vectors with their bounds, words for the rest. */
import { isRecord } from '../forms';
import { momentText } from './moments';
import type { Column } from './types';

export interface Guess {
  label: string;
  probability: number;
}

/** Labels with their probabilities in falling order; undefined when the cell holds no prediction at all. */
export function guessesOf(value: unknown): Guess[] | undefined {
  const found = typeof value === 'string' ? parsed(value) : value;
  if (!isRecord(found)) return undefined;
  return Object.entries(found)
    .flatMap(([label, probability]) => (typeof probability === 'number' ? [{ label, probability }] : []))
    .sort((a, b) => b.probability - a.probability);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface VectorFacts {
  length: number;
  min: number | undefined;
  max: number | undefined;
  head: readonly number[];
}

export function vectorOf(value: unknown): VectorFacts | undefined {
  if (Array.isArray(value) && value.every((one) => typeof one === 'number')) {
    return { length: value.length, min: Math.min(...value), max: Math.max(...value), head: value.slice(0, 60) };
  }
  if (!isRecord(value) || typeof value.length !== 'number' || !Array.isArray(value.head)) return undefined;
  const number = (one: unknown) => (typeof one === 'number' ? one : undefined);
  return { length: value.length, min: number(value.min), max: number(value.max), head: value.head.filter((one) => typeof one === 'number') };
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === '';
}

const NUMBERS = new Set(['tinyint', 'smallint', 'int', 'bigint', 'float', 'double']);

export function isNumeric(column: Column): boolean {
  return NUMBERS.has(column.type);
}

export const MOST_DECIMALS = 4;

/** Decimals that a number needs, at most four; numbers so large or small that they are written with an exponent need none. */
export function decimalsOf(value: unknown): number {
  if (typeof value !== 'number' || Number.isInteger(value) || isExtreme(value)) return 0;
  const whole = Number(value.toFixed(MOST_DECIMALS));
  let digits = 0;
  while (digits < MOST_DECIMALS && Number(value.toFixed(digits)) !== whole) digits += 1;
  return digits;
}

/** A value on one line; `digits` are the decimals of its column, without them a number has as many as it needs. */
export function textOf(value: unknown, column: Column, digits?: number): string {
  if (typeof value === 'number') return column.type === 'double' || column.type === 'float' ? decimal(value, digits) : value.toLocaleString('en-GB', { maximumFractionDigits: 20 });
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return column.type === 'date' ? momentText(value) : value;
  return JSON.stringify(value);
}

function isExtreme(value: number): boolean {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e9);
}

function decimal(value: number, digits: number | undefined): string {
  if (isExtreme(value)) return value.toExponential(4);
  return value.toLocaleString('en-GB', { minimumFractionDigits: digits ?? 0, maximumFractionDigits: digits ?? 10 });
}

const TYPE_WORDS: Partial<Record<Column['type'], string>> = {
  string: 'text',
  bigint: 'integer',
  int: 'integer',
  smallint: 'integer',
  tinyint: 'integer',
  double: 'decimal',
  float: 'decimal',
};
export const MEANING_WORDS: Record<NonNullable<Column['meaning']>, string> = {
  text: 'Text',
  integer: 'Integer',
  decimal: 'Decimal',
  boolean: 'Boolean',
  date: 'Date',
  array: 'Array',
  vector: 'Vector',
  object: 'Object',
  prediction: 'Prediction',
  picture_path: 'Picture path',
  class: 'Class',
  flag: 'Flag',
  url: 'URL',
};

export function typeWord(column: Column): string {
  return TYPE_WORDS[column.type] ?? column.type;
}

/** "Class, 10 values". */
export function meaningWord(column: Column, distinct: number | null | undefined): string {
  const word = column.meaning == null ? 'Text' : MEANING_WORDS[column.meaning];
  return column.meaning === 'class' && distinct != null ? `${word}, ${distinct.toLocaleString('en-GB')} values` : word;
}

/** The column whose values are paths in an image folder. */
export function pictureColumn(columns: readonly Column[]): number {
  return columns.findIndex((column) => column.meaning === 'picture_path');
}
