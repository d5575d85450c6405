/** The library of steps: its categories, and what a search finds in which order. */
import { queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';
import { isRecord } from '../forms';
import { newStep, type Step } from './script';

export type StepType = components['schemas']['StepTypeOut'];
export type StepTypes = ReadonlyMap<string, StepType>;

export const stepTypesQuery = () =>
  queryOptions({
    queryKey: keys.stepTypes(),
    queryFn: ({ signal }) => take(api.GET('/api/steps', { signal })),
    staleTime: Infinity,
  });

/** In the order in which people look for them. */
const CATEGORY_WORDS: Readonly<Record<string, string>> = {
  columns: 'Columns',
  rows: 'Rows',
  text: 'Text',
  numbers: 'Numbers',
  dates: 'Dates',
  values: 'Values and formulas',
  objects: 'Arrays and objects',
  geo: 'Geography',
  code: 'Code',
};

export function categoryWord(category: string): string {
  return CATEGORY_WORDS[category] ?? `${category.charAt(0).toLocaleUpperCase('en-GB')}${category.slice(1)}`;
}

export function categoriesOf(types: readonly StepType[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type.category, (counts.get(type.category) ?? 0) + 1);
  const rank = (name: string) => {
    const at = Object.keys(CATEGORY_WORDS).indexOf(name);
    return at < 0 ? Object.keys(CATEGORY_WORDS).length : at;
  };
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => rank(a.name) - rank(b.name) || a.name.localeCompare(b.name));
}

/** Types whose words hold every word of the search; those that are called so first, then by keyword, then by help. */
export function searchSteps(types: readonly StepType[], search: string, category?: string): StepType[] {
  const words = search.toLocaleLowerCase('en-GB').split(/\s+/).filter(Boolean);
  const within = types.filter((type) => category === undefined || type.category === category);
  return within
    .flatMap((type) => {
      const rank = rankOf(type, words);
      return rank === undefined ? [] : [{ type, rank }];
    })
    .sort((a, b) => a.rank - b.rank || a.type.label.localeCompare(b.type.label))
    .map(({ type }) => type);
}

function rankOf(type: StepType, words: readonly string[]): number | undefined {
  const label = type.label.toLocaleLowerCase('en-GB');
  const keywords = [...type.keywords, type.type, categoryWord(type.category)].join(' ').toLocaleLowerCase('en-GB');
  const help = type.description.toLocaleLowerCase('en-GB');
  let rank = 0;
  for (const word of words) {
    if (label.startsWith(word)) rank += 0;
    else if (label.split(/\s+/).some((one) => one.startsWith(word))) rank += 1;
    else if (label.includes(word)) rank += 2;
    else if (keywords.includes(word)) rank += 4;
    else if (help.includes(word)) rank += 8;
    else return undefined;
  }
  return rank;
}

interface Property {
  widget: string | undefined;
  options: readonly unknown[];
}

function propertiesOf(type: StepType): Map<string, Property> {
  const properties = isRecord(type.params_schema.properties) ? type.params_schema.properties : {};
  return new Map(
    Object.entries(properties).flatMap(([name, property]) => {
      if (!isRecord(property)) return [];
      const ui = isRecord(property.ui) ? property.ui : {};
      return [[name, { widget: typeof ui.widget === 'string' ? ui.widget : undefined, options: Array.isArray(property.enum) ? (property.enum as unknown[]) : [] }]];
    }),
  );
}

/** A step of a type with its defaults, set upon a column, and with those wishes that the type knows. */
export function stepFor(type: StepType, column?: string, wishes: Readonly<Record<string, unknown>> = {}): Step {
  const known = propertiesOf(type);
  const params: Record<string, unknown> = { ...type.defaults };
  if (column !== undefined) {
    let isSet = false;
    for (const [name, { widget, options }] of known) {
      if (widget === 'column' && !isSet) {
        params[name] = column;
        isSet = true;
      } else if (widget === 'columns' && !isSet) {
        params[name] = [column];
        isSet = true;
      } else if (name === 'appliesTo') {
        const one = ['COLUMNS', 'SINGLE_COLUMN'].find((option) => options.includes(option));
        if (one !== undefined) params[name] = one;
      }
    }
  }
  for (const [name, value] of Object.entries(wishes)) {
    const property = known.get(name);
    if (property !== undefined && (property.options.length === 0 || property.options.includes(value))) params[name] = value;
  }
  return newStep(type.type, params);
}

/** A step in words before the server has said its sentence. */
export function localSentence(step: Step, type: StepType | undefined): string {
  if (type === undefined) return step.type;
  const names: string[] = [];
  for (const [name, { widget }] of propertiesOf(type)) {
    const value = step.params[name];
    if (widget === 'column' && typeof value === 'string' && value !== '') names.push(value);
    if (widget === 'columns' && Array.isArray(value)) names.push(...(value as unknown[]).map(String));
  }
  const shown = names.slice(0, 3).map((name) => `“${name}”`).join(', ');
  const rest = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return shown === '' ? type.label : `${type.label}: ${shown}${rest}`;
}
