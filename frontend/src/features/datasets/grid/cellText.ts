/** Cells as plain text for the clipboard: what a spreadsheet reads back as the same values. */
import { isRecord } from '../../forms';
import { vectorOf } from '../cellValues';

/** One value, unformatted: numbers with a point, nothing for an empty cell, objects as JSON, a summed-up vector as its shape. */
export function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (isSummary(value)) return `float[${String(vectorOf(value)?.length ?? 0)}]`;
  return JSON.stringify(value);
}

/** Whether a page told only a vector's length and first values. */
export function isSummary(value: unknown): boolean {
  return isRecord(value) && Array.isArray(value.head) && typeof value.length === 'number';
}

/** Rows as tab-separated text; a value that holds a tab, a line break or a quote is quoted as spreadsheets do. */
export function tabSeparated(rows: readonly (readonly unknown[])[]): string {
  return rows.map((row) => row.map((value) => quoted(plainText(value))).join('\t')).join('\n');
}

function quoted(text: string): string {
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
