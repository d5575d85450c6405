/** The set-up of an item's probes and checks as the server takes it, and the changes made to it. */
import type { EntryIn, MetricEntry, Metrics, SettingsIn } from './types';

export type Change = Partial<Omit<SettingsIn, 'revision'>>;

export function entryIn({ id, type, name, enabled, params }: MetricEntry): EntryIn {
  return { id, type, name, enabled, params };
}

export function inputOf(now: Metrics): SettingsIn {
  return {
    revision: now.revision,
    probes: now.probes.map(entryIn),
    checks: now.checks.map(entryIn),
    shown: now.shown,
    after_build: now.after_build,
  };
}

/** Put an entry in its place, or at the end when it is new. */
export function withEntry(list: readonly MetricEntry[], entry: EntryIn): EntryIn[] {
  const all = list.map(entryIn);
  return all.some((one) => one.id === entry.id) ? all.map((one) => (one.id === entry.id ? entry : one)) : [...all, entry];
}

export function withoutEntry(list: readonly MetricEntry[], id: string): EntryIn[] {
  return list.filter((one) => one.id !== id).map(entryIn);
}

/** A new identifier: the type's name, with a number when it is taken. */
export function freshId(type: string, taken: ReadonlySet<string>): string {
  if (!taken.has(type)) return type;
  let number = 2;
  while (taken.has(`${type}-${number}`)) number += 1;
  return `${type}-${number}`;
}

/** Metrics that another tile or card already tells of. */
const DETAILS = /^(?:pictures:CLASS|validity:(?:IN)?VALID|accuracy:(?:COMPARED|NOT_PREDICTED|NOT_LABELLED|UNMATCHED_PREDICTIONS|UNMATCHED_LABELS)):/;

/** The names of metrics that have a tile, in order: those chosen, else all but details. */
export function shownMetrics(now: Metrics): string[] {
  const known = new Set(now.values.map((value) => value.metric));
  if (now.shown !== null) return now.shown.filter((metric) => known.has(metric));
  return now.values.map((value) => value.metric).filter((metric) => !DETAILS.test(metric));
}
