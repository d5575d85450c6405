/** What the page of a store of evaluations reads. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';

export type EvaluationBrief = components['schemas']['EvaluationBrief'];
export type Evaluation = components['schemas']['EvaluationOut'];
export type Drift = components['schemas']['DriftOut'];
export type DriftBin = components['schemas']['DriftBin'];

export const storeQuery = (key: string, folderId: string) =>
  queryOptions({
    queryKey: keys.evaluations(key, folderId),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/evaluation-stores/{folder_id}', { params: { path: { key, folder_id: folderId } }, signal })),
    staleTime: 10_000,
  });

/** A run that is written never changes. */
export const runQuery = (key: string, folderId: string, path: string) =>
  queryOptions({
    queryKey: keys.evaluations(key, folderId, path),
    queryFn: ({ signal }) =>
      take(api.GET('/api/projects/{key}/evaluation-stores/{folder_id}/runs/{path}', { params: { path: { key, folder_id: folderId, path } }, signal })),
    staleTime: Infinity,
  });

/** The rows of a cell of the confusion, the surest first. */
export const cellQuery = (key: string, folderId: string, path: string, truth: string, prediction: string, limit: number) =>
  queryOptions({
    queryKey: keys.evaluations(key, folderId, path, 'rows', truth, prediction, limit),
    queryFn: ({ signal }) =>
      take(
        api.GET('/api/projects/{key}/evaluation-stores/{folder_id}/runs/{path}/rows', {
          params: { path: { key, folder_id: folderId, path }, query: { truth, prediction, limit } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
