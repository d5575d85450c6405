/** What is done to charts: made, filled, turned into another type; always a new chart, never a changed one. */
import type { Chart, ChartType, Column, Dimension, Measure, Slot, Well } from './types';

export const MOST_MEASURES = 6;

const NUMBERS = new Set(['tinyint', 'smallint', 'int', 'bigint', 'float', 'double']);

export const isNumber = (column: Column) => NUMBERS.has(column.type) || (column.type === 'string' && (column.meaning === 'integer' || column.meaning === 'decimal'));

export const isUsable = (column: Column) => !(column.type === 'array' && column.meaning === 'vector');

export function newId(charts: readonly Chart[]): string {
  const taken = new Set(charts.map((chart) => chart.id));
  let number = charts.length + 1;
  while (taken.has(`chart-${number}`)) number += 1;
  return `chart-${number}`;
}

export function newChart(charts: readonly Chart[], from: Partial<Chart> = {}): Chart {
  return {
    name: '',
    type: 'bars',
    x: null,
    y: null,
    colour: null,
    measures: [],
    horizontal: false,
    shares: false,
    filters: [],
    sample: { method: 'head', rows: 10_000, column: null, seed: 1337 },
    ...from,
    id: newId(charts),
  };
}

export function dimensionOf(column: string, slot: Slot): Dimension {
  return { column, group: 'auto', bins: 20, by: 'auto', most: slot === 'colour' ? 10 : 20, order: 'size', others: true, empty: true };
}

export function measureOf(column: Column): Measure {
  return { function: isNumber(column) || column.type === 'boolean' ? 'avg' : 'count_distinct', column: column.name };
}

/** Why a column cannot go into a well; undefined where it can. */
export function refusal(well: Well, column: Column): string | undefined {
  if (!isUsable(column)) return 'a vector';
  if (well.takes === 'bins') return isNumber(column) ? undefined : 'no numbers';
  if (well.takes !== 'numbers') return undefined;
  return isNumber(column) || column.type === 'boolean' || (column.type === 'date' && well.name !== 'measures') ? undefined : 'no numbers';
}

/** Put a column into a well: figures are added, all else is replaced. */
export function putIn(chart: Chart, well: Well, column: Column): Chart {
  if (well.name === 'measures') {
    const added = measureOf(column);
    return { ...chart, measures: well.takes === 'measure' ? [added] : [...chart.measures, added].slice(-MOST_MEASURES) };
  }
  return { ...chart, [well.name]: dimensionOf(column.name, well.name) };
}

/** The first well that has to hold a column and does not yet. */
export function missingIn(chart: Chart, type: ChartType): Well | undefined {
  return type.wells.find((well) => well.required && well.name !== 'measures' && chart[well.name] === null);
}

/** The same columns as another type of chart; what X and colour held goes where the new type has a place for it. */
export function turnedInto(chart: Chart, type: ChartType, columns: readonly Column[]): Chart {
  const next: Chart = { ...chart, type: type.name };
  const find = (name: string | null | undefined) => columns.find((column) => column.name === name);
  const y = type.wells.find((well) => well.name === 'y');
  if (y !== undefined && next.y === null) {
    const measured = find(chart.measures.find((measure) => measure.column !== null)?.column);
    const source = y.takes === 'numbers' ? measured : find(chart.colour?.column);
    if (source !== undefined && refusal(y, source) === undefined) next.y = dimensionOf(source.name, 'y');
  }
  const colour = type.wells.find((well) => well.name === 'colour');
  if (colour?.required === true && next.colour === null && chart.y !== null && find(chart.y.column)) next.colour = dimensionOf(chart.y.column, 'colour');
  if (type.wells.some((well) => well.name === 'measures' && well.takes === 'measure')) next.measures = next.measures.slice(0, 1);
  return next;
}

/** What a chart is called where nobody named it. */
export function nameOf(chart: Chart): string {
  if (chart.name.trim() !== '') return chart.name;
  const x = chart.x?.column;
  const y = chart.y?.column;
  if (x !== undefined && y !== undefined) return `${y} by ${x}`;
  return x ?? y ?? 'New chart';
}
