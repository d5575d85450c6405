/** The state of the new-recipe dialog as pure functions: proposals for names, what is missing, the body that is sent. */
import type { FlowItem, RecipeType, Role } from '@/api';

export interface OutputChoice {
  /** An existing item, or undefined for a new one. */
  itemId: string | undefined;
  newName: string;
}

export interface NewRecipe {
  inputs: Record<string, string[]>;
  /** A role that may stay empty has none until somebody wants it; a role of several has one for each. */
  outputs: Record<string, OutputChoice[]>;
}

/** A free name for an output: the input's name with the role's purpose, numbered when taken. */
export function proposeName(role: Pick<Role, 'name' | 'holds' | 'kind'>, inputName: string | undefined, taken: ReadonlySet<string>, type = ''): string {
  const base = [inputName ?? '', suffixOf(role, type)].filter(Boolean).join('_');
  if (!taken.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const name = `${base}_${number}`;
    if (!taken.has(name)) return name;
  }
}

/** What a table is once a recipe is through with it. */
const DONE: Readonly<Record<string, string>> = {
  prepare: 'prepared',
  group: 'grouped',
  join: 'joined',
  stack: 'stacked',
  split: 'part',
  distinct: 'distinct',
  sort: 'sorted',
  'top-n': 'top',
  window: 'windows',
  pivot: 'pivot',
  'sample-filter': 'sample',
  sync: 'copy',
  'prediction-scoring': 'scored',
  evaluation: 'evaluated',
};

function suffixOf(role: Pick<Role, 'name' | 'holds'>, type: string): string {
  if (role.name.startsWith('unmatched')) return role.name;
  if (type === 'evaluation' && role.name !== 'output') return role.name === 'store' ? 'evaluations' : 'metrics';
  if (role.name.startsWith('scored')) return 'predictions';
  if (role.name.startsWith('feature')) return 'features';
  return role.holds === 'model' ? 'retrained' : (DONE[type] ?? 'output');
}

/** The input an output's name leans on: the network for a network, else the first folder or dataset. */
function leaningOn(role: Role, type: RecipeType, inputs: Record<string, string[]>, items: readonly FlowItem[]): string | undefined {
  const wanted = role.holds === 'model' ? type.inputs.find((input) => input.holds === 'model') : type.inputs[0];
  const id = wanted ? inputs[wanted.name]?.[0] : undefined;
  return items.find((item) => item.id === id)?.name;
}

export function startOf(type: RecipeType, taken: Readonly<Record<string, readonly string[]>>, items: readonly FlowItem[]): NewRecipe {
  const inputs = Object.fromEntries(type.inputs.map((role) => [role.name, [...(taken[role.name] ?? [])]]));
  return { inputs, outputs: outputsFor(type, inputs, items) };
}

/** How many outputs a role of several starts with. */
const MANY = 2;

/** Proposed outputs for the given inputs. */
export function outputsFor(type: RecipeType, inputs: Record<string, string[]>, items: readonly FlowItem[]): Record<string, OutputChoice[]> {
  const taken = new Set(items.map((item) => item.name));
  return Object.fromEntries(
    type.outputs.map((role) => {
      const wanted = !role.required ? 0 : role.many ? MANY : 1;
      const choices: OutputChoice[] = [];
      while (choices.length < wanted) choices.push(freshOutput(type, role, inputs, items, taken));
      return [role.name, choices];
    }),
  );
}

/** A new output with a free name, which is taken from then on. */
export function freshOutput(type: RecipeType, role: Role, inputs: Record<string, string[]>, items: readonly FlowItem[], taken: Set<string>): OutputChoice {
  const newName = proposeName(role, leaningOn(role, type, inputs, items), taken, type.type);
  taken.add(newName);
  return { itemId: undefined, newName };
}

/** What still keeps the recipe from being made, in words; undefined when nothing does. */
export function missing(type: RecipeType, draft: NewRecipe, items: readonly FlowItem[]): string | undefined {
  const open = type.inputs.find((role) => role.required && (draft.inputs[role.name] ?? []).length === 0);
  if (open) return `Choose the ${open.label.toLocaleLowerCase()}`;
  const names = new Set(items.map((item) => item.name));
  for (const role of type.outputs) {
    const outputs = draft.outputs[role.name] ?? [];
    if (role.required && outputs.length === 0) return `Add the ${role.label.toLocaleLowerCase()}`;
    for (const output of outputs) {
      if (output.itemId !== undefined) continue;
      const name = output.newName.trim();
      if (name === '') return `Name the ${role.label.toLocaleLowerCase()}`;
      if (items.some((item) => item.name === name)) return `There is an item named ${name} already: choose it as existing, or another name`;
      if (names.has(name)) return `Two outputs are named ${name}: choose another name for one`;
      names.add(name);
    }
  }
  return undefined;
}

export function bodyOf(type: RecipeType, draft: NewRecipe) {
  const outputs = Object.fromEntries(
    Object.entries(draft.outputs)
      .filter(([, outputs]) => outputs.length > 0)
      .map(([role, outputs]) => [role, outputs.map((output) => (output.itemId === undefined ? { new_name: output.newName.trim() } : { item_id: output.itemId }))]),
  );
  return { type: type.type, inputs: draft.inputs, outputs };
}
