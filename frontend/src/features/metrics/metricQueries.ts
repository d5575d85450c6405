/** What is measured of an item: read, computed, and set up; every change of the set-up can be undone. */
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import { sayWithUndo } from '@/ui';
import { inputOf, type Change } from './settings';
import type { Metrics, SettingsIn } from './types';

const metricsKey = (key: string, id: string) => keys.itemPart(key, id, 'metrics');
const place = (key: string, id: string) => ({ path: { key, item_id: id } });

export const metricsQuery = (key: string, id: string) =>
  queryOptions({
    queryKey: metricsKey(key, id),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/items/{item_id}/metrics', { params: place(key, id), signal })),
    staleTime: 5_000,
    // events tell of beginnings and ends; how far it is within has to be asked for
    refetchInterval: ({ state }) => (state.data?.run?.state === 'waiting' || state.data?.run?.state === 'running' ? 1_000 : false),
  });

export const metricTypesQuery = queryOptions({
  queryKey: keys.metricTypes(),
  queryFn: ({ signal }) => take(api.GET('/api/metric-types', { signal })),
  staleTime: 600_000,
});

/** @param at When the metric was measured last: a newer value asks anew. */
export const historyQuery = (key: string, id: string, metric: string, at: string) =>
  queryOptions({
    queryKey: [...metricsKey(key, id), 'history', metric, at],
    queryFn: ({ signal }) =>
      take(api.GET('/api/projects/{key}/items/{item_id}/metrics/history', { params: { ...place(key, id), query: { metric } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

export const checkHistoryQuery = (key: string, id: string, checkId: string) =>
  queryOptions({
    queryKey: [...metricsKey(key, id), 'check', checkId],
    queryFn: ({ signal }) =>
      take(
        api.GET('/api/projects/{key}/items/{item_id}/metrics/checks/{check_id}', {
          params: { path: { key, item_id: id, check_id: checkId } },
          signal,
        }),
      ),
  });

export function useCompute(key: string, id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (probes: string[] | null) =>
      take(api.POST('/api/projects/{key}/items/{item_id}/metrics/compute', { params: place(key, id), body: { probes, patience_seconds: 1 } })),
    onSuccess: (found) => queryClient.setQueryData(metricsKey(key, id), found),
  });
}

export function useStopMeasuring(key: string, id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => take(api.POST('/api/projects/{key}/items/{item_id}/metrics/stop', { params: place(key, id) })),
    onSuccess: (found) => queryClient.setQueryData(metricsKey(key, id), found),
  });
}

export function useRunChecks(key: string, id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => take(api.POST('/api/projects/{key}/items/{item_id}/metrics/checks', { params: place(key, id) })),
    onSuccess: (found) => queryClient.setQueryData(metricsKey(key, id), found),
  });
}

export interface Wish {
  change: Change;
  /** What was done, in words; without it nothing is said and nothing offered to undo. */
  words?: string;
}

/** Save a change of what is measured. The server takes the whole; undoing is saving what was there before. */
export function useSetUp(key: string, id: string, now: Metrics) {
  const queryClient = useQueryClient();
  const put = async (body: SettingsIn) => {
    const found = await take(api.PUT('/api/projects/{key}/items/{item_id}/metrics', { params: place(key, id), body }));
    queryClient.setQueryData(metricsKey(key, id), found);
    return found;
  };
  return useMutation({
    mutationFn: ({ change }: Wish) => put({ ...inputOf(now), ...change }),
    onSuccess: (saved, { words }) => {
      if (words !== undefined) sayWithUndo(words, () => put({ ...inputOf(now), revision: saved.revision }));
    },
  });
}
