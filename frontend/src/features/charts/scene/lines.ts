/** Lines along places: where a figure has no value the line is torn, where rows are merely none it goes to zero. */
import { placed } from '@/lib/axis';
import { figureWords, indexed, valueAt, type Series } from '../reading';
import type { Drawn } from '../types';
import { acrossGrid, bandLabels, figureAxis, tickWords, widthOf, words, type Box } from './frame';
import type { Mark, Scene, Shape, Spot } from './scene';

const MOST_POINTS = 60;

export function linesScene({ drawn, series, width, height }: { drawn: Drawn; series: readonly Series[]; width: number; height: number }): Scene {
  const places = drawn.axes.x?.places ?? [];
  const table = indexed(drawn);
  const values = series.map((one) => places.map((place) => valueAt(drawn, one, place.code, table)));
  const found = values.flat().filter((value) => value !== undefined);
  const axis = figureAxis(found, drawn.figures.every((figure) => figure.is_additive));
  const isShare = drawn.figures.every((figure) => figure.is_share);
  const labels = axis.ticks.map((tick) => tickWords(tick, isShare));
  const left = Math.min(width * 0.3, Math.max(32, ...labels.map(widthOf)) + 12);
  const right = width - 12;
  const bands = bandLabels(places, left, right);
  const box: Box = { left, right, top: 24, bottom: height - 18 - bands.room };
  const step = (right - left) / Math.max(1, places.length);
  const spotOf = (index: number, value: number): Spot => ({ x: left + step * (index + 0.5), y: placed(value, axis, box.bottom, box.top) });
  const shapes: Shape[] = [...acrossGrid(axis, box, (tick) => tickWords(tick, isShare)), ...bands.draw(box.bottom), words((left + right) / 2, height - 4, drawn.axes.x?.title ?? '', 'middle'), words(left - 7, 11, drawn.figures.length === 1 ? (drawn.figures[0]?.title ?? '') : '', 'start', { fill: 'var(--ink2)' })];
  const marks: Mark[] = [];
  series.forEach((one, at) => {
    const spots: Spot[] = [];
    let stretch: Spot[] = [];
    const end = () => {
      if (stretch.length > 1) shapes.push({ kind: 'line', points: stretch, stroke: one.colour, width: 2 });
      stretch = [];
    };
    places.forEach((place, index) => {
      const value = values[at]?.[index];
      // What is empty stands beside the scale, not on it.
      if (value === undefined || place.kind === 'empty') end();
      if (value === undefined) return;
      const spot = spotOf(index, value);
      spots.push(spot);
      if (place.kind !== 'empty') stretch.push(spot);
      const figure = drawn.figures[one.figure];
      marks.push({
        left: spot.x - 4,
        right: spot.x + 4,
        top: spot.y - 4,
        bottom: spot.y + 4,
        words: [`${drawn.axes.x?.column ?? ''}: ${place.label}`, ...(one.code === undefined ? [] : [`${drawn.axes.colour?.column ?? ''}: ${one.name}`]), `${figure?.title ?? ''}: ${figureWords(value, figure)}`],
        at: { x: place.code, ...(one.code === undefined ? {} : { colour: one.code }) },
      });
    });
    end();
    if (places.length <= MOST_POINTS) shapes.push({ kind: 'dots', spots, radius: 2.6, fill: one.colour, opacity: 1 });
  });
  return { width, height, shapes, marks };
}
