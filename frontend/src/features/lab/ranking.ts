/** Models in the order of a metric, the ends of the scale their bars are drawn on, and which is best. */
import type { ModelMetric, Session, Trained } from './types';

export interface Ranked {
  model: Trained;
  session: Session;
  /** The metric's value: of the test rows once trained, of the search's best candidate until then. */
  value: number | undefined;
  /** 1 for the best finished one; undefined until it is finished. */
  rank: number | undefined;
  isProvisional: boolean;
}

function best(values: readonly number[], isGreaterBetter: boolean): number | undefined {
  if (values.length === 0) return undefined;
  return isGreaterBetter ? Math.max(...values) : Math.min(...values);
}

/** The value by which a model is ranked; while it is trained, the best candidate so far stands in for the session's own metric. */
export function valueOf(model: Trained, session: Pick<Session, 'metric_name' | 'greater_is_better'>, metric: Pick<ModelMetric, 'name'>): { value: number | undefined; isProvisional: boolean } {
  const known = model.metrics[metric.name];
  if (typeof known === 'number') return { value: known, isProvisional: false };
  if (model.state !== 'RUNNING' || session.metric_name !== metric.name) return { value: undefined, isProvisional: true };
  const scores = model.trials.flatMap((trial) => (typeof trial.score === 'number' ? [trial.score] : []));
  return { value: best(scores, session.greater_is_better), isProvisional: true };
}

export function ranked(sessions: readonly Session[], metric: Pick<ModelMetric, 'name' | 'greater_is_better'>): Ranked[] {
  const all = sessions.flatMap((session) => session.models.map((model) => ({ model, session, ...valueOf(model, session, metric) })));
  const sign = metric.greater_is_better ? -1 : 1;
  const standing = (one: (typeof all)[number]) => (one.value === undefined ? 2 : one.isProvisional ? 1 : 0);
  const sorted = [...all].sort((a, b) => standing(a) - standing(b) || sign * ((a.value ?? 0) - (b.value ?? 0)) || a.model.number - b.model.number);
  let rank = 0;
  return sorted.map((one) => ({ ...one, rank: one.value !== undefined && !one.isProvisional ? (rank += 1) : undefined }));
}

export interface Scale {
  low: number;
  high: number;
}

const TIDY = [1, 2, 2.5, 5, 10];

/** A scale that begins a little below the worst value, at a round number, so that differences can be seen. */
export function scaleFor(values: readonly number[], metric: Pick<ModelMetric, 'low' | 'high'>): Scale {
  const finite = values.filter(Number.isFinite);
  const least = Math.min(...finite);
  const most = Math.max(...finite);
  if (finite.length === 0) return { low: metric.low ?? 0, high: metric.high ?? 1 };
  const top = metric.high ?? roundAway(most, spread(least, most), 1);
  const room = Math.max(top - least, Math.abs(top) * 1e-6, 1e-9);
  const bottom = roundAway(least - room * 0.35, room, -1);
  const low = metric.low === null ? bottom : Math.max(metric.low, bottom);
  return { low, high: Math.max(top, low + 1e-9) };
}

function spread(least: number, most: number): number {
  return most - least || Math.abs(most) || 1;
}

function roundAway(value: number, room: number, towards: 1 | -1): number {
  const rough = room / 4;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const step = (TIDY.find((one) => one * ten >= rough) ?? 10) * ten;
  const rounded = (towards === 1 ? Math.ceil(value / step) : Math.floor(value / step)) * step;
  return Number(rounded.toPrecision(10));
}

/** How full a bar is, 0 to 1; where less is better the scale is turned round, so that longer is always better. */
export function fullness(value: number, scale: Scale, isGreaterBetter: boolean): number {
  const share = (value - scale.low) / (scale.high - scale.low);
  const kept = Math.min(1, Math.max(0, share));
  return isGreaterBetter ? kept : 1 - kept;
}
