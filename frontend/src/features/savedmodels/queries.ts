/** What a saved model's page reads and does; each deed leaves the flow to be read again. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';
import { say, sayError, sayWithUndo } from '@/ui';

export type SavedModel = components['schemas']['SavedModelOut'];
export type ModelVersion = components['schemas']['ModelVersionOut'];
export type ModelVersionDetail = components['schemas']['ModelVersionDetail'];
export type Comparison = components['schemas']['ComparisonOut'];
export type MetricDifference = components['schemas']['MetricDifferenceOut'];

export const savedModelQuery = (key: string, id: string) =>
  queryOptions({
    queryKey: keys.savedModel(key, id),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/saved-models/{saved_model_id}', { params: { path: { key, saved_model_id: id } }, signal })),
    staleTime: 10_000,
  });

/** What a version has written never changes. */
export const versionQuery = (key: string, id: string, version: number) =>
  queryOptions({
    queryKey: keys.savedModel(key, id, 'version', version),
    queryFn: ({ signal }) =>
      take(api.GET('/api/projects/{key}/saved-models/{saved_model_id}/versions/{version}', { params: { path: { key, saved_model_id: id, version } }, signal })),
    staleTime: Infinity,
  });

export const comparisonQuery = (key: string, id: string, left: number, right: number) =>
  queryOptions({
    queryKey: keys.savedModel(key, id, 'compare', left, right),
    queryFn: ({ signal }) =>
      take(api.GET('/api/projects/{key}/saved-models/{saved_model_id}/compare', { params: { path: { key, saved_model_id: id }, query: { left, right } }, signal })),
    staleTime: 60_000,
  });

export function useActivate(key: string, model: SavedModel) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (version: number) =>
      take(api.POST('/api/projects/{key}/saved-models/{saved_model_id}/activate', { params: { path: { key, saved_model_id: model.id } }, body: { version } })),
    onSuccess: (_, version) => say(`Version ${version} is active: what reads ${model.name} is out of date`),
    onError: sayError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.project(key) }),
  });
}

export function useDeleteVersion(key: string, model: SavedModel) {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.savedModel(key, model.id) });
  const path = (version: number) => ({ key, saved_model_id: model.id, version });
  return useMutation({
    mutationFn: (version: number) => take(api.DELETE('/api/projects/{key}/saved-models/{saved_model_id}/versions/{version}', { params: { path: path(version) } })),
    onSuccess: (done, version) =>
      sayWithUndo(done.message, async () => {
        await take(api.POST('/api/projects/{key}/saved-models/{saved_model_id}/versions/{version}/restore', { params: { path: path(version) } }));
        await refresh();
      }),
    onError: sayError,
    onSettled: refresh,
  });
}

export function useRestoreVersion(key: string, model: SavedModel) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (version: number) =>
      take(
        api.POST('/api/projects/{key}/saved-models/{saved_model_id}/versions/{version}/restore', {
          params: { path: { key, saved_model_id: model.id, version } },
        }),
      ),
    onSuccess: (done) => say(done.message),
    onError: sayError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.savedModel(key, model.id) }),
  });
}

/** Train it anew: the recipe that writes the model runs once. */
export function useRetrain(key: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (recipeId: string) =>
      take(
        api.POST('/api/projects/{key}/jobs', {
          params: { path: { key } },
          body: { targets: [{ kind: 'recipe', id: recipeId }], build_type: 'NON_RECURSIVE_FORCED_BUILD' },
        }),
      ),
    onError: sayError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.project(key) }),
  });
}
