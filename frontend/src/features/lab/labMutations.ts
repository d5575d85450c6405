/** What is done in the Lab. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import { sayError, say } from '@/ui';

export function useDeleteAnalysis(projectKey: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => take(api.DELETE('/api/projects/{key}/analyses/{analysis_id}', { params: { path: { key: projectKey, analysis_id: id } } })),
    onSuccess: (done) => {
      say(done.message);
      return queryClient.invalidateQueries({ queryKey: keys.analyses(projectKey) });
    },
    onError: sayError,
  });
}

export function useDeleteTask(projectKey: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => take(api.DELETE('/api/projects/{key}/tasks/{task_id}', { params: { path: { key: projectKey, task_id: id } } })),
    onSuccess: (done) => {
      say(done.message);
      return queryClient.invalidateQueries({ queryKey: keys.analyses(projectKey) });
    },
    onError: sayError,
  });
}

export interface ModelChange {
  id: number;
  name?: string;
  description?: string;
  starred?: boolean;
  labels?: string[];
}

export function useChangeModel(projectKey: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: ModelChange) => take(api.PATCH('/api/projects/{key}/trained/{model_id}', { params: { path: { key: projectKey, model_id: id } }, body })),
    onSuccess: (model) => {
      queryClient.setQueryData(keys.trained(projectKey, model.id), model);
      return queryClient.invalidateQueries({ queryKey: keys.allSessions(projectKey) });
    },
    onError: sayError,
  });
}

export function useDeleteModel(projectKey: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => take(api.DELETE('/api/projects/{key}/trained/{model_id}', { params: { path: { key: projectKey, model_id: id } } })),
    onSuccess: (done) => {
      say(done.message);
      return queryClient.invalidateQueries({ queryKey: keys.allSessions(projectKey) });
    },
    onError: sayError,
  });
}

/** Stop a training; with `keep`, what is finished stays, and without it too: a trained model is never thrown away. */
export function useStop(projectKey: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (jobId: number) => take(api.POST('/api/projects/{key}/jobs/{job_id}/abort', { params: { path: { key: projectKey, job_id: jobId } }, body: { keep: true } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.allSessions(projectKey) }),
    onError: sayError,
  });
}

export function useTrain(projectKey: string, taskId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; description: string }) => take(api.POST('/api/projects/{key}/tasks/{task_id}/train', { params: { path: { key: projectKey, task_id: taskId } }, body })),
    onSuccess: async () => {
      void queryClient.invalidateQueries({ queryKey: keys.running() });
      void queryClient.invalidateQueries({ queryKey: keys.analyses(projectKey) });
      await queryClient.invalidateQueries({ queryKey: keys.sessionsOfTask(projectKey, taskId) });
    },
  });
}
