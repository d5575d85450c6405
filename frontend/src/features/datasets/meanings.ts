/** Meanings of columns: the one that was found, and the one that somebody chose over it. */
import { MEANING_WORDS } from './cellValues';
import type { Column } from './types';

export type Meaning = NonNullable<Column['meaning']>;

/** Whether somebody chose the meaning; such a one is kept through builds and readings. */
export function isChosen(column: Column): boolean {
  return column.detected_meaning != null && column.detected_meaning !== column.meaning;
}

/** The meaning that the column has of itself. */
export function ownMeaning(column: Column): Meaning {
  return column.detected_meaning ?? column.meaning ?? 'text';
}

/** The meanings that the stored values of a column can have: lists of numbers are vectors and nothing else. */
export function meaningsFor(column: Column): Meaning[] {
  const all = Object.keys(MEANING_WORDS) as Meaning[];
  if (column.type === 'array' && column.meaning === 'vector') return ['vector'];
  return all.filter((meaning) => meaning !== 'vector');
}

/** "Chosen by hand; detected: Text". */
export function chosenWords(column: Column): string {
  return `chosen by hand; detected: ${MEANING_WORDS[ownMeaning(column)]}`;
}
