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
  | 'column'
  | 'columns'
  | 'new_column'
  | 'formula'
  | 'regex'
  | 'values'
  | 'code'
  | 'from_to'
  | 'rows'
  | 'part'
  | 'script'
  | 'frozen'
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
  /** The widget that the type asks for, as it names it. */
  widget: string | undefined;
  /** Fields of each row of a list, or of a part. */
  items: readonly FieldSpec[];
  /** Whether nothing at all is a value too. */
  isNullable: boolean;
}

const SEGMENTS = 4;
/** More letters than these do not stand side by side on a telephone, nor in the narrow script of a preparation. */
const SEGMENT_LETTERS = 60;

export function fieldsOf(schema: Readonly<Record<string, unknown>>, sections: readonly string[]): FieldSpec[] {
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const required = new Set(Array.isArray(schema.required) ? (schema.required as unknown[]).map(String) : []);
  const defs = isRecord(schema.$defs) ? schema.$defs : {};
  const fields = Object.entries(properties).flatMap(([name, property]) => (isRecord(property) ? [fieldOf(name, property, required.has(name), defs)] : []));
  const rank = (field: FieldSpec) => (sections.includes(field.section) ? sections.indexOf(field.section) : sections.length);
  return fields.map((field, index) => ({ field, index })).sort((a, b) => rank(a.field) - rank(b.field) || a.index - b.index).map(({ field }) => field);
}

export function sectionsOf(fields: readonly FieldSpec[]): string[] {
  return [...new Set(fields.map((field) => field.section))];
}

/** Follow a reference into the schema's definitions, and step past the "or nothing" of an optional value. */
function resolved(property: Record<string, unknown>, defs: Record<string, unknown>): Record<string, unknown> {
  const parts = Array.isArray(property.anyOf) ? property.anyOf.filter(isRecord) : [];
  const [only, ...others] = parts.filter((part) => part.type !== 'null');
  const inner = parts.length > 1 && only !== undefined && others.length === 0 ? only : property;
  const name = typeof inner.$ref === 'string' ? inner.$ref.split('/').at(-1) : undefined;
  const found = name === undefined ? undefined : defs[name];
  const own = Object.fromEntries(Object.entries(property).filter(([key]) => key !== 'anyOf' && key !== '$ref'));
  if (isRecord(found)) return { ...found, ...own };
  return inner === property ? property : { ...inner, ...own };
}

function partsOf(property: Record<string, unknown>, defs: Record<string, unknown>): readonly FieldSpec[] {
  const item = property.type === 'array' && isRecord(property.items) ? resolved(property.items, defs) : property;
  return isRecord(item.properties) ? fieldsOf({ ...item, $defs: defs }, []) : [];
}

function fieldOf(name: string, given: Record<string, unknown>, isRequired: boolean, defs: Record<string, unknown>): FieldSpec {
  const property = resolved(given, defs);
  const isNullable = Array.isArray(given.anyOf) && given.anyOf.some((part) => isRecord(part) && part.type === 'null');
  const items = partsOf(property, defs);
  const ui = isRecord(property.ui) ? property.ui : {};
  const labels = isRecord(ui.options) ? ui.options : {};
  const options = optionValues(property, labels).map((value) => ({ value, label: typeof labels[value] === 'string' ? labels[value] : value }));
  const number = numberPart(property);
  const widget = typeof ui.widget === 'string' ? ui.widget : undefined;
  const choices = typeof ui.choices === 'string' ? ui.choices : undefined;
  const label = typeof property.title === 'string' ? property.title : name;
  return {
    name,
    label,
    help: typeof property.description === 'string' ? property.description : '',
    section: typeof ui.section === 'string' ? ui.section : 'Settings',
    kind: kindOf(property, { widget, choices, optionCount: options.length, optionLetters: options.reduce((sum, one) => sum + one.label.length, 0), hasAuto: number.hasAuto, hasItems: items.length > 0 }),
    start: property.default,
    isRequired,
    isInteger: number.isInteger,
    bounds: number.bounds,
    maxLength: typeof property.maxLength === 'number' ? property.maxLength : undefined,
    options,
    choices,
    itemKind: widget === 'folder' || widget === 'dataset' ? widget : undefined,
    unit: typeof ui.unit === 'string' ? ui.unit : undefined,
    step: typeof ui.step === 'number' ? ui.step : undefined,
    shownIf: ui.shown_if,
    widget,
    items,
    isNullable,
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
  optionLetters: number;
  hasAuto: boolean;
  hasItems: boolean;
}

function kindOf(property: Record<string, unknown>, { widget, choices, optionCount, optionLetters, hasAuto, hasItems }: Traits): FieldKind {
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
    case 'column':
      // Settings without a named source choose among the columns that the editor knows.
      if (choices === undefined) return property.type === 'array' ? 'columns' : 'column';
      return widget === 'columns' ? 'multi' : 'choices';
    case 'new_column':
    case 'formula':
    case 'regex':
    case 'values':
    case 'code':
    case 'from_to':
    case 'script':
    case 'frozen':
      return widget;
    default:
  }
  if (choices === 'networks') return 'networks';
  if (property.type === 'boolean') return 'boolean';
  if (property.type === 'array' && choices !== undefined) return 'multi';
  if (choices !== undefined) return 'choices';
  if (optionCount > 0) return optionCount <= SEGMENTS && optionLetters <= SEGMENT_LETTERS ? 'segmented' : 'select';
  if (hasItems) return property.type === 'array' ? 'rows' : 'part';
  if (property.type === 'array' && isRecord(property.items) && property.items.type === 'string') return 'values';
  if (property.type === 'integer' || property.type === 'number') return 'number';
  return property.type === 'string' ? 'text' : 'json';
}
