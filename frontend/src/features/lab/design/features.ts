/** Features of a design: changed, made vectors, described, copied to another design. */
import { isRecord } from '@/features/forms';
import type { Design, Feature, FeatureTypeName, LabTypes, Role } from '../types';

export type Features = Readonly<Record<string, Feature>>;

export function featuresOf(design: Design): Features {
  return design.preprocessing.per_feature;
}

/** The classes of a design, each once. */
export function classNames(design: Design): string[] {
  return [...new Set(design.preprocessing.target_remapping.map((one) => one.mappedValue).filter((name) => name !== ''))];
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

export function withHandling(feature: Feature, name: string, value: unknown): Feature {
  return { ...feature, [name]: value };
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
