/** Questions that a model is asked when somebody wants to know: they are worked out then, not at training. */
import { queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';

type Schemas = components['schemas'];
export type Explanation = Schemas['ExplanationOut'];
export type KeptRows = Schemas['KeptRowsOut'];
export type Answer = Schemas['AnswerOut'];

const place = (key: string, id: number) => ({ path: { key, model_id: id } });
const FOREVER = { staleTime: Infinity, retry: false } as const;

export const permutationQuery = (key: string, id: number) =>
  queryOptions({
    queryKey: [...keys.trained(key, id), 'permutation'],
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/trained/{model_id}/permutation', { params: place(key, id), signal })),
    ...FOREVER,
  });

export const dependenceQuery = (key: string, id: number, column: string) =>
  queryOptions({
    queryKey: [...keys.trained(key, id), 'dependence', column],
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/trained/{model_id}/dependence', { params: { ...place(key, id), query: { column } }, signal })),
    ...FOREVER,
  });

export const subpopulationQuery = (key: string, id: number, column: string) =>
  queryOptions({
    queryKey: [...keys.trained(key, id), 'subpopulations', column],
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/trained/{model_id}/subpopulations', { params: { ...place(key, id), query: { column } }, signal })),
    ...FOREVER,
  });

export const keptRowsQuery = (key: string, id: number) =>
  queryOptions({
    queryKey: [...keys.trained(key, id), 'kept-rows'],
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/trained/{model_id}/kept-rows', { params: { ...place(key, id), query: { limit: 50 } }, signal })),
    ...FOREVER,
  });

/** What the model answers to a row, and what each column adds to that. */
export const answerQuery = (key: string, id: number, row: Readonly<Record<string, unknown>>) =>
  queryOptions({
    queryKey: [...keys.trained(key, id), 'answer', row],
    queryFn: async ({ signal }) => {
      const [answers, explanation] = await Promise.all([
        take(api.POST('/api/projects/{key}/trained/{model_id}/predict', { params: place(key, id), body: { rows: [{ ...row }] }, signal })),
        take(api.POST('/api/projects/{key}/trained/{model_id}/explain', { params: place(key, id), body: { row: { ...row } }, signal })),
      ]);
      return { answer: answers[0], explanation };
    },
    ...FOREVER,
  });
