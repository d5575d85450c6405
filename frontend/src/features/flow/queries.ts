/** What can be done to a flow, as mutations; each leaves the flow to be read again. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, keys, take, type BuildType, type Target } from '@/api';
import { sayError, sayWithUndo } from '@/ui';
import type { FlowNode } from './flowGraph';

export const planQuery = (key: string, targets: readonly Target[], buildType: BuildType) =>
  queryOptions({
    queryKey: keys.plan(key, targets.map((target) => `${target.kind}:${target.id}`).join(), buildType),
    queryFn: ({ signal }) =>
      take(
        api.POST('/api/projects/{key}/jobs/plan', {
          params: { path: { key } },
          body: { targets: [...targets], build_type: buildType },
          signal,
        }),
      ),
    staleTime: 0,
  });

/** Past events of a job, for curves that began before this page was opened. */
export const runEventsQuery = (key: string, jobId: number) =>
  queryOptions({
    queryKey: [...keys.jobEvents(key, jobId), 'curve'],
    queryFn: ({ signal }) =>
      take(
        api.GET('/api/projects/{key}/jobs/{job_id}/events', {
          params: { path: { key, job_id: jobId }, query: { limit: 5000 } },
          signal,
        }),
      ),
    staleTime: Infinity,
  });

export function useStartBuild(key: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ targets, buildType, once }: { targets: readonly Target[]; buildType: BuildType; once: string }) =>
      take(
        api.POST('/api/projects/{key}/jobs', {
          params: { path: { key }, header: { 'idempotency-key': once } },
          body: { targets: [...targets], build_type: buildType },
        }),
      ),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.flow(key) });
      void queryClient.invalidateQueries({ queryKey: keys.running() });
      void queryClient.invalidateQueries({ queryKey: keys.jobs(key) });
    },
  });
}

export function useAbort(key: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ jobId, keep }: { jobId: number; keep: boolean }) =>
      take(api.POST('/api/projects/{key}/jobs/{job_id}/abort', { params: { path: { key, job_id: jobId } }, body: { keep } })),
    onError: sayError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.flow(key) }),
  });
}

export function useRename(key: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ node, name }: { node: FlowNode; name: string }) => rename(key, node, name),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.project(key) }),
  });
}

function rename(key: string, node: FlowNode, name: string): Promise<unknown> {
  if (node.type === 'recipe') {
    return take(api.PATCH('/api/projects/{key}/recipes/{recipe_id}', { params: { path: { key, recipe_id: node.id } }, body: { name } }));
  }
  if (node.item.kind === 'dataset') {
    return take(api.PATCH('/api/projects/{key}/datasets/{dataset_id}', { params: { path: { key, dataset_id: node.id } }, body: { name } }));
  }
  if (node.item.kind === 'model') {
    return take(api.PATCH('/api/projects/{key}/saved-models/{saved_model_id}', { params: { path: { key, saved_model_id: node.id } }, body: { name } }));
  }
  return take(api.PATCH('/api/projects/{key}/folders/{folder_id}', { params: { path: { key, folder_id: node.id } }, body: { name } }));
}

function remove(key: string, node: FlowNode): Promise<unknown> {
  if (node.type === 'recipe') {
    return take(api.DELETE('/api/projects/{key}/recipes/{recipe_id}', { params: { path: { key, recipe_id: node.id } } }));
  }
  if (node.item.kind === 'dataset') {
    return take(api.DELETE('/api/projects/{key}/datasets/{dataset_id}', { params: { path: { key, dataset_id: node.id } } }));
  }
  if (node.item.kind === 'model') {
    return take(api.DELETE('/api/projects/{key}/saved-models/{saved_model_id}', { params: { path: { key, saved_model_id: node.id } } }));
  }
  return take(api.DELETE('/api/projects/{key}/folders/{folder_id}', { params: { path: { key, folder_id: node.id } } }));
}

/** Move nodes to the trash, recipes first: an item can go only when no recipe writes it. Undo restores them in reverse. */
export function useTrash(key: string) {
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.project(key) });
  return useMutation({
    mutationFn: async (nodes: readonly FlowNode[]) => {
      const order = [...nodes].sort((a, b) => Number(a.type === 'item') - Number(b.type === 'item'));
      const gone: FlowNode[] = [];
      try {
        for (const node of order) {
          await remove(key, node);
          gone.push(node);
        }
      } finally {
        if (gone.length > 0) {
          const what = gone.length === 1 ? (gone[0]?.name ?? '') : `${gone.length} things`;
          sayWithUndo(`${what} moved to the trash`, async () => {
            for (const node of gone.reverse()) {
              await take(
                api.POST('/api/projects/{key}/trash/{kind}/{id}/restore', {
                  params: { path: { key, kind: node.type, id: node.id } },
                }),
              );
            }
            await refresh();
          });
        }
      }
    },
    onError: sayError,
    onSettled: refresh,
  });
}
