/** The server's side of a form: sums and problems while typing, and lists that it answers by name. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';
import type { Values } from './shownIf';

export type FormCheck = components['schemas']['FormCheck'];
export type Choice = components['schemas']['ChoiceOut'];
export type Inputs = Readonly<Record<string, readonly string[]>>;

/** Whose form it is: a recipe's, a macro's, or that of a probe or check of an item. */
export type FormServer =
  | { kind: 'recipe'; projectKey: string; id: string; inputs: Inputs }
  | { kind: 'macro'; projectKey: string; type: string }
  | { kind: 'metric'; projectKey: string; itemId: string; sort: 'probe' | 'check'; type: string };

function rootKey(server: FormServer): readonly unknown[] {
  if (server.kind === 'metric') return keys.itemPart(server.projectKey, server.itemId, 'metric-form', server.sort, server.type);
  return server.kind === 'recipe'
    ? keys.recipePart(server.projectKey, server.id, 'form', server.inputs)
    : [...keys.project(server.projectKey), 'macro', server.type, 'form'];
}

const copied = (inputs: Inputs) => Object.fromEntries(Object.entries(inputs).map(([role, ids]) => [role, [...ids]]));

export const checkQuery = (server: FormServer, params: Values) =>
  queryOptions({
    queryKey: [...rootKey(server), 'check', params],
    queryFn: ({ signal }): Promise<FormCheck> =>
      server.kind === 'recipe'
        ? take(
            api.POST('/api/projects/{key}/recipes/{recipe_id}/check', {
              params: { path: { key: server.projectKey, recipe_id: server.id } },
              body: { params: { ...params }, inputs: copied(server.inputs) },
              signal,
            }),
          )
        : server.kind === 'metric'
          ? take(api.POST('/api/projects/{key}/items/{item_id}/metrics/forms/{sort}/{type}/check', { params: { path: metricPath(server) }, body: { params: { ...params } }, signal }))
          : take(api.POST('/api/projects/{key}/macros/{type}/check', { params: { path: { key: server.projectKey, type: server.type } }, body: { params: { ...params } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 2_000,
    gcTime: 60_000,
  });

const metricPath = (server: FormServer & { kind: 'metric' }) => ({ key: server.projectKey, item_id: server.itemId, sort: server.sort, type: server.type });

/** @param asked Values that the answer depends on: ids of items for a macro, nothing more than the inputs for a recipe. */
export const choicesQuery = (server: FormServer, source: string, asked: Values) =>
  queryOptions({
    queryKey: [...rootKey(server), 'choices', source, asked],
    queryFn: ({ signal }): Promise<Choice[]> =>
      server.kind === 'recipe'
        ? take(
            api.POST('/api/projects/{key}/recipes/{recipe_id}/choices', {
              params: { path: { key: server.projectKey, recipe_id: server.id } },
              body: { source, params: { ...asked }, inputs: copied(server.inputs) },
              signal,
            }),
          )
        : server.kind === 'metric'
          ? take(api.POST('/api/projects/{key}/items/{item_id}/metrics/forms/{sort}/{type}/choices', { params: { path: metricPath(server) }, body: { source, params: { ...asked } }, signal }))
          : take(
              api.POST('/api/projects/{key}/macros/{type}/choices', {
                params: { path: { key: server.projectKey, type: server.type } },
                body: { source, params: { ...asked } },
                signal,
              }),
            ),
    staleTime: 15_000,
  });
