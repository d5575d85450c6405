/** What an item that is still empty will hold, read off the roles it plays: so that a flow looks right before its first build. */
import type { FlowItem, FlowOut, RecipeType, Role } from '@/api';

type Holds = FlowItem['holds'];

/** Outputs whose role says only "dataset", by the name of the role. */
const WRITTEN_AS: Readonly<Record<string, Holds>> = { scored_dataset: 'predictions', feature_dataset: 'vectors' };

function expectedBy(role: Role | undefined, name: string): Holds | undefined {
  if (role?.holds === 'pictures' || role?.holds === 'model') return role.holds;
  return WRITTEN_AS[name];
}

/** The flow with each unbuilt item's `holds` as its recipes expect it; built items are left as they are. */
export function withExpectations<F extends Pick<FlowOut, 'items' | 'recipes'>>(flow: F, types: readonly RecipeType[]): F {
  const roles = new Map(types.flatMap((type) => [...type.inputs, ...type.outputs].map((role) => [`${type.type}/${role.name}`, role])));
  const expected = new Map<string, Holds>();
  for (const recipe of flow.recipes) {
    // What writes an item knows better than what reads it.
    for (const ref of [...recipe.outputs, ...recipe.inputs]) {
      const holds = expectedBy(roles.get(`${recipe.type}/${ref.role}`), ref.role);
      if (holds !== undefined && !expected.has(ref.item_id)) expected.set(ref.item_id, holds);
    }
  }
  const items = flow.items.map((item) => {
    const holds = expected.get(item.id);
    return holds === undefined || item.built_at !== null || !isUndecided(item) ? item : { ...item, holds };
  });
  return { ...flow, items };
}

function isUndecided(item: FlowItem): boolean {
  if (item.kind === 'folder') return item.holds === 'files' && (item.facts.files === undefined || item.facts.files === 0);
  return item.kind === 'dataset' && item.holds === 'table' && item.version === 0;
}
