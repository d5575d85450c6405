/** Colour by value: a scale for numbers, the classes' own colours for the rest, always faint enough to read on. */
import { colourOf, type ClassLook } from '../../classes';
import { isEmpty } from '../cellValues';

export type Painter = (value: unknown) => string | undefined;

/** Strongest share of the colour in a cell: text on it keeps 4.5 in both schemes. */
const MOST = 42;
const CLASS_SHARE = 24;

/** From the sheet's own ground at `low` to a clear blue at `high`; beyond them nothing changes any more. */
export function scalePainter(low: number, high: number): Painter {
  const span = high - low;
  return (value) => {
    if (typeof value !== 'number' || Number.isNaN(value)) return undefined;
    const share = span > 0 ? Math.min(1, Math.max(0, (value - low) / span)) : 0.5;
    return `color-mix(in srgb, var(--dataset) ${(4 + share * (MOST - 4)).toFixed(1)}%, var(--sheet))`;
  };
}

export function classPainter(lookOf: (name: string) => ClassLook): Painter {
  return (value) => {
    if (isEmpty(value) || (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')) return undefined;
    return `color-mix(in srgb, ${colourOf(lookOf(String(value)))} ${String(CLASS_SHARE)}%, var(--sheet))`;
  };
}
