/** The state of the new-recipe dialog as pure functions: proposals for names, what is missing, the body that is sent. */
import type { FlowItem, RecipeType, Role } from '@/api';

export interface OutputChoice {
  /** An existing item, or undefined for a new one. */
  itemId: string | undefined;
  newName: string;
}

export interface NewRecipe {
  inputs: Record<string, string[]>;
  outputs: Record<string, OutputChoice>;
}

/** A free name for an output: the input's name with the role's purpose, numbered when taken. */
export function proposeName(role: Pick<Role, 'name' | 'holds' | 'kind'>, inputName: string | undefined, taken: ReadonlySet<string>): string {
  const base = [inputName ?? '', suffixOf(role)].filter(Boolean).join('_');
  if (!taken.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const name = `${base}_${number}`;
    if (!taken.has(name)) return name;
  }
}

function suffixOf(role: Pick<Role, 'name' | 'holds'>): string {
  if (role.name.startsWith('scored')) return 'predictions';
  if (role.name.startsWith('feature')) return 'features';
  return role.holds === 'model' ? 'retrained' : 'output';
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

/** Proposed outputs for the given inputs. */
export function outputsFor(type: RecipeType, inputs: Record<string, string[]>, items: readonly FlowItem[]): Record<string, OutputChoice> {
  const names = new Set(items.map((item) => item.name));
  return Object.fromEntries(
    type.outputs.map((role) => [role.name, { itemId: undefined, newName: proposeName(role, leaningOn(role, type, inputs, items), names) }]),
  );
}

/** What still keeps the recipe from being made, in words; undefined when nothing does. */
export function missing(type: RecipeType, draft: NewRecipe, items: readonly FlowItem[]): string | undefined {
  const open = type.inputs.find((role) => role.required && (draft.inputs[role.name] ?? []).length === 0);
  if (open) return `Choose the ${open.label.toLocaleLowerCase()}`;
  for (const role of type.outputs) {
    const output = draft.outputs[role.name];
    if (output?.itemId !== undefined) continue;
    const name = output?.newName.trim() ?? '';
    if (name === '') return `Name the ${role.label.toLocaleLowerCase()}`;
    if (items.some((item) => item.name === name)) return `There is an item named ${name} already: choose it as existing, or another name`;
  }
  return undefined;
}

export function bodyOf(type: RecipeType, draft: NewRecipe) {
  const outputs = Object.fromEntries(
    Object.entries(draft.outputs).map(([role, output]) => [
      role,
      [output.itemId === undefined ? { new_name: output.newName.trim() } : { item_id: output.itemId }],
    ]),
  );
  return { type: type.type, inputs: draft.inputs, outputs };
}
