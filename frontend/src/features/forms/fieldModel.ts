/** A type's JSON Schema with its `ui` hints, read into the fields that the form draws. */
import { isRecord } from './shownIf';

export type FieldKind =
  | 'text'
  | 'textarea'
  | 'number'
  | 'auto_number'
  | 'boolean'
  | 'segmented'
  | 'select'
  | 'choices'
  | 'networks'
  | 'multi'
  | 'pairs'
  | 'gpus'
  | 'item'
  | 'json';

export interface Bounds {
  min?: number | undefined;
  max?: number | undefined;
  above?: number | undefined;
  below?: number | undefined;
}

export interface FieldSpec {
  name: string;
  label: string;
  help: string;
  section: string;
  kind: FieldKind;
  /** What the field starts with; undefined for a field that has to be filled. */
  start: unknown;
  isRequired: boolean;
  isInteger: boolean;
  bounds: Bounds;
  maxLength: number | undefined;
  options: readonly { value: string; label: string }[];
  /** Source of choices that the server answers. */
  choices: string | undefined;
  itemKind: 'folder' | 'dataset' | undefined;
  unit: string | undefined;
  step: number | undefined;
  shownIf: unknown;
}

const SEGMENTS = 4;

export function fieldsOf(schema: Readonly<Record<string, unknown>>, sections: readonly string[]): FieldSpec[] {
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const required = new Set(Array.isArray(schema.required) ? (schema.required as unknown[]).map(String) : []);
  const fields = Object.entries(properties).flatMap(([name, property]) => (isRecord(property) ? [fieldOf(name, property, required.has(name))] : []));
  const rank = (field: FieldSpec) => (sections.includes(field.section) ? sections.indexOf(field.section) : sections.length);
  return fields.map((field, index) => ({ field, index })).sort((a, b) => rank(a.field) - rank(b.field) || a.index - b.index).map(({ field }) => field);
}

export function sectionsOf(fields: readonly FieldSpec[]): string[] {
  return [...new Set(fields.map((field) => field.section))];
}

function fieldOf(name: string, property: Record<string, unknown>, isRequired: boolean): FieldSpec {
  const ui = isRecord(property.ui) ? property.ui : {};
  const labels = isRecord(ui.options) ? ui.options : {};
  const values = optionValues(property, labels);
  const number = numberPart(property);
  const widget = typeof ui.widget === 'string' ? ui.widget : undefined;
  const choices = typeof ui.choices === 'string' ? ui.choices : undefined;
  const label = typeof property.title === 'string' ? property.title : name;
  return {
    name,
    label,
    help: typeof property.description === 'string' ? property.description : '',
    section: typeof ui.section === 'string' ? ui.section : 'Settings',
    kind: kindOf(property, { widget, choices, optionCount: values.length, hasAuto: number.hasAuto }),
    start: property.default,
    isRequired,
    isInteger: number.isInteger,
    bounds: number.bounds,
    maxLength: typeof property.maxLength === 'number' ? property.maxLength : undefined,
    options: values.map((value) => ({ value, label: typeof labels[value] === 'string' ? labels[value] : value })),
    choices,
    itemKind: widget === 'folder' || widget === 'dataset' ? widget : undefined,
    unit: typeof ui.unit === 'string' ? ui.unit : undefined,
    step: typeof ui.step === 'number' ? ui.step : undefined,
    shownIf: ui.shown_if,
  };
}

function optionValues(property: Record<string, unknown>, labels: Record<string, unknown>): string[] {
  if (Array.isArray(property.enum)) return (property.enum as unknown[]).map(String);
  if (typeof property.const === 'string') return [property.const];
  return property.type === 'string' ? Object.keys(labels) : [];
}

function numberPart(property: Record<string, unknown>): { isInteger: boolean; hasAuto: boolean; bounds: Bounds } {
  const parts = Array.isArray(property.anyOf) ? property.anyOf.filter(isRecord) : [property];
  const number = parts.find((part) => part.type === 'integer' || part.type === 'number');
  const bound = (name: string) => (typeof number?.[name] === 'number' ? number[name] : undefined);
  return {
    isInteger: number?.type === 'integer',
    hasAuto: number !== undefined && parts.some((part) => part.const === 'auto'),
    bounds: { min: bound('minimum'), max: bound('maximum'), above: bound('exclusiveMinimum'), below: bound('exclusiveMaximum') },
  };
}

interface Traits {
  widget: string | undefined;
  choices: string | undefined;
  optionCount: number;
  hasAuto: boolean;
}

function kindOf(property: Record<string, unknown>, { widget, choices, optionCount, hasAuto }: Traits): FieldKind {
  if (hasAuto) return 'auto_number';
  switch (widget) {
    case 'pairs':
    case 'gpus':
    case 'textarea':
      return widget;
    case 'folder':
    case 'dataset':
      return 'item';
    case 'columns':
      return 'multi';
    default:
  }
  if (choices === 'networks') return 'networks';
  if (property.type === 'boolean') return 'boolean';
  if (property.type === 'array' && choices !== undefined) return 'multi';
  if (choices !== undefined) return 'choices';
  if (optionCount > 0) return optionCount <= SEGMENTS ? 'segmented' : 'select';
  if (property.type === 'integer' || property.type === 'number') return 'number';
  return property.type === 'string' ? 'text' : 'json';
}
