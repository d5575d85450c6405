/** Labels that are being corrected: chosen for pictures, then sent as one step of the analysis's script. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, keys, take } from '@/api';
import { sayError, sayWithUndo } from '@/ui';

/** Stands for no label: the row takes no part in the training. */
export const LEFT_OUT = '';

export function useCorrections(projectKey: string, trainedId: number | undefined) {
  const queryClient = useQueryClient();
  const [labels, setLabels] = useState<ReadonlyMap<string, string>>();
  const sending = useMutation({
    mutationFn: (chosen: ReadonlyMap<string, string>) =>
      take(
        api.POST('/api/projects/{key}/trained/{model_id}/corrections', {
          params: { path: { key: projectKey, model_id: trainedId ?? 0 } },
          body: { labels: Object.fromEntries([...chosen].map(([picture, label]) => [picture, label === LEFT_OUT ? null : label])) },
        }),
      ),
    onSuccess: ({ message, analysis_id, revision, before }) => {
      setLabels(undefined);
      const refresh = () => queryClient.invalidateQueries({ queryKey: keys.analyses(projectKey) });
      sayWithUndo(message, async () => {
        await take(api.PATCH('/api/projects/{key}/analyses/{analysis_id}', { params: { path: { key: projectKey, analysis_id } }, body: { revision, script: before } }));
        await refresh();
      });
      return refresh();
    },
    onError: sayError,
  });
  return {
    /** The labels chosen so far by picture; undefined while nothing is being corrected. */
    labels,
    isSending: sending.isPending,
    begin: () => setLabels(new Map()),
    cancel: () => setLabels(undefined),
    choose: (picture: string, label: string, was: string) =>
      setLabels((old) => {
        const next = new Map(old);
        if (label === was) next.delete(picture);
        else next.set(picture, label);
        return next;
      }),
    chooseAll: (pictures: readonly string[], label: string) => setLabels(new Map(pictures.map((picture) => [picture, label]))),
    send: () => {
      if (labels !== undefined) sending.mutate(labels);
    },
  };
}
