/** A point for each row over two scales. */
import { placed } from '@/lib/axis';
import { fieldOf, momentWords, numberWords, type Series } from '../reading';
import type { Axis, Drawn } from '../types';
import { acrossGrid, downGrid, figureAxis, tickWords, widthOf, words, type Box } from './frame';
import type { Mark, Scene, Shape, Spot } from './scene';

export function scatterScene({ drawn, series, width, height }: { drawn: Drawn; series: readonly Series[]; width: number; height: number }): Scene {
  const [x, y, colour] = [fieldOf(drawn, 'x'), fieldOf(drawn, 'y'), fieldOf(drawn, 'colour')];
  const points = drawn.marks.flatMap((mark) => {
    const [left, up] = [mark[x], mark[y]];
    return left === null || left === undefined || up === null || up === undefined ? [] : [{ x: left, y: up, colour: colour < 0 ? undefined : (mark[colour] ?? null) }];
  });
  const xAxis = figureAxis(points.map((point) => point.x), false, width < 480 ? 3 : 6);
  const yAxis = figureAxis(points.map((point) => point.y), false);
  const label = (axis: Axis | undefined) => (tick: number) => (axis?.is_date === true ? momentWords(tick) : tickWords(tick));
  const yLabel = label(drawn.axes.y);
  const left = Math.min(width * 0.3, Math.max(32, ...yAxis.ticks.map((tick) => widthOf(yLabel(tick)))) + 12);
  const box: Box = { left, right: width - 16, top: 24, bottom: height - 38 };
  const shapes: Shape[] = [
    ...acrossGrid(yAxis, box, yLabel),
    ...downGrid(xAxis, box, label(drawn.axes.x), false),
    words((box.left + box.right) / 2, height - 4, drawn.axes.x?.title ?? '', 'middle'),
    words(box.left - 7, 11, drawn.axes.y?.title ?? '', 'start', { fill: 'var(--ink2)' }),
  ];
  const opacity = points.length > 2000 ? 0.35 : points.length > 300 ? 0.6 : 0.85;
  const radius = points.length > 2000 ? 2 : 3;
  const spots = new Map<unknown, Spot[]>();
  const marks: Mark[] = points.map((point) => {
    const spot = { x: placed(point.x, xAxis, box.left, box.right), y: placed(point.y, yAxis, box.bottom, box.top) };
    const group = spots.get(point.colour);
    if (group) group.push(spot);
    else spots.set(point.colour, [spot]);
    const named = series.find((one) => one.code === point.colour);
    return {
      left: spot.x - radius,
      right: spot.x + radius,
      top: spot.y - radius,
      bottom: spot.y + radius,
      words: [`${drawn.axes.x?.column ?? ''}: ${numberWords(point.x, drawn.axes.x)}`, `${drawn.axes.y?.column ?? ''}: ${numberWords(point.y, drawn.axes.y)}`, ...(colour < 0 || named === undefined ? [] : [`${drawn.axes.colour?.column ?? ''}: ${named.name}`])],
      at: { x: point.x, y: point.y },
    };
  });
  for (const [code, some] of spots) {
    const fill = colour < 0 ? 'var(--dataset)' : (series.find((one) => one.code === code)?.colour ?? 'var(--ink3)');
    shapes.push({ kind: 'dots', spots: some, radius, fill, opacity });
  }
  return { width, height, shapes, marks };
}
