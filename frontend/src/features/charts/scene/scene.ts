/** A chart as plain shapes in pixels: drawn as SVG on the page, and as SVG or PNG in a file, from one description. */
import type { Code } from '../reading';

export interface Spot {
  x: number;
  y: number;
}

/** Colours are tokens, as `var(--c0)`. */
export type Shape =
  | { kind: 'rect'; x: number; y: number; width: number; height: number; fill: string; opacity?: number; radius?: number; stroke?: string }
  | { kind: 'line'; points: readonly Spot[]; stroke: string; width: number; dash?: readonly number[]; opacity?: number }
  | { kind: 'dots'; spots: readonly Spot[]; radius: number; fill: string; opacity: number }
  | { kind: 'words'; x: number; y: number; text: string; anchor: 'start' | 'middle' | 'end'; fill: string; size: number; weight?: number; turn?: number; full?: string };

/** What can be pointed at: a box in pixels, what it says, and where it stands on the axes. */
export interface Mark {
  left: number;
  top: number;
  right: number;
  bottom: number;
  words: readonly string[];
  at: { x?: Code; y?: Code; colour?: Code };
}

export interface Scene {
  width: number;
  height: number;
  shapes: readonly Shape[];
  marks: readonly Mark[];
}

const NEAR = 14;

/** The mark at a point: the smallest that holds it, else the nearest one close by. */
export function markAt(marks: readonly Mark[], x: number, y: number): number | undefined {
  let best: number | undefined;
  let least = NEAR;
  marks.forEach((mark, index) => {
    const outside = Math.hypot(Math.max(mark.left - x, 0, x - mark.right), Math.max(mark.top - y, 0, y - mark.bottom));
    const toMiddle = Math.hypot((mark.left + mark.right) / 2 - x, (mark.top + mark.bottom) / 2 - y);
    const distance = outside === 0 ? Math.min(0, -1 / (1 + toMiddle)) : outside;
    if (distance < least) {
      least = distance;
      best = index;
    }
  });
  return best;
}
