/** Items, recipes and whole flows for tests: by hand, or any acyclic one. */
import fc from 'fast-check';
import type { FlowItem, FlowOut, FlowRecipe, RecipeType, Role } from '@/api';

export function anItem(id: string, change: Partial<FlowItem> = {}): FlowItem {
  return {
    id,
    kind: 'dataset',
    name: id,
    origin: 'managed',
    holds: 'table',
    state: 'up_to_date',
    state_text: '',
    facts: {},
    thumbs: [],
    version: 1,
    built_at: '2026-11-24T09:00:00Z',
    revision: 1,
    ...change,
  };
}

type RecipeChange = Partial<Omit<FlowRecipe, 'inputs' | 'outputs'>> & { inputs?: string[]; outputs?: string[] };

export function aRecipe(id: string, { inputs = [], outputs = [], ...change }: RecipeChange = {}): FlowRecipe {
  return {
    id,
    name: id,
    type: 'image-classification',
    type_label: 'Image classification',
    icon: 'classify',
    family: 'deep',
    state: 'up_to_date',
    state_text: '',
    job_id: null,
    activity_id: null,
    fraction: null,
    summary: {},
    last_run_at: null,
    revision: 1,
    ...change,
    inputs: inputs.map((item_id, index) => ({ role: `in${index}`, item_id })),
    outputs: outputs.map((item_id, index) => ({ role: `out${index}`, item_id })),
  };
}

export function aRole(name: string, change: Partial<Role> = {}): Role {
  return { name, label: name.replaceAll('_', ' '), kind: 'dataset', help: '', holds: null, required: true, many: false, ...change };
}

export function aType(type: string, inputs: Role[], outputs: Role[] = []): RecipeType {
  return { type, label: type, description: '', icon: 'classify', family: 'deep', verb: type, version: 1, is_offered: true, inputs, outputs, params_schema: {}, sections: [], defaults: {} };
}

/** Any acyclic flow: each recipe reads items that exist before it and writes a new one. */
export function flows(): fc.Arbitrary<Pick<FlowOut, 'items' | 'recipes'>> {
  const states = fc.constantFrom('not_built', 'up_to_date', 'out_of_date', 'running', 'failed');
  return fc
    .record({
      sources: fc.integer({ min: 1, max: 4 }),
      steps: fc.array(fc.tuple(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), states), { maxLength: 8 }),
    })
    .map(({ sources, steps }) => {
      const items = Array.from({ length: sources }, (_, index) => anItem(`source${index}`));
      const recipes: FlowRecipe[] = [];
      steps.forEach(([reads, state], index) => {
        const inputs = [...new Set(reads.map((read) => items[read % items.length]!.id))];
        recipes.push(aRecipe(`recipe${index}`, { inputs, outputs: [`made${index}`], state }));
        items.push(anItem(`made${index}`, { state }));
      });
      return { items, recipes };
    });
}
