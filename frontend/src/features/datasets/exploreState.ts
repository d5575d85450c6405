/** What is asked of a table in Explore: sample, filters, order, search; the part of the address a colleague could be sent. */
import { counted } from '@/lib/format';
import { momentText } from './moments';

export type SampleMethod = 'head' | 'last' | 'random' | 'stratified' | 'rebalance' | 'whole';
export type FilterKind = 'values' | 'range' | 'text' | 'validity';
export type TextMode = 'contains' | 'equals' | 'starts' | 'regex';
export type Validity = 'valid' | 'invalid' | 'empty';

export interface Sample {
  method: SampleMethod;
  rows: number;
  /** For the stratified sample and the class rebalance. */
  column: string | null;
}

export interface Filter {
  column: string;
  kind: FilterKind;
  values?: (string | null)[];
  min?: number | string | null;
  max?: number | string | null;
  mode?: TextMode;
  text?: string;
  case_sensitive?: boolean;
  validity?: Validity[];
  exclude?: boolean;
}

export interface Sort {
  column: string;
  descending: boolean;
}

export interface Ask {
  sample: Sample;
  filters: readonly Filter[];
  sort: readonly Sort[];
  search: string;
}

export const FIRST_ROWS: Sample = { method: 'head', rows: 10_000, column: null };
export const MOST_SAMPLED = 1_000_000;

export const METHODS: readonly { value: SampleMethod; label: string; help: string }[] = [
  { value: 'head', label: 'First rows', help: 'The quickest: the rows as they stand at the beginning.' },
  { value: 'last', label: 'Last rows', help: 'The rows as they stand at the end.' },
  { value: 'random', label: 'Random rows', help: 'Drawn evenly from the whole table; always the same ones.' },
  { value: 'stratified', label: 'Random, shares kept', help: 'Each value of a column keeps its share of the rows.' },
  { value: 'rebalance', label: 'Random, classes balanced', help: 'Each value of a column gets about as many rows as the rarest.' },
  { value: 'whole', label: 'Whole table', help: 'Every row. Slower on millions of rows.' },
];

/** "first 10,000 of 7,000,000 rows"; "all 890 rows" where the sample holds the whole table. */
export function sampleWords(sample: Sample, sampled: number, whole: number): string {
  if (sampled >= whole) return `all ${counted(whole, 'row')}`;
  const of = `${sampled.toLocaleString('en-GB')} of ${counted(whole, 'row')}`;
  switch (sample.method) {
    case 'head':
      return `first ${of}`;
    case 'last':
      return `last ${of}`;
    case 'stratified':
      return `${of}, shares of ${sample.column ?? ''} kept`;
    case 'rebalance':
      return `${of}, ${sample.column ?? ''} balanced`;
    default:
      return `${of}, random`;
  }
}

/** A filter in words, for its chip and for readers: "target is ada or bo". */
export function filterWords(filter: Filter): string {
  return `${filter.column} ${filter.exclude === true ? 'not ' : ''}${condition(filter)}`;
}

function condition(filter: Filter): string {
  switch (filter.kind) {
    case 'values': {
      const names = (filter.values ?? []).map((value) => value ?? 'empty');
      return names.length > 3 ? `one of ${String(names.length)} values` : names.join(' or ');
    }
    case 'range': {
      const { min = null, max = null } = filter;
      if (min !== null && max !== null) return `${edge(min)} to ${edge(max)}`;
      return min !== null ? `from ${edge(min)}` : `up to ${edge(max)}`;
    }
    case 'text':
      return `${{ contains: 'contains', equals: 'is', starts: 'starts with', regex: 'matches' }[filter.mode ?? 'contains']} “${filter.text ?? ''}”`;
    case 'validity':
      return (filter.validity ?? []).join(' or ');
  }
}

function edge(value: number | string | null): string {
  return typeof value === 'number' ? value.toLocaleString('en-GB', { maximumFractionDigits: 6 }) : momentText((value ?? '').slice(0, 10));
}

/** Whether a filter keeps anything out: one that is being made does not yet. */
export function isActive(filter: Filter): boolean {
  switch (filter.kind) {
    case 'values':
      return (filter.values ?? []).length > 0;
    case 'range':
      return (filter.min ?? null) !== null || (filter.max ?? null) !== null;
    case 'text':
      return (filter.text ?? '') !== '';
    case 'validity':
      return (filter.validity ?? []).length > 0;
  }
}

/** Sort by a column: alone, or after those that are sorted already. A column stands once in the order. */
export function sortedBy(sort: readonly Sort[], column: string, descending: boolean, isAdded: boolean): Sort[] {
  if (!isAdded) return [{ column, descending }];
  return sort.some((one) => one.column === column) ? sort.map((one) => (one.column === column ? { column, descending } : one)) : [...sort, { column, descending }];
}
