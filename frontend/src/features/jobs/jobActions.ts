/** What can be done to a job: stop it in either of two ways, and run it again. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, keys, take } from '@/api';
import { jobPath } from '@/lib/paths';
import { say, sayError } from '@/ui';

export function useAbort(key: string, id: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (keep: boolean) =>
      take(api.POST('/api/projects/{key}/jobs/{job_id}/abort', { params: { path: { key, job_id: id } }, body: { keep } })),
    onError: sayError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.jobs(key) }),
  });
}

export function useRetry(key: string, id: number) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => take(api.POST('/api/projects/{key}/jobs/{job_id}/retry', { params: { path: { key, job_id: id } } })),
    onError: sayError,
    onSuccess: async (job) => {
      say(`Job ${job.id.toLocaleString('en-GB')} runs it again.`);
      await navigate(jobPath(key, job.id));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.jobs(key) }),
  });
}
