/** Features of a design: changed, made vectors, described, copied to another design. */
import { isRecord } from '@/features/forms';
import type { Design, Feature, FeatureTypeName, LabTypes, Role } from '../types';

export type Features = Readonly<Record<string, Feature>>;

const OWN = new Set(['role', 'type', 'autoReason', 'reason']);

export function featuresOf(design: Design): Features {
  return design.preprocessing.per_feature ;
}

export function withFeatures(design: Design, per_feature: Features): Design {
  return { ...design, preprocessing: { ...design.preprocessing, per_feature: { ...per_feature } } };
}

/** Change some features; a person's decision takes the place of the automatic one, whose reason goes. */
export function changeFeatures(design: Design, names: Iterable<string>, change: (feature: Feature) => Feature): Design {
  const all: Record<string, Feature> = { ...featuresOf(design) };
  for (const name of names) {
    const feature = all[name];
    if (feature !== undefined && feature.role !== 'TARGET') all[name] = change(feature);
  }
  return withFeatures(design, all);
}

export function withRole(feature: Feature, role: Role): Feature {
  return { ...feature, role };
}

/** The feature as one of another type, with the defaults of that type's handling. */
export function withType(feature: Feature, type: FeatureTypeName, types: LabTypes): Feature {
  if (feature.type === type) return feature;
  const start = types.features.find((one) => one.type === type)?.default ?? {};
  return { role: feature.role, type, autoReason: feature.autoReason ?? null, reason: feature.reason, ...start };
}

/** The deed of the course: a rejected column taken in, as a vector. */
export function asVector(feature: Feature, types: LabTypes): Feature {
  return withRole(withType(feature, 'VECTOR', types), 'INPUT');
}

export function handlingOf(feature: Feature): Record<string, unknown> {
  return Object.fromEntries(Object.entries(feature).filter(([name]) => !OWN.has(name)));
}

export function withHandling(feature: Feature, name: string, value: unknown): Feature {
  return { ...feature, [name]: value };
}

const WORDS: Readonly<Record<string, string>> = {
  AVGSTD: 'standard rescaling',
  MINMAX: 'rescaled to 0 to 1',
  UNFOLD: 'one feature for each number',
  DUMMIFY: 'one column for each value',
  IMPUTE: '',
  DROP_ROW: 'rows with gaps left out',
  NONE: '',
};

/** A handling in words: "gaps filled with the mean, standard rescaling". */
export function handlingWords(feature: Feature): string {
  const found = handlingOf(feature);
  const parts = Object.entries(found).flatMap(([name, value]) => {
    if (name.endsWith('_handling') && typeof value === 'string') return name === 'missing_handling' ? (WORDS[value] ?? '') : (WORDS[value] ?? words(value));
    if (name === 'rescaling' && typeof value === 'string') return WORDS[value] ?? words(value);
    if (name === 'missing_impute_with' && typeof value === 'string') return found.missing_handling === 'IMPUTE' ? `gaps filled with the ${words(value)}` : '';
    return '';
  });
  return [...new Set(parts.filter((part) => part !== ''))].join(', ');
}

function words(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}

export interface Copied {
  design: Design;
  /** Columns that both designs have and that were set. */
  names: string[];
}

/** Take role, type and handling of the columns that another design has too; the target of each stays what it is. */
export function copyFeatures(from: Features, to: Design, only?: ReadonlySet<string>): Copied {
  const all: Record<string, Feature> = { ...featuresOf(to) };
  const names: string[] = [];
  for (const [name, feature] of Object.entries(from)) {
    const own = all[name];
    if (own === undefined || own.role === 'TARGET' || feature.role === 'TARGET' || only?.has(name) === false) continue;
    all[name] = isRecord(feature) ? { ...feature } : own;
    names.push(name);
  }
  return { design: withFeatures(to, all), names };
}
