/** What a recipe's page reads and does. */
import { queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';

export type RecipeOut = components['schemas']['RecipeOut'];
export type Revision = components['schemas']['RecipeRevisionOut'];

export const recipeQuery = (key: string, id: string) =>
  queryOptions({
    queryKey: keys.recipe(key, id),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/recipes/{recipe_id}', { params: { path: { key, recipe_id: id } }, signal })),
    staleTime: 5_000,
  });

export const revisionsQuery = (key: string, id: string) =>
  queryOptions({
    queryKey: keys.recipePart(key, id, 'revisions'),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/recipes/{recipe_id}/revisions', { params: { path: { key, recipe_id: id } }, signal })),
  });

/** Past events of a job: the curve of a recipe's last run. */
export const runEventsQuery = (key: string, jobId: number) =>
  queryOptions({
    queryKey: [...keys.jobEvents(key, jobId), 'last-run'],
    queryFn: ({ signal }) =>
      take(api.GET('/api/projects/{key}/jobs/{job_id}/events', { params: { path: { key, job_id: jobId }, query: { limit: 10_000 } }, signal })),
    staleTime: 30_000,
  });

export interface Draft {
  params: Record<string, unknown>;
  inputs: Record<string, string[]>;
  outputs: Record<string, string[]>;
}

export function draftOf(recipe: RecipeOut): Draft {
  return { params: recipe.params, inputs: recipe.inputs, outputs: recipe.outputs };
}

const NEW = 'new:';

/** A dataset that is to be made with the save, in place of the id it will have. */
export function newOutput(name: string): string {
  return `${NEW}${name.trim()}`;
}

/** The name of an output that is still to be made; undefined for one that is there. */
export function newOutputName(id: string): string | undefined {
  return id.startsWith(NEW) ? id.slice(NEW.length) : undefined;
}

function outputIn(id: string) {
  const name = newOutputName(id);
  return name === undefined ? { item_id: id } : { new_name: name };
}

export function saveRecipe(key: string, id: string, revision: number, draft: Draft, saved: Draft): Promise<RecipeOut> {
  const hasNewRoles = JSON.stringify([draft.inputs, draft.outputs]) !== JSON.stringify([saved.inputs, saved.outputs]);
  const roles = hasNewRoles
    ? { inputs: draft.inputs, outputs: Object.fromEntries(Object.entries(draft.outputs).map(([role, ids]) => [role, ids.map(outputIn)])) }
    : {};
  return take(
    api.PUT('/api/projects/{key}/recipes/{recipe_id}', {
      params: { path: { key, recipe_id: id } },
      body: { revision, params: draft.params, ...roles },
    }),
  );
}

/** Run a recipe alone, or it and the recipes `below` that are built from it. */
export function startRun(key: string, id: string, once: string, below: readonly string[] = []) {
  return take(
    api.POST('/api/projects/{key}/jobs', {
      params: { path: { key }, header: { 'idempotency-key': once } },
      body: {
        targets: [id, ...below].map((target) => ({ kind: 'recipe' as const, id: target })),
        build_type: 'NON_RECURSIVE_FORCED_BUILD',
      },
    }),
  );
}
