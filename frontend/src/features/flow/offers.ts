/** Which recipes can start from the selected items, with the role each item would take, and why others cannot. */
import type { FlowItem, RecipeType, Role } from '@/api';

export interface Offer {
  type: RecipeType;
  /** Selected item by input role; empty when nothing is selected. */
  taken: Readonly<Record<string, readonly string[]>>;
  /** Needed roles that are still open: the dialog asks for them. */
  open: readonly Role[];
  /** Why the recipe cannot be used with this selection; undefined when it can. */
  reason: string | undefined;
}

/** Whether an item may stand in a role. An empty folder may: its pictures can come later. */
export function fits(role: Role, item: Pick<FlowItem, 'kind' | 'holds' | 'facts'>): boolean {
  if (role.kind !== item.kind) return false;
  if (role.holds === null) return true;
  if (role.holds === 'labels') return item.holds === 'table';
  if (role.holds === 'pictures' && item.holds === 'files' && item.facts.files === 0) return true;
  return role.holds === item.holds;
}

/** What a role asks for, in words: "an image folder". */
export function roleWords(role: Pick<Role, 'kind' | 'holds'>): string {
  if (role.kind === 'dataset') return role.holds === 'labels' ? 'a label dataset' : 'a dataset';
  if (role.kind === 'model') return 'a saved model';
  if (role.holds === 'model') return 'a model folder';
  return role.holds === 'pictures' ? 'an image folder' : 'a folder';
}

function itemWords(item: FlowItem): string {
  if (item.kind === 'dataset') return item.holds === 'predictions' ? 'predictions' : 'a dataset';
  if (item.kind === 'model') return 'a saved model';
  if (item.holds === 'model') return 'a model folder';
  return item.holds === 'pictures' ? 'an image folder' : 'a folder';
}

export function offersFor(types: readonly RecipeType[], selected: readonly FlowItem[]): Offer[] {
  const offers = types.filter((type) => type.is_offered).map((type) => offerOf(type, selected));
  return [...offers.filter((offer) => offer.reason === undefined), ...offers.filter((offer) => offer.reason !== undefined)];
}

function offerOf(type: RecipeType, selected: readonly FlowItem[]): Offer {
  const taken = assign(type.inputs, selected);
  if (taken) {
    const open = type.inputs.filter((role) => role.required && (taken[role.name] ?? []).length === 0);
    return { type, taken, open, reason: undefined };
  }
  return { type, taken: {}, open: type.inputs, reason: refusal(type, selected) };
}

/** Find a role for every selected item (backtracking: selections are small), or undefined. */
function assign(roles: readonly Role[], items: readonly FlowItem[]): Record<string, string[]> | undefined {
  const [item, ...rest] = items;
  if (!item) return {};
  for (const role of roles) {
    if (!fits(role, item)) continue;
    const others = assign(role.many ? roles : roles.filter((other) => other !== role), rest);
    if (others) return { ...others, [role.name]: [item.id, ...(others[role.name] ?? [])] };
  }
  return undefined;
}

function refusal(type: RecipeType, selected: readonly FlowItem[]): string {
  const stranger = selected.find((item) => !type.inputs.some((role) => fits(role, item)));
  if (stranger) {
    const needs = [...new Set(type.inputs.map(roleWords))];
    return `needs ${list(needs)}, not ${itemWords(stranger)}`;
  }
  const most = type.inputs.length;
  return selected.length > most
    ? `reads ${most === 1 ? 'one item' : `${most} items`} at most`
    : `the selected items would need the same place; select one of each of ${list([...new Set(type.inputs.map(roleWords))])}`;
}

function list(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
