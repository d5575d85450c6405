/** A table whose cells are filled by their figure: the darker, the larger. */
import { middleCut } from '@/lib/middleCut';
import { fieldOf, figureWords, indexed, keyOf } from '../reading';
import type { Drawn } from '../types';
import { bandLabels, sideLabels, widthOf, words } from './frame';
import type { Mark, Scene, Shape } from './scene';

/** The ends of the ramp in per cent of `right`: up to here the ink of figures keeps a contrast of 4.5 in both schemes. */
const LEAST = 7;
const MOST = 56;

export function heatScene({ drawn, width, height }: { drawn: Drawn; width: number; height: number }): Scene {
  const across = drawn.axes.x?.places ?? [];
  const down = drawn.axes.y?.places ?? [];
  const table = indexed(drawn, 'y');
  const figure = drawn.figures[0];
  const field = fieldOf(drawn, 'figure0');
  const values = drawn.marks.map((mark) => mark[field]).filter((value) => value !== null && value !== undefined);
  const low = figure?.is_additive === true ? Math.min(0, ...values) : Math.min(...values);
  const high = Math.max(...values);
  const side = sideLabels(down, width * 0.28);
  const [left, right] = [side.room, width - 8];
  const bands = bandLabels(across, left, right);
  const [top, bottom] = [24, height - 18 - bands.room];
  const stepX = (right - left) / Math.max(1, across.length);
  const stepY = Math.min(64, (bottom - top) / Math.max(1, down.length));
  const foot = top + stepY * down.length;
  const gap = Math.min(2, stepX * 0.1, stepY * 0.1);
  const shapes: Shape[] = [
    words(left - 8, 12, middleCut(drawn.axes.y?.title ?? '', side.signs), 'end', { fill: 'var(--ink2)' }),
    words((left + right) / 2, Math.min(height - 4, foot + bands.room + 14), drawn.axes.x?.title ?? '', 'middle'),
    ...bands.draw(foot),
  ];
  const every = Math.ceil(12 / stepY);
  const marks: Mark[] = [];
  down.forEach((row, rowAt) => {
    const y = top + stepY * rowAt;
    if (rowAt % every === 0) shapes.push(words(left - 8, y + stepY / 2 + 3.5, middleCut(row.label, side.signs), 'end', { full: row.label }));
    across.forEach((column, columnAt) => {
      const x = left + stepX * columnAt;
      const value = table.get(keyOf(column.code, row.code))?.[field] ?? undefined;
      const rect = { x: x + gap / 2, y: y + gap / 2, width: Math.max(0.5, stepX - gap), height: Math.max(0.5, stepY - gap), radius: Math.min(4, stepX / 6, stepY / 6) };
      const share = value === undefined ? 0 : high > low ? (value - low) / (high - low) : 1;
      const part = Math.round(LEAST + share * (MOST - LEAST));
      shapes.push({ kind: 'rect', ...rect, fill: value === undefined ? 'var(--sunken)' : `color-mix(in oklab, var(--right) ${part}%, var(--sheet))` });
      if (value === undefined) return;
      const text = figureWords(value, figure);
      if (widthOf(text) + 6 <= stepX && stepY >= 14) shapes.push(words(x + stepX / 2, y + stepY / 2 + 3.8, text, 'middle', { fill: 'var(--ink)', weight: 600 }));
      marks.push({ left: rect.x, top: rect.y, right: rect.x + rect.width, bottom: rect.y + rect.height, words: [`${drawn.axes.x?.column ?? ''}: ${column.label}`, `${drawn.axes.y?.column ?? ''}: ${row.label}`, `${figure?.title ?? ''}: ${text}`], at: { x: column.code, y: row.code } });
    });
  });
  return { width, height, shapes, marks };
}
