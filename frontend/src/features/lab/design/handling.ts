/** The handling of a type of feature as its schema declares it: fields, which of them mean anything now, and words. */
import { fieldsOf, isRecord, isShown, type FieldSpec, type Values } from '@/features/forms';
import type { Feature, FeatureType, LabTypes } from '../types';

const OWN = new Set(['role', 'type', 'autoReason', 'reason']);
/** Longer than this, choices beside one another would not fit the side of a feature. */
const MOST_LETTERS = 28;

export function handlingOf(feature: Feature): Record<string, unknown> {
  return Object.fromEntries(Object.entries(feature).filter(([name]) => !OWN.has(name)));
}

/** The fields of a handling as the side of a feature draws them. */
export function fieldsOfHandling(type: FeatureType): FieldSpec[] {
  return fieldsOf(type.handling_schema, []).map((field) => {
    const letters = field.options.reduce((sum, option) => sum + option.label.length, 0);
    return field.kind === 'segmented' && letters > MOST_LETTERS ? { ...field, kind: 'select' } : field;
  });
}

/** The fields that mean something beside the values of the others; a choice of one is no choice. */
export function fieldsShown(fields: readonly FieldSpec[], values: Values): FieldSpec[] {
  return fields.filter((field) => field.options.length !== 1 && isShown(field.shownIf, values));
}

/** A handling in words: "gaps filled with the mean, standard rescaling". */
export function handlingWords(feature: Feature, types: LabTypes): string {
  const type = types.features.find((one) => one.type === feature.type);
  if (type === undefined) return '';
  const values = { ...type.default, ...handlingOf(feature) };
  const parts = fieldsOf(type.handling_schema, []).map((field) => (isShown(field.shownIf, values) ? (briefOf(type, field.name)[String(values[field.name])] ?? '') : ''));
  return [...new Set(parts.filter((part) => part !== ''))].join(', ');
}

/** What the values of a setting say of a column in a line. */
function briefOf(type: FeatureType, name: string): Readonly<Record<string, string>> {
  const { properties } = type.handling_schema;
  const property = isRecord(properties) ? properties[name] : undefined;
  const ui = isRecord(property) && isRecord(property.ui) ? property.ui : {};
  return isRecord(ui.brief) ? (ui.brief as Record<string, string>) : {};
}
