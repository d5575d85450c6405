/** A drawn chart read: its marks by name, its series, and the table that says the same. */
import { count } from '@/lib/format';
import type { Axis, Drawn, Figure, Place } from './types';

export type Code = number | null;

export interface Series {
  name: string;
  /** A colour token, as `var(--c0)`. */
  colour: string;
  /** The place on the colour axis; undefined where series are figures, or there is but one. */
  code: Code | undefined;
  figure: number;
}

/** How the places of the colour axis look; classes have the colours of the project. */
export type Paint = (place: Place, index: number) => string;

export function fieldOf(drawn: Drawn, name: string): number {
  return drawn.fields.indexOf(name);
}

/** The series of a chart: one a colour, else one a figure. */
export function seriesOf(drawn: Drawn, paint: Paint): Series[] {
  const colour = drawn.axes.colour;
  if (colour !== undefined && colour.kind !== 'numbers') {
    return colour.places.map((place, index) => ({ name: place.label, colour: paint(place, index), code: place.code, figure: 0 }));
  }
  const figures = drawn.figures.length > 0 ? drawn.figures.map((figure) => figure.title) : [''];
  return figures.map((name, index) => ({ name, colour: figures.length === 1 ? 'var(--dataset)' : `var(--c${index % 10})`, code: undefined, figure: index }));
}

/** The figure of a series at a place: 0 for what adds up where there is no mark, undefined for what has no value. */
export function valueAt(drawn: Drawn, series: Series, x: Code, table = indexed(drawn)): number | undefined {
  const mark = table.get(keyOf(x, series.code));
  const found = mark?.[fieldOf(drawn, `figure${series.figure}`)];
  if (found !== undefined && found !== null) return found;
  return mark === undefined && drawn.figures[series.figure]?.is_additive === true ? 0 : undefined;
}

export function keyOf(x: Code, colour: Code | undefined): string {
  return `${String(x)}|${String(colour)}`;
}

/** Marks by their places on X and colour. */
export function indexed(drawn: Drawn, second = 'colour'): Map<string, readonly Code[]> {
  const [x, other] = [fieldOf(drawn, 'x'), fieldOf(drawn, second)];
  return new Map(drawn.marks.map((mark) => [keyOf(x < 0 ? 0 : (mark[x] ?? null), other < 0 ? undefined : (mark[other] ?? null)), mark]));
}

export function figureWords(value: number | null | undefined, figure?: Pick<Figure, 'is_share' | 'is_whole'>): string {
  if (value === null || value === undefined) return 'no value';
  if (figure?.is_share === true) return `${(value * 100).toFixed(1)} %`;
  if (figure?.is_whole === true || Number.isInteger(value)) return count(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e12)) return value.toExponential(3);
  return value.toLocaleString('en-GB', { maximumFractionDigits: size >= 1000 ? 1 : size >= 1 ? 3 : 5 });
}

export function numberWords(value: number, axis: Axis | undefined): string {
  return axis?.is_date === true ? momentWords(value) : figureWords(value);
}

export function momentWords(milliseconds: number): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return String(milliseconds);
  const isDay = milliseconds % 86_400_000 === 0;
  return date.toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', ...(isDay ? {} : { hour: '2-digit', minute: '2-digit' }), timeZone: 'UTC' });
}

export interface Twin {
  heads: string[];
  /** Texts and numbers; what has no value is null. */
  rows: (string | number | null)[][];
}

const BOX_HEADS: Record<string, string> = { low: 'Lower whisker', q1: 'Quartile 1', median: 'Median', q3: 'Quartile 3', high: 'Upper whisker', mean: 'Mean', min: 'Least', max: 'Largest', outliers: 'Outliers', rows: 'Rows' };

/** The chart as a table: a row a mark, places by their names, in the order of the axes. */
export function tableOf(drawn: Drawn): Twin {
  const orders = drawn.fields.map((name) => new Map((drawn.axes[name]?.places ?? []).map((place, index) => [place.code, { place, index }])));
  const isPlace = drawn.fields.map((name) => drawn.axes[name] !== undefined && drawn.axes[name].kind !== 'numbers');
  const heads = drawn.fields.map((name) => drawn.axes[name]?.title ?? (name.startsWith('figure') ? (drawn.figures[Number(name.slice(6))]?.title ?? name) : (BOX_HEADS[name] ?? name)));
  const isTold = drawn.fields.map((name) => name !== 'rows' || !drawn.figures.some((figure) => figure.title === 'Rows'));
  const ranks = (mark: readonly Code[]) => mark.map((value, field) => (isPlace[field] === true ? (orders[field]?.get(value)?.index ?? 0) : 0));
  const sorted = drawn.marks.map((mark) => ({ mark, rank: ranks(mark) })).sort((a, b) => {
    for (let field = 0; field < a.rank.length; field += 1) {
      const difference = (a.rank[field] ?? 0) - (b.rank[field] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  const rows = sorted.map(({ mark }) =>
    mark.flatMap((value, field) => {
      if (isTold[field] === false) return [];
      if (isPlace[field] === true) return [orders[field]?.get(value)?.place.label ?? ''];
      const axis = drawn.axes[drawn.fields[field] ?? ''];
      return [axis?.is_date === true && value !== null ? new Date(value).toISOString() : value];
    }),
  );
  return { heads: heads.filter((_, field) => isTold[field] !== false), rows };
}

export function csvOf({ heads, rows }: Twin): string {
  const quoted = (value: string | number | null) => {
    const text = value === null ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [heads, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n') + '\r\n';
}
