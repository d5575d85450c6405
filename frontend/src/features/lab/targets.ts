/** Which column a new task would most likely predict. */
import type { Column } from '@/features/datasets';

const NAMES = ['target', 'label', 'labels', 'class', 'classes', 'category', 'y', 'outcome'];
const NEVER = new Set(['array', 'object']);

/** The column to suggest: one named so first, else one whose meaning is a class; undefined where none stands out. */
export function suggestedTarget(columns: readonly Column[]): string | undefined {
  const able = columns.filter((column) => canBeTarget(column));
  for (const name of NAMES) {
    const found = able.find((column) => column.name.toLowerCase() === name);
    if (found) return found.name;
  }
  return able.find((column) => column.meaning === 'class')?.name;
}

/** Lists of numbers and objects are never predicted; everything else may be, as the server will say. */
export function canBeTarget(column: Column): boolean {
  return !NEVER.has(column.type);
}

/** Whether the cells of a column are lists, of numbers for all that is known. */
export function holdsVectors(column: Column): boolean {
  return column.type === 'array' || column.meaning === 'array' || column.meaning === 'vector';
}
