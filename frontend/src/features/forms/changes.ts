/** What differs between settings: from the defaults, from what is saved, from what somebody else saved. */
import type { FieldSpec } from './fieldModel';
import { plainText } from './plainText';
import { isSame, type Values } from './shownIf';

/** The value a field goes back to: what the inputs suggest, else the type's default. */
export function startOf(field: FieldSpec, initial: Values): unknown {
  return Object.hasOwn(initial, field.name) ? initial[field.name] : field.start;
}

/** Whether a person changed a field; what came frozen with the recipe is nobody's change, and is not reset. */
export function isChanged(field: FieldSpec, values: Values, initial: Values): boolean {
  if (field.kind === 'frozen') return false;
  const start = startOf(field, initial);
  return start !== undefined && !isSame(values[field.name], start);
}

export function changedFields(fields: readonly FieldSpec[], values: Values, initial: Values): FieldSpec[] {
  return fields.filter((field) => isChanged(field, values, initial));
}

/** A value in words, as "changed from ..." and comparisons show it. */
export function valueWords(field: FieldSpec, value: unknown): string {
  if (value === undefined || value === null || value === '') return 'empty';
  if (value === true) return 'on';
  if (value === false) return 'off';
  if (value === 'auto') return 'auto';
  if (field.kind === 'script') return Array.isArray(value) ? `${value.length} ${value.length === 1 ? 'step' : 'steps'}` : 'none';
  const option = field.options.find((one) => one.value === value);
  if (option) return option.label;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(partWords).join(', ');
  const text = plainText(value);
  return field.unit === undefined ? text : `${text} ${field.unit}`;
}

function partWords(part: unknown): string {
  if (typeof part === 'object' && part !== null && 'name' in part && 'value' in part) return `${String(part.name)} = ${String(part.value)}`;
  return typeof part === 'string' ? part : JSON.stringify(part);
}

export interface Difference {
  name: string;
  mine: unknown;
  theirs: unknown;
}

/** Fields whose values differ, in the order of the first side. */
export function differences(mine: Values, theirs: Values): Difference[] {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  return names.filter((name) => !isSame(mine[name], theirs[name])).map((name) => ({ name, mine: mine[name], theirs: theirs[name] }));
}

/** Both sides put together: mine where it was chosen, else theirs. */
export function merge(mine: Values, theirs: Values, isMine: (name: string) => boolean): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...theirs };
  for (const { name } of differences(mine, theirs)) {
    if (!isMine(name)) continue;
    if (Object.hasOwn(mine, name)) merged[name] = mine[name];
    else Reflect.deleteProperty(merged, name);
  }
  return merged;
}
