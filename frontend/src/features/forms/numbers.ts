/** Numbers as people type them: read exactly, and named with the way out when they cannot be read. */
import type { Bounds, FieldSpec } from './fieldModel';

/** The number that was typed, or undefined: "1e-4", "0,001" and "2 000" are numbers too. */
export function readNumber(text: string): number | undefined {
  const plain = text.trim().replace(/[\s_']/g, '').replace(/^-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/, (whole) => whole.replaceAll(',', ''));
  const pointed = /^[^.]*,[^.,]*$/.test(plain) ? plain.replace(',', '.') : plain;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(pointed)) return undefined;
  const value = Number(pointed);
  // Adding nothing turns a negative zero, which JSON cannot carry, into zero.
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** How a number is written into its field. */
export function writeNumber(value: unknown): string {
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : '';
}

/** What is wrong with a value of a number field, in one sentence; undefined when nothing is. */
export function numberProblem(field: Pick<FieldSpec, 'label' | 'isInteger' | 'bounds' | 'kind' | 'step'>, value: unknown): string | undefined {
  if (field.kind === 'auto_number' && value === 'auto') return undefined;
  if (typeof value !== 'number') {
    if (value === '' || value === undefined || value === null) return `${field.label} needs a number.`;
    return field.isInteger ? 'Write a whole number, such as 64.' : 'Write a number, such as 0.001 or 1e-4.';
  }
  if (field.isInteger && !Number.isInteger(value)) return 'Write a whole number, such as 64.';
  return isWithin(value, field.bounds) ? undefined : `${field.label} must be ${boundWords(field.bounds)}.`;
}

function isWithin(value: number, { min, max, above, below }: Bounds): boolean {
  return (
    (min === undefined || value >= min) && (max === undefined || value <= max) && (above === undefined || value > above) && (below === undefined || value < below)
  );
}

const written = (value: number) => value.toLocaleString('en-GB', { maximumFractionDigits: 20 });

export function boundWords({ min, max, above, below }: Bounds): string {
  const low = min !== undefined ? `at least ${written(min)}` : above !== undefined ? `above ${written(above)}` : undefined;
  const high = max !== undefined ? `at most ${written(max)}` : below !== undefined ? `below ${written(below)}` : undefined;
  if (min !== undefined && max !== undefined) return `from ${written(min)} to ${written(max)}`;
  return [low, high].filter((part) => part !== undefined).join(' and ');
}
