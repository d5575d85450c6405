import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchSteps, type StepType } from './library';
import { cellSuggestions, columnSuggestions, delimitersIn, looksLikeDate, patternFor } from './suggestions';

const properties = (names: Record<string, string>) => Object.fromEntries(Object.entries(names).map(([name, widget]) => [name, { type: 'string', ui: widget === '' ? {} : { widget } }]));
const aStep = (type: string, label: string, names: Record<string, string>, keywords: string[] = []): StepType => ({ type, label, description: `${label}.`, category: 'columns', icon: 'step', keywords, params_schema: { properties: properties(names) }, defaults: {} });
const all = [
  aStep('ColumnSplitter', 'Split column', { inCol: 'column', separator: '', outColPrefix: '' }, ['delimiter']),
  aStep('ColumnRenamer', 'Rename columns', { renamings: 'pairs' }),
  aStep('FilterOnValue', 'Filter on value', { columns: 'columns', values: 'values', action: '', matchingMode: '' }),
  aStep('DateParser', 'Parse date', { columns: 'columns', formats: 'values' }),
  aStep('GeoPointExtractor', 'Extract latitude and longitude', { column: 'column', lat_col: '', lon_col: '' }),
  aStep('UserAgentClassifier', 'Split user agent', { column: 'column' }),
  aStep('FillEmptyWithValue', 'Fill empty cells with a value', { columns: 'columns', value: '' }),
];
const types = new Map(all.map((one) => [one.type, one]));
const text = { name: 'images', type: 'string' as const, meaning: 'text' as const };

describe('suggestions', () => {
  it('find the delimiter of a name, the longest that says most', () => {
    expect(delimitersIn('ada_pic_1.jpg')).toEqual(['_pic_']);
    expect(delimitersIn('ada_marsh_12.jpg')).toEqual(['_']);
    expect(delimitersIn('plain')).toEqual([]);
  });
  it('make steps upon the column that was clicked', () => {
    const found = cellSuggestions(types, text, 'ada_pic_1.jpg', '');
    expect(found.find((one) => one.label === 'Split on “_pic_”')?.step.params).toMatchObject({ inCol: 'images', separator: '_pic_', outColPrefix: 'images_' });
    expect(found.find((one) => one.label.startsWith('Remove rows'))?.step.params).toMatchObject({ columns: ['images'], values: ['ada_pic_1.jpg'], action: 'REMOVE_ROW' });
  });
  it('take a marked part as the delimiter, and dates as dates', () => {
    expect(cellSuggestions(types, text, 'adaXXbo', 'XX')[0]?.step.params.separator).toBe('XX');
    expect(cellSuggestions(types, text, '2024-05-18', '').map((one) => one.label)).toContain('Parse as a date');
    expect(looksLikeDate('12')).toBe(false);
  });
  it('know points and user agents by their look', () => {
    expect(cellSuggestions(types, text, 'POINT(2.35 48.85)', '').find((one) => one.step.type === 'GeoPointExtractor')?.step.params).toMatchObject({ column: 'images' });
    expect(cellSuggestions(types, text, 'POINTLESS', '').some((one) => one.step.type === 'GeoPointExtractor')).toBe(false);
    expect(cellSuggestions(types, text, 'Mozilla/5.0 (X11; Linux x86_64)', '').map((one) => one.label)).toContain('Split the user agent');
  });
  it('offer only steps that are installed, whatever the cell holds', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, marked) => {
        for (const one of [...cellSuggestions(types, text, value, marked), ...columnSuggestions(types, text)]) expect(types.has(one.step.type)).toBe(true);
      }),
    );
  });
  it('make patterns that find what was marked', () => {
    for (const [whole, marked] of [['ada_pic_17.jpg', '17'], ['ada_17.jpg', 'ada'], ['a+b(c)', 'b']] as const) {
      expect(new RegExp(patternFor(whole, marked)).exec(whole)?.[1]).toBe(marked);
    }
  });
});

describe('the library', () => {
  it('finds by every word, names before keywords', () => {
    expect(searchSteps(all, 'column').map((one) => one.label)).toEqual(['Rename columns', 'Split column', ...searchSteps(all, 'column').slice(2).map((one) => one.label)]);
    expect(searchSteps(all, 'delim')[0]?.type).toBe('ColumnSplitter');
    expect(searchSteps(all, 'no such thing')).toEqual([]);
  });
});
