/** Box plots: the box from quartile to quartile, a line at the median, whiskers to the last values within reach, a dot at the mean. */
import { placed } from '@/lib/axis';
import { count } from '@/lib/format';
import { middleCut } from '@/lib/middleCut';
import { fieldOf, figureWords } from '../reading';
import type { Drawn, Place } from '../types';
import { acrossGrid, bandLabels, downGrid, figureAxis, sideLabels, tickWords, widthOf, words, type Box } from './frame';
import type { Mark, Scene, Shape } from './scene';

const ALONE: Place = { code: 0, label: 'All rows', kind: 'value', start: null, end: null };

export function boxesScene({ drawn, colourOf, isHorizontal, width, height }: { drawn: Drawn; colourOf: (place: Place, index: number) => string; isHorizontal: boolean; width: number; height: number }): Scene {
  const places = drawn.axes.x?.places ?? [ALONE];
  const x = fieldOf(drawn, 'x');
  const found = new Map(drawn.marks.map((mark) => [x < 0 ? 0 : (mark[x] ?? null), mark]));
  const figure = (mark: readonly (number | null)[], name: string) => mark[fieldOf(drawn, name)] ?? undefined;
  const axis = figureAxis(drawn.marks.flatMap((mark) => [figure(mark, 'min'), figure(mark, 'max')].filter((value) => value !== undefined)), false);
  const labels = axis.ticks.map((tick) => tickWords(tick));
  const title = drawn.axes.y?.title ?? '';
  const side = sideLabels(places, width * 0.3);
  const left = isHorizontal ? side.room : Math.min(width * 0.3, Math.max(32, ...labels.map(widthOf)) + 12);
  const bands = bandLabels(places, left, width - 12);
  const box: Box = { left, right: width - (isHorizontal ? 20 : 12), top: isHorizontal ? 4 : 24, bottom: height - 18 - (isHorizontal ? 18 : bands.room) };
  const [start, end] = isHorizontal ? [box.top, box.bottom] : [box.left, box.right];
  const step = (end - start) / Math.max(1, places.length);
  const thick = Math.min(56, step * 0.56);
  const shapes: Shape[] = isHorizontal
    ? [...downGrid(axis, box, (tick) => tickWords(tick)), ...places.map((place, index) => words(box.left - 8, start + step * (index + 0.5) + 3.5, middleCut(place.label, side.signs), 'end', { full: place.label })), words((box.left + box.right) / 2, height - 4, title, 'middle')]
    : [...acrossGrid(axis, box, (tick) => tickWords(tick)), ...bands.draw(box.bottom), words(box.left - 7, 11, title, 'start', { fill: 'var(--ink2)' }), words((box.left + box.right) / 2, height - 4, drawn.axes.x?.title ?? '', 'middle')];
  const marks: Mark[] = [];
  places.forEach((place, index) => {
    const mark = found.get(place.code);
    if (mark === undefined) return;
    const at = start + step * (index + 0.5);
    const along = (value: number) => (isHorizontal ? placed(value, axis, box.left, box.right) : placed(value, axis, box.bottom, box.top));
    const value = (name: string) => along(figure(mark, name) ?? 0);
    const colour = colourOf(place, index);
    const line = (a: number, b: number, from: number, to: number, stroke: string, strokeWidth: number): Shape => ({ kind: 'line', points: isHorizontal ? [{ x: a, y: from }, { x: b, y: to }] : [{ x: from, y: a }, { x: to, y: b }], stroke, width: strokeWidth });
    const [low, q1, q2, q3, high] = [value('low'), value('q1'), value('median'), value('q3'), value('high')];
    const [near, far] = [Math.min(q1, q3), Math.max(q1, q3)];
    const rect = isHorizontal ? { x: near, y: at - thick / 2, width: Math.max(1, far - near), height: thick } : { x: at - thick / 2, y: near, width: thick, height: Math.max(1, far - near) };
    shapes.push(line(low, q1, at, at, colour, 1.4), line(q3, high, at, at, colour, 1.4), line(low, low, at - thick / 4, at + thick / 4, colour, 1.4), line(high, high, at - thick / 4, at + thick / 4, colour, 1.4));
    shapes.push({ kind: 'rect', ...rect, fill: colour, opacity: 0.22, radius: 2 }, { kind: 'rect', ...rect, fill: 'none', stroke: colour, radius: 2 }, line(q2, q2, at - thick / 2, at + thick / 2, colour, 2.4));
    const mean = along(figure(mark, 'mean') ?? 0);
    shapes.push({ kind: 'dots', spots: [isHorizontal ? { x: mean, y: at } : { x: at, y: mean }], radius: 2.6, fill: 'var(--ink)', opacity: 1 });
    const ends = ['min', 'max'].map(value).filter((one) => one < Math.min(low, high) - 0.5 || one > Math.max(low, high) + 0.5);
    if (ends.length > 0) shapes.push({ kind: 'dots', spots: ends.map((one) => (isHorizontal ? { x: one, y: at } : { x: at, y: one })), radius: 2, fill: colour, opacity: 0.8 });
    const said = (name: string, label: string) => `${label}: ${figureWords(figure(mark, name))}`;
    const reach = isHorizontal ? { left: Math.min(low, high), right: Math.max(low, high), top: rect.y, bottom: rect.y + thick } : { left: rect.x, right: rect.x + thick, top: Math.min(low, high), bottom: Math.max(low, high) };
    marks.push({
      ...reach,
      words: [
        drawn.axes.x === undefined ? place.label : `${drawn.axes.x.column}: ${place.label}`,
        said('median', 'Median'),
        `Quartiles: ${figureWords(figure(mark, 'q1'))} and ${figureWords(figure(mark, 'q3'))}`,
        `Whiskers: ${figureWords(figure(mark, 'low'))} and ${figureWords(figure(mark, 'high'))}`,
        said('mean', 'Mean'),
        `${count(figure(mark, 'rows') ?? 0)} rows, ${count(figure(mark, 'outliers') ?? 0)} beyond the whiskers`,
      ],
      at: x < 0 ? {} : { x: place.code },
    });
  });
  return { width, height, shapes, marks };
}
