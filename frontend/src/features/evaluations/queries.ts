/** What the page of a store of evaluations reads. */
import { queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';
import type { RowsSource } from '@/features/lab';

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

/** The rows that a run judged, the surest first. */
export const runRows = (key: string, folderId: string, path: string): RowsSource => ({
  key: keys.evaluations(key, folderId, path),
  rows: ({ truth = '', prediction = '', limit }, signal) =>
    take(
      api.GET('/api/projects/{key}/evaluation-stores/{folder_id}/runs/{path}/rows', {
        params: { path: { key, folder_id: folderId, path }, query: { truth, prediction, limit } },
        signal,
      }),
    ),
});
