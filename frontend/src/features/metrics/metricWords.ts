/** Measured values and outcomes in words. */
import { bytes, count } from '@/lib/format';
import type { ItemState } from '@/ui';
import type { MetricValue, Outcome } from './types';

export function numberWords(value: number, unit: MetricValue['unit']): string {
  if (unit === 'bytes') return bytes(value);
  if (unit === 'share') return `${trimmed(value * 100, 2)} %`;
  if (unit === 'count') return count(value);
  return trimmed(value, 4);
}

function trimmed(value: number, digits: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size < 10 ** -digits || size >= 1e15)) return value.toPrecision(4);
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits });
}

export function valueWords(value: Pick<MetricValue, 'kind' | 'value' | 'unit'>): string {
  if (value.kind === 'missing') return 'no value';
  if (typeof value.value === 'number') return numberWords(value.value, value.unit);
  return typeof value.value === 'string' ? value.value : JSON.stringify(value.value);
}

/** The change since the time before, with its sign; undefined where there is none to tell. */
export function changeWords(value: MetricValue): string | undefined {
  const numbers = value.trend.map((point) => point.number).filter((number) => number !== null);
  const [before, now] = numbers.slice(-2);
  if (before === undefined || now === undefined || value.kind !== 'number') return undefined;
  if (before === now) return 'unchanged';
  const by = numberWords(Math.abs(now - before), value.unit);
  return `${now > before ? '+' : '−'}${value.unit === 'share' ? by.replace(' %', ' points') : by}`;
}

interface OutcomeLook {
  word: string;
  state: ItemState;
  tone: string;
}

/** Each outcome has a shape, a word and a colour; shapes are those of the states they are like. */
export const OUTCOMES: Record<Outcome['outcome'], OutcomeLook> = {
  OK: { word: 'OK', state: 'up_to_date', tone: 'ink2' },
  WARNING: { word: 'Warning', state: 'out_of_date', tone: 'stale' },
  ERROR: { word: 'Error', state: 'failed', tone: 'failed' },
  EMPTY: { word: 'Empty', state: 'not_built', tone: 'ink3' },
};
