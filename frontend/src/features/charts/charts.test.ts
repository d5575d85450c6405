import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf, figureWords, seriesOf, tableOf } from './reading';
import { sceneSvg } from './chartFiles';
import { dimensionOf, missingIn, nameOf, newChart, putIn, refusal, turnedInto } from './deeds';
import { recorded, redone, startHistory, undone } from './history';
import { layoutChart } from './scene/layout';
import { markAt, type Scene } from './scene/scene';
import { tickWords } from './scene/frame';
import type { Axis, Chart, ChartType, Column, Drawn, Place } from './types';

const column = (name: string, type: Column['type'] = 'string', meaning: Column['meaning'] = null): Column => ({ name, type, meaning });
const place = (code: number | null, label: string, more: Partial<Place> = {}): Place => ({ code, label, kind: code === null ? 'empty' : code === 0 ? 'others' : 'value', start: null, end: null, ...more });
const axis = (name: string, places: Place[], more: Partial<Axis> = {}): Axis => ({ column: name, title: name, kind: 'values', places, by: null, left: 0, is_date: false, ...more });
const rowsFigure = { title: 'Rows', is_additive: true, is_share: false, is_whole: true };
const drawnOf = (more: Partial<Drawn>): Drawn => ({ axes: {}, figures: [rowsFigure], fields: [], marks: [], rows: 0, used: 0, found: 0, notes: [], sampled: 0, whole: 0, ...more });
const paint = (_: Place, index: number) => `var(--c${index % 10})`;
const bars = (more: Partial<Chart> = {}) => newChart([], more);
const size = { width: 640, height: 400 };

const well = (name: 'x' | 'y' | 'colour' | 'measures', takes: ChartType['wells'][number]['takes'], required = false) => ({ name, label: name, takes, required, help: '' });
const typeOf = (name: string, wells: ChartType['wells']): ChartType => ({ name, label: name, description: '', icon: name, wells, options: [] });
const BARS = typeOf('bars', [well('x', 'places', true), well('measures', 'measures'), well('colour', 'places')]);
const SCATTER = typeOf('scatter', [well('x', 'numbers', true), well('y', 'numbers', true), well('colour', 'places')]);
const HEAT = typeOf('heat', [well('x', 'places', true), well('y', 'places', true), well('measures', 'measure')]);

describe('the wells of a chart', () => {
  it('take columns that fit, and say why others do not', () => {
    const y = SCATTER.wells[1]!;
    expect(refusal(y, column('price', 'double'))).toBeUndefined();
    expect(refusal(y, column('day', 'date'))).toBeUndefined();
    expect(refusal(y, column('name'))).toBe('no numbers');
    expect(refusal(BARS.wells[0]!, column('features', 'array', 'vector'))).toBe('a vector');
  });

  it('add figures and replace all else', () => {
    const one = putIn(bars(), BARS.wells[1]!, column('price', 'double'));
    const two = putIn(one, BARS.wells[1]!, column('shop'));
    expect(two.measures).toEqual([{ function: 'avg', column: 'price' }, { function: 'count_distinct', column: 'shop' }]);
    expect(putIn(two, HEAT.wells[2]!, column('n', 'int')).measures).toHaveLength(1);
    expect(putIn(bars({ x: dimensionOf('a', 'x') }), BARS.wells[0]!, column('b')).x?.column).toBe('b');
  });

  it('keep their columns when the chart becomes another', () => {
    const columns = [column('shop'), column('price', 'double'), column('kind')];
    const chart = bars({ x: dimensionOf('shop', 'x'), colour: dimensionOf('kind', 'colour'), measures: [{ function: 'sum', column: 'price' }] });
    expect(turnedInto(chart, SCATTER, columns).y?.column).toBe('price');
    expect(turnedInto(chart, HEAT, columns).y?.column).toBe('kind');
    expect(turnedInto(turnedInto(chart, SCATTER, columns), BARS, columns).measures).toEqual(chart.measures);
    expect([missingIn(chart, BARS)?.name, missingIn(chart, SCATTER)?.name]).toEqual([undefined, 'y']);
  });

  it('name the chart where nobody did', () => {
    expect(nameOf(bars())).toBe('New chart');
    expect(nameOf(bars({ x: dimensionOf('shop', 'x'), y: dimensionOf('price', 'y') }))).toBe('price by shop');
    expect(nameOf(bars({ name: 'Mine' }))).toBe('Mine');
  });

  it('give each chart an identifier of its own', () => {
    const first = newChart([]);
    const second = newChart([first]);
    expect(newChart([second]).id).not.toBe(second.id);
    expect(new Set([first.id, second.id]).size).toBe(2);
  });
});

describe('undo', () => {
  it('goes back and forth, and takes typing as one change', () => {
    const [a, b, c] = [[bars({ name: 'a' })], [bars({ name: 'b' })], [bars({ name: 'c' })]] as const;
    let history = recorded(recorded(recorded(startHistory([]), a, 0), b, 10_000, 'name'), c, 10_500, 'name');
    history = undone(history);
    expect(history.present).toBe(a);
    expect(undone(history).present).toEqual([]);
    expect(redone(history).present).toBe(c);
    expect(undone(startHistory(a)).present).toBe(a);
  });
});

const twoByTwo = drawnOf({
  axes: { x: axis('shop', [place(1, 'North'), place(2, 'South'), place(null, 'empty')]), colour: axis('kind', [place(1, 'hat'), place(0, '3 others')]) },
  fields: ['x', 'colour', 'figure0', 'rows'],
  marks: [[2, 1, 5, 5], [1, 1, 3, 3], [1, 0, 1, 1], [null, 0, 2, 2]],
  used: 11,
});

describe('the bars', () => {
  const boxes = (scene: Scene) => scene.marks.map((mark) => mark.bottom - mark.top);

  it('are as long as their figures, from zero', () => {
    const scene = layoutChart({ chart: bars({ type: 'stacked' }), drawn: twoByTwo, paint, ...size });
    const [north, others, south, empty] = boxes(scene);
    expect(north! / others!).toBeCloseTo(3, 3);
    expect(south! / north!).toBeCloseTo(5 / 3, 3);
    expect(empty! / others!).toBeCloseTo(2, 3);
    expect(scene.marks[0]!.top).toBeCloseTo(scene.marks[1]!.bottom, 3);
  });

  it('are all equally long as shares, and say the share', () => {
    const scene = layoutChart({ chart: bars({ type: 'stacked', shares: true }), drawn: twoByTwo, paint, ...size });
    const [north, others, south] = boxes(scene);
    expect(north! + others!).toBeCloseTo(south!, 3);
    expect(scene.marks[0]!.words).toEqual(['shop: North', 'kind: hat', 'Rows: 3 (75.0 %)']);
  });

  it('name where they stand, so that the pictures behind them can be asked for', () => {
    const scene = layoutChart({ chart: bars(), drawn: twoByTwo, paint, ...size });
    expect(scene.marks.map((mark) => mark.at)).toContainEqual({ x: null, colour: 0 });
    // A pair without rows is none: nothing that adds up is left out.
    expect(scene.marks).toHaveLength(6);
  });

  it('lie down when asked', () => {
    const scene = layoutChart({ chart: bars({ horizontal: true }), drawn: twoByTwo, paint, ...size });
    const mark = scene.marks.find((one) => one.at.x === 2 && one.at.colour === 1)!;
    expect(mark.right - mark.left).toBeGreaterThan(mark.bottom - mark.top);
  });

  it('stay inside the drawing whatever the figures', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 30 }), fc.boolean(), fc.constantFrom('bars', 'lines', 'histogram'), (values, isLying, type) => {
        const drawn = drawnOf({ axes: { x: axis('x', values.map((_, index) => place(index + 1, `place ${index}`))) }, figures: [{ ...rowsFigure, is_additive: false }], fields: ['x', 'figure0', 'rows'], marks: values.map((value, index) => [index + 1, value, 1]) });
        const scene = layoutChart({ chart: bars({ type, horizontal: isLying }), drawn, paint, ...size });
        for (const mark of scene.marks) {
          expect(Number.isFinite(mark.left + mark.right + mark.top + mark.bottom)).toBe(true);
          expect(Math.min(mark.left, mark.top)).toBeGreaterThanOrEqual(-5);
          expect(mark.right).toBeLessThanOrEqual(size.width + 5);
          expect(mark.bottom).toBeLessThanOrEqual(size.height + 5);
        }
      }),
    );
  });
});

describe('lines', () => {
  it('are torn where a figure has no value, and touch zero where there are merely no rows', () => {
    const places = [1, 2, 3].map((code) => place(code, `d${code}`, { kind: 'span', start: code, end: code + 1 }));
    const marks = [[1, 4, 1], [3, 6, 1]];
    const lines = (isAdditive: boolean) => layoutChart({ chart: bars({ type: 'lines' }), drawn: drawnOf({ axes: { x: axis('d', places) }, figures: [{ ...rowsFigure, is_additive: isAdditive }], fields: ['x', 'figure0', 'rows'], marks }), paint, ...size });
    expect(lines(true).marks.map((mark) => mark.words[1])).toEqual(['Rows: 4', 'Rows: 0', 'Rows: 6']);
    expect(lines(false).marks).toHaveLength(2);
  });
});

describe('a mark', () => {
  it('is found under the pointer, and close to it', () => {
    const marks = [{ left: 0, right: 100, top: 0, bottom: 100, words: [], at: {} }, { left: 40, right: 50, top: 40, bottom: 50, words: [], at: {} }];
    expect(markAt(marks, 45, 45)).toBe(1);
    expect(markAt(marks, 4, 96)).toBe(0);
    expect(markAt(marks, 108, 50)).toBe(0);
    expect(markAt(marks, 300, 300)).toBeUndefined();
    expect(markAt([], 1, 1)).toBeUndefined();
  });
});

describe('the twin table', () => {
  it('says places by name, in the order of the axes', () => {
    const twin = tableOf(twoByTwo);
    expect(twin.heads).toEqual(['shop', 'kind', 'Rows']);
    expect(twin.rows).toEqual([['North', 'hat', 3], ['North', '3 others', 1], ['South', 'hat', 5], ['empty', '3 others', 2]]);
  });

  it('becomes CSV that a spreadsheet reads', () => {
    expect(csvOf({ heads: ['a "b"', 'c'], rows: [['x,y', 1], [null, 2.5]] })).toBe('"a ""b""",c\r\n"x,y",1\r\n,2.5\r\n');
  });

  it('writes figures as people read them', () => {
    expect([figureWords(1234567), figureWords(0.12345678), figureWords(0.5, { is_share: true, is_whole: false }), figureWords(null), figureWords(1e-9)]).toEqual(['1,234,567', '0.12346', '50.0 %', 'no value', '1.000e-9']);
    expect([tickWords(2_500_000), tickWords(0.25, true), tickWords(0)]).toEqual(['2,500,000', '25 %', '0']);
  });
});

describe('a drawing as a file', () => {
  it('holds no markup of names, and colours instead of tokens', () => {
    const hostile = drawnOf({ axes: { x: axis('<script>"&', [place(1, '</text><image href="x">')]) }, fields: ['x', 'figure0', 'rows'], marks: [[1, 3, 3]] });
    const scene = layoutChart({ chart: bars(), drawn: hostile, paint, ...size });
    const svg = sceneSvg(scene, { title: 'a <b> & "c"', legend: [], font: '"Some Font"' }, () => 'black');
    expect(svg).not.toContain('var(');
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
    expect(parsed.querySelector('parsererror')).toBeNull();
    expect(parsed.querySelector('script, image')).toBeNull();
    expect(parsed.querySelector('title')?.textContent).toBe('a <b> & "c"');
  });

  it('draws every type, also from almost nothing', () => {
    for (const type of ['bars', 'stacked', 'lines', 'histogram', 'scatter', 'boxes', 'heat']) {
      const y = type === 'heat' ? axis('y', [place(1, 'one')]) : axis('y', [], { kind: 'numbers' });
      const drawn = drawnOf({ axes: { x: axis('x', type === 'scatter' ? [] : [place(1, 'one')], { kind: type === 'scatter' ? 'numbers' : 'values' }), y }, fields: ['x', 'y', 'figure0', 'low', 'q1', 'median', 'q3', 'high', 'mean', 'min', 'max', 'outliers', 'rows'], marks: [[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1]] });
      const scene = layoutChart({ chart: bars({ type }), drawn, paint, ...size });
      expect(scene.marks, type).toHaveLength(1);
      expect(seriesOf(drawn, paint), type).toHaveLength(1);
    }
  });
});
