/** What may be done with a column, a cell, or a part of a cell: steps made from what is seen. */
import { isNumeric, type Column } from '../datasets';
import type { Step } from './script';
import { stepFor, type StepTypes } from './library';

export interface Suggestion {
  /** The deed as a sentence with its object: Split on “_pic_”. */
  label: string;
  part: 'column' | 'rows' | 'text' | 'values';
  step: Step;
}

const SEPARATORS = ['_pic_', ' - ', '; ', ', ', ' / ', '|', ';', ',', '\t', '/', '::', ':', '_', '-', ' '];
const MOST_SEPARATORS = 3;
const DATE = /^\s*(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{4})(?:[T ]\d{1,2}:\d{2}.*)?\s*$/i;
const POINT = /^\s*POINT\s*\(\s*[-+\d.eE]+\s+[-+\d.eE]+\s*\)\s*$/i;
const USER_AGENT = /^(?:Mozilla|Opera)\/\d/;
const NUMBER_IN_TEXT = /\d/;

type Make = (type: string, wishes?: Readonly<Record<string, unknown>>) => Step | undefined;

export function looksLikeDate(text: string): boolean {
  return DATE.test(text);
}

/** Delimiters that stand between two parts of a text: a marked text first, else those a name is usually put together with. */
export function delimitersIn(text: string): string[] {
  const between = (one: string) => {
    const at = text.indexOf(one);
    return at > 0 && at + one.length < text.length;
  };
  const found = SEPARATORS.filter(between);
  // A longer delimiter says more than the shorter ones it is made of.
  return found.filter((one) => !found.some((other) => other !== one && other.includes(one))).slice(0, MOST_SEPARATORS);
}

/** A pattern that takes the marked part out of texts like this one: its letters by kind, what stands around it as it is. */
export function patternFor(text: string, marked: string): string {
  const at = text.indexOf(marked);
  if (at < 0 || marked === '') return '';
  const kind = /^\d+$/.test(marked) ? '\\d+' : /^[A-Za-z]+$/.test(marked) ? '[A-Za-z]+' : /^\w+$/.test(marked) ? '\\w+?' : '.+?';
  const before = text.slice(0, at);
  const after = text.slice(at + marked.length);
  const head = before === '' ? '^' : escaped(before.slice(-1));
  const tail = after === '' ? '$' : escaped(nextStop(after));
  return `${head}(${kind})${tail}`;
}

function nextStop(text: string): string {
  return /^[^A-Za-z0-9]*[A-Za-z]*[^A-Za-z0-9]?/.exec(text)?.[0].slice(0, 8) ?? text.charAt(0);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function maker(types: StepTypes, column: string): Make {
  return (name, wishes) => {
    const type = types.get(name);
    return type === undefined ? undefined : stepFor(type, column, wishes);
  };
}

interface Gathered {
  add: (part: Suggestion['part'], label: string, step: Step | undefined) => void;
  all: Suggestion[];
}

function gather(): Gathered {
  const all: Suggestion[] = [];
  return {
    all,
    add: (part, label, step) => {
      if (step !== undefined) all.push({ part, label, step });
    },
  };
}

/** What may be done with a whole column. */
export function columnSuggestions(types: StepTypes, column: Column): Suggestion[] {
  const { name } = column;
  const make = maker(types, name);
  const { add, all } = gather();
  add('column', 'Rename', make('ColumnRenamer', { renamings: [{ from: name, to: '' }] }));
  add('column', 'Delete', make('ColumnsSelector', { keep: false, columns: [name] }));
  add('column', 'Keep only this column', make('ColumnsSelector', { keep: true, columns: [name] }));
  add('column', 'Copy to another column', make('ColumnCopier', { outputColumn: `${name}_copy` }));
  add('column', 'Move', make('ColumnReorder'));
  if (!isNumeric(column)) add('text', 'Split on a delimiter', make('ColumnSplitter', { outColPrefix: `${name}_` }));
  add('rows', 'Remove rows where it is empty', make('RemoveRowsOnEmpty', { keep: false }));
  add('values', 'Fill empty cells', make('FillEmptyWithValue'));
  add('values', 'Fill empty cells with the one above', make('UpDownFiller', { up: false }));
  if (isNumeric(column)) {
    add('values', 'Fill empty cells with the mean', make('FillEmptyWithComputedValue', { mode: 'MEAN' }));
    add('values', 'Round', make('RoundProcessor'));
    add('values', 'Put into bins', make('BinnerProcessor'));
    add('rows', 'Keep a range of numbers', make('FilterOnNumericalRange'));
  } else if (column.type === 'date') {
    add('values', 'Take out year, month, day', make('DateComponentsExtractor'));
    add('values', 'Write in another format', make('DateFormatter'));
    add('rows', 'Keep a range of dates', make('FilterOnDateRange'));
    add('rows', 'Keep the last 7 days', make('FilterOnDateRange', { filterType: 'RELATIVE', relativeUnit: 'DAY', last: 7 }));
  } else if (column.type === 'object') {
    add('values', 'Unnest into columns', make('JSONFlattener'));
  } else {
    add('text', 'Parse as a date', column.meaning === 'date' ? make('DateParser') : undefined);
    add('text', 'Extract with a regular expression', make('RegexpExtractor'));
    add('text', 'Extract numbers', make('NumberExtractor'));
    add('text', 'Find and replace', make('FindReplace'));
    add('text', 'To upper case', make('StringTransformer', { mode: 'TO_UPPER' }));
    add('text', 'To lower case', make('StringTransformer', { mode: 'TO_LOWER' }));
    add('text', 'Trim spaces', make('StringTransformer', { mode: 'TRIM' }));
  }
  return all;
}

/** What may be done from a cell. @param marked Text that was marked inside of the cell; empty for the whole cell. */
export function cellSuggestions(types: StepTypes, column: Column, value: unknown, marked: string): Suggestion[] {
  const { name } = column;
  const make = maker(types, name);
  const { add, all } = gather();
  if (value === null || value === undefined || value === '') {
    add('rows', 'Remove rows where this is empty', make('RemoveRowsOnEmpty', { keep: false }));
    add('values', 'Fill empty cells', make('FillEmptyWithValue'));
    add('values', 'Fill empty cells with the one above', make('UpDownFiller', { up: false }));
    return all;
  }
  if (typeof value === 'object') return columnSuggestions(types, column).filter((one) => one.part !== 'column');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const part = marked.trim() !== '' && marked !== text && text.includes(marked) ? marked : '';
  const isText = typeof value === 'string' && column.type !== 'date';
  const short = (one: string) => (one.length > 24 ? `${one.slice(0, 22)}…` : one);
  const split = (delimiter: string) => make('ColumnSplitter', { separator: delimiter, outColPrefix: `${name}_` });
  if (part !== '') {
    add('text', `Split on “${short(part)}”`, split(part));
    add('text', `Extract texts like “${short(part)}”`, make('RegexpExtractor', { pattern: patternFor(text, part), prefix: `${name}_` }));
    add('text', `Replace “${short(part)}”`, make('FindReplace', { mapping: [{ from: part, to: '' }], matching: 'SUBSTRING' }));
    add('rows', `Keep only rows that contain “${short(part)}”`, make('FilterOnValue', { values: [part], matchingMode: 'SUBSTRING', action: 'KEEP_ROW' }));
    add('rows', `Remove rows that contain “${short(part)}”`, make('FilterOnValue', { values: [part], matchingMode: 'SUBSTRING', action: 'REMOVE_ROW' }));
    return all;
  }
  add('rows', `Keep only rows with “${short(text)}”`, make('FilterOnValue', { values: [text], matchingMode: 'FULL_STRING', action: 'KEEP_ROW' }));
  add('rows', `Remove rows with “${short(text)}”`, make('FilterOnValue', { values: [text], matchingMode: 'FULL_STRING', action: 'REMOVE_ROW' }));
  add('values', `Replace “${short(text)}”`, make('FindReplace', { mapping: [{ from: text, to: '' }], matching: 'FULL_STRING' }));
  if (isText && POINT.test(text)) {
    add('text', 'Extract latitude and longitude', make('GeoPointExtractor'));
    add('values', 'Measure the distance to a place', make('GeoDistanceProcessor', { input1: name, compareTo: 'GEOPOINT' }));
  } else if (isText) {
    if (USER_AGENT.test(text)) add('text', 'Split the user agent', make('UserAgentClassifier'));
    if (looksLikeDate(text) || column.meaning === 'date') add('text', 'Parse as a date', make('DateParser'));
    else for (const delimiter of delimitersIn(text)) add('text', `Split on “${delimiter === '\t' ? 'tab' : delimiter}”`, split(delimiter));
    if (NUMBER_IN_TEXT.test(text) && !looksLikeDate(text)) add('text', 'Extract numbers', make('NumberExtractor'));
    add('text', 'Extract with a regular expression', make('RegexpExtractor'));
    if (text !== text.toLocaleUpperCase('en-GB')) add('text', 'To upper case', make('StringTransformer', { mode: 'TO_UPPER' }));
    if (text !== text.toLocaleLowerCase('en-GB')) add('text', 'To lower case', make('StringTransformer', { mode: 'TO_LOWER' }));
    if (text !== text.trim()) add('text', 'Trim spaces', make('StringTransformer', { mode: 'TRIM' }));
  } else if (typeof value === 'number' && !Number.isInteger(value)) {
    add('values', 'Round', make('RoundProcessor'));
  }
  return all;
}
