/** What all charts stand in: margins, a grid of horizontal lines, ticks and titles of the axes. */
import { axisFor, placed, type Axis } from '@/lib/axis';
import { middleCut } from '@/lib/middleCut';
import type { Place } from '../types';
import type { Shape } from './scene';

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export const TEXT = 10.5;
/** About how wide a sign is at the size of axis texts. */
const SIGN = 5.6;

export function tickWords(value: number, isShare = false): string {
  if (isShare) return `${Number((value * 100).toPrecision(6))} %`;
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(1);
  return value.toLocaleString('en-GB', { maximumFractionDigits: 6 });
}

export const widthOf = (text: string) => text.length * SIGN;

/** An axis of figures: it begins at zero where bars are drawn. */
export function figureAxis(values: readonly number[], fromZero: boolean, wanted = 5): Axis {
  return axisFor(fromZero ? [0, ...values] : values, undefined, wanted);
}

export function words(x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end', more: Partial<Extract<Shape, { kind: 'words' }>> = {}): Shape {
  return { kind: 'words', x, y, text, anchor, fill: 'var(--ink3)', size: TEXT, ...more };
}

/** Lines across with their figures at the left. */
export function acrossGrid(axis: Axis, box: Box, label: (tick: number) => string): Shape[] {
  return axis.ticks.flatMap((tick) => {
    const y = placed(tick, axis, box.bottom, box.top);
    return [{ kind: 'line' as const, points: [{ x: box.left, y }, { x: box.right, y }], stroke: 'var(--line)', width: 1 }, words(box.left - 7, y + 3.5, label(tick), 'end')];
  });
}

/** Lines down with their figures below, for bars that lie. */
export function downGrid(axis: Axis, box: Box, label: (tick: number) => string, hasLines = true): Shape[] {
  return axis.ticks.flatMap((tick) => {
    const x = placed(tick, axis, box.left, box.right);
    const line = { kind: 'line' as const, points: [{ x, y: box.top }, { x, y: box.bottom }], stroke: 'var(--line)', width: 1 };
    return [...(hasLines ? [line] : []), words(x, box.bottom + 15, label(tick), 'middle')];
  });
}

export interface BandLabels {
  shapes: Shape[];
  /** Room that they take below. */
  room: number;
}

const MOST_SIGNS = 18;
/** Room right of the plot that a name at its end may take. */
const MARGIN = 10;

function level(place: Place, x: number, bottom: number, right: number): Shape {
  const text = middleCut(place.label, MOST_SIGNS);
  return words(Math.min(x, right + MARGIN - widthOf(text) / 2), bottom + 15, text, 'middle', { full: place.label });
}

/** Names of places below the plot: level where they fit, thinned for spans, turned for values. */
export function bandLabels(places: readonly Place[], left: number, right: number): { room: number; draw: (bottom: number) => Shape[] } {
  const step = (right - left) / Math.max(1, places.length);
  const middle = (index: number) => left + step * (index + 0.5);
  const isSpan = places.some((place) => place.kind === 'span');
  const longest = Math.max(0, ...places.map((place) => Math.min(MOST_SIGNS, place.label.length)));
  const isLevel = longest * SIGN + 6 <= step;
  const every = isSpan && !isLevel ? Math.ceil((longest * SIGN + 10) / step) : Math.ceil(13 / step);
  if (isLevel || isSpan) {
    return {
      room: 20,
      draw: (bottom) => places.flatMap((place, index) => (index % every === 0 || place.kind === 'empty' ? [level(place, middle(index), bottom, right)] : [])),
    };
  }
  return {
    room: 12 + longest * SIGN * 0.66,
    draw: (bottom) => places.flatMap((place, index) => (index % every === 0 ? [words(middle(index) + 3, bottom + 12, middleCut(place.label, MOST_SIGNS), 'end', { turn: -38, full: place.label })] : [])),
  };
}

/** Names of places at the left of the plot. */
export function sideLabels(places: readonly Place[], most: number): { room: number; signs: number } {
  const longest = Math.max(3, ...places.map((place) => place.label.length));
  const signs = Math.max(6, Math.min(longest, Math.floor(most / SIGN)));
  return { room: signs * SIGN + 10, signs };
}
