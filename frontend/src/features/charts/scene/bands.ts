/** Bars at places: beside one another, on top of one another, standing or lying; histograms are bars that touch. */
import { placed, type Axis } from '@/lib/axis';
import { middleCut } from '@/lib/middleCut';
import { count } from '@/lib/format';
import { figureWords, indexed, keyOf, valueAt, type Series } from '../reading';
import type { Drawn, Place } from '../types';
import { acrossGrid, bandLabels, downGrid, figureAxis, sideLabels, tickWords, widthOf, words, type Box } from './frame';
import type { Mark, Scene, Shape } from './scene';

interface Bars {
  drawn: Drawn;
  series: readonly Series[];
  isStacked: boolean;
  /** Every bar is as long as 100 %. */
  isWhole: boolean;
  isHorizontal: boolean;
  isTouching: boolean;
  /** The colour of a bar by its place, where there is one series and the places are classes. */
  colourOf: ((place: Place, index: number) => string) | undefined;
  width: number;
  height: number;
}

interface Bar {
  place: Place;
  series: Series;
  index: number;
  from: number;
  to: number;
  value: number;
}

const RIGHT = 12;
const TOP = 24;
const TITLE = 18;
const MOST_GAP = 0.28;

export function barsScene(bars: Bars): Scene {
  const { drawn, series, width, height } = bars;
  const places = drawn.axes.x?.places ?? [];
  const all = layBars(bars, places);
  const isShare = bars.isWhole || drawn.figures.every((figure) => figure.is_share);
  const axis = figureAxis(all.flatMap((bar) => [bar.from, bar.to]), true);
  const label = (tick: number) => tickWords(tick, isShare);
  const shapes: Shape[] = [];
  const marks: Mark[] = [];
  const lanes = bars.isStacked ? 1 : series.length;
  const box = bars.isHorizontal ? lyingBox(places, width, height) : standingBox(axis.ticks.map(label), places, width, height);
  const [start, end] = bars.isHorizontal ? [box.top, box.bottom] : [box.left, box.right];
  const step = (end - start) / Math.max(1, places.length);
  const gap = bars.isTouching ? Math.min(1, step * 0.1) : step * MOST_GAP;
  const lane = Math.min((step - gap) / lanes, bars.isTouching ? Infinity : 72);
  const title = drawn.figures.length === 1 ? (drawn.figures[0]?.title ?? '') : '';
  if (bars.isHorizontal) {
    const { signs } = sideLabels(places, width * 0.3);
    const every = Math.ceil(12 / step);
    shapes.push(...downGrid(axis, box, label));
    places.forEach((place, index) => {
      if (index % every === 0) shapes.push(words(box.left - 8, start + step * (index + 0.5) + 3.5, middleCut(place.label, signs), 'end', { full: place.label }));
    });
    shapes.push(words((box.left + box.right) / 2, height - 4, title, 'middle'));
  } else {
    shapes.push(...acrossGrid(axis, box, label), ...bandLabels(places, box.left, box.right).draw(box.bottom));
    shapes.push(words((box.left + box.right) / 2, height - 4, drawn.axes.x?.title ?? '', 'middle'), words(box.left - 7, 11, title, 'start', { fill: 'var(--ink2)' }));
  }
  for (const bar of all) {
    const index = places.indexOf(bar.place);
    const middle = start + step * (index + 0.5);
    const near = middle - (lane * lanes) / 2 + (bars.isStacked ? 0 : bar.index * lane);
    const [one, other] = bars.isHorizontal
      ? [placed(bar.from, axis, box.left, box.right), placed(bar.to, axis, box.left, box.right)]
      : [placed(bar.from, axis, box.bottom, box.top), placed(bar.to, axis, box.bottom, box.top)];
    const [low, high] = [Math.min(one, other), Math.max(one, other)];
    const thick = Math.max(1, lane - (lanes > 1 ? 1 : 0));
    const rect = bars.isHorizontal ? { x: low, y: near, width: Math.max(0.5, high - low), height: thick } : { x: near, y: low, width: thick, height: Math.max(0.5, high - low) };
    if (bar.value !== 0) shapes.push({ kind: 'rect', ...rect, fill: bars.colourOf?.(bar.place, index) ?? bar.series.colour, radius: bars.isTouching || bars.isStacked ? 0 : 2 });
    marks.push({ left: rect.x, top: rect.y, right: rect.x + rect.width, bottom: rect.y + rect.height, words: said(bars, bar), at: { x: bar.place.code, ...(bar.series.code === undefined ? {} : { colour: bar.series.code }) } });
  }
  shapes.push(...zeroLine(axis, box, bars.isHorizontal));
  return { width, height, shapes, marks };
}

function layBars({ drawn, series, isStacked, isWhole }: Bars, places: readonly Place[]): Bar[] {
  const table = indexed(drawn);
  return places.flatMap((place) => {
    let [up, down] = [0, 0];
    const values = series.map((one) => valueAt(drawn, one, place.code, table));
    const whole = values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0);
    return values.flatMap((found, index) => {
      const one = series[index];
      if (found === undefined || one === undefined) return [];
      if (!isStacked) return [{ place, series: one, index, from: 0, to: found, value: found }];
      if (found === 0) return [];
      const value = isWhole ? found / (whole || 1) : found;
      const from = value >= 0 ? up : down;
      if (value >= 0) up += value;
      else down += value;
      return [{ place, series: one, index, from, to: from + value, value: found }];
    });
  });
}

function said({ drawn, isWhole }: Bars, bar: Bar): string[] {
  const figure = drawn.figures[bar.series.figure];
  const rows = indexedRows(drawn).get(keyOf(bar.place.code, bar.series.code));
  return [
    `${drawn.axes.x?.column ?? ''}: ${bar.place.label}`,
    ...(bar.series.code === undefined ? [] : [`${drawn.axes.colour?.column ?? ''}: ${bar.series.name}`]),
    `${figure?.title ?? ''}: ${figureWords(bar.value, figure)}${isWhole ? ` (${((bar.to - bar.from) * 100).toFixed(1)} %)` : ''}`,
    ...(figure?.title === 'Rows' || rows === undefined ? [] : [`${count(rows)} rows`]),
  ];
}

const rowsCache = new WeakMap<Drawn, Map<string, number>>();

function indexedRows(drawn: Drawn): Map<string, number> {
  const known = rowsCache.get(drawn);
  if (known) return known;
  const field = drawn.fields.indexOf('rows');
  const found = new Map([...indexed(drawn)].map(([key, mark]) => [key, mark[field] ?? 0]));
  rowsCache.set(drawn, found);
  return found;
}

function standingBox(labels: readonly string[], places: readonly Place[], width: number, height: number): Box {
  const left = Math.min(width * 0.3, Math.max(32, ...labels.map(widthOf)) + 12);
  return { left, right: width - RIGHT, top: TOP, bottom: height - TITLE - bandLabels(places, left, width - RIGHT).room };
}

function lyingBox(places: readonly Place[], width: number, height: number): Box {
  return { left: sideLabels(places, width * 0.3).room, right: width - RIGHT - 8, top: 4, bottom: height - TITLE - 18 };
}

function zeroLine(axis: Axis, box: Box, isHorizontal: boolean): Shape[] {
  if (axis.low > 0 || axis.high < 0) return [];
  const at = isHorizontal ? placed(0, axis, box.left, box.right) : placed(0, axis, box.bottom, box.top);
  const points = isHorizontal ? [{ x: at, y: box.top }, { x: at, y: box.bottom }] : [{ x: box.left, y: at }, { x: box.right, y: at }];
  return [{ kind: 'line', points, stroke: 'var(--edge)', width: 1 }];
}
