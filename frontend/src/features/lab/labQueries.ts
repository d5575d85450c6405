/** What the Lab reads. Everything stands under the project's key, so that its events can refresh it. */
import { queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';

export const labTypesQuery = () =>
  queryOptions({
    queryKey: keys.labTypes(),
    queryFn: ({ signal }) => take(api.GET('/api/lab/types', { signal })),
    staleTime: Infinity,
  });

export const analysesQuery = (key: string, datasetId?: string) =>
  queryOptions({
    queryKey: [...keys.analyses(key), 'list', datasetId ?? ''],
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/analyses', { params: { path: { key }, query: datasetId === undefined ? {} : { dataset_id: datasetId } }, signal })),
    staleTime: 5_000,
  });

export const analysisQuery = (key: string, id: string) =>
  queryOptions({
    queryKey: [...keys.analyses(key), 'one', id],
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/analyses/{analysis_id}', { params: { path: { key, analysis_id: id } }, signal })),
    staleTime: 5_000,
  });

export const taskQuery = (key: string, id: string) =>
  queryOptions({
    queryKey: keys.task(key, id),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/tasks/{task_id}', { params: { path: { key, task_id: id } }, signal })),
    staleTime: 5_000,
  });

export const sessionsQuery = (key: string, taskId: string) =>
  queryOptions({
    queryKey: keys.sessionsOfTask(key, taskId),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/tasks/{task_id}/sessions', { params: { path: { key, task_id: taskId } }, signal })),
    staleTime: 2_000,
    // News comes by the stream; this catches what a torn line has missed while something is still being trained.
    refetchInterval: (query) => ((query.state.data ?? []).some((session) => isUnderWay(session.job_state)) ? 10_000 : false),
  });

export const sessionQuery = (key: string, taskId: string, number: number) =>
  queryOptions({
    queryKey: [...keys.sessionsOfTask(key, taskId), number],
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/tasks/{task_id}/sessions/{number}', { params: { path: { key, task_id: taskId, number } }, signal })),
    staleTime: Infinity,
  });

export const trainedQuery = (key: string, id: number) =>
  queryOptions({
    queryKey: keys.trained(key, id),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/trained/{model_id}', { params: { path: { key, model_id: id } }, signal })),
    staleTime: 10_000,
  });

export function isUnderWay(state: string): boolean {
  return state === 'NOT_STARTED' || state === 'RUNNING';
}
