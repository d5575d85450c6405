/** The script of an analysis: the steps of a preparation that is not in the flow, with the rows as they leave it. It saves by itself. */
import { sayError } from '@/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import { ScriptStudio } from '@/features/prepare';
import { useEffect, useState } from 'react';
import { isSame } from '@/features/forms';
import type { Analysis } from './types';
import { analysisQuery } from './labQueries';

const SETTLE_MS = 600;

export function ScriptTab({ projectKey, analysis, canChange }: { projectKey: string; analysis: Analysis; canChange: boolean }) {
  const queryClient = useQueryClient();
  const [steps, setSteps] = useState<readonly unknown[]>(analysis.script);
  const [ground, setGround] = useState({ revision: analysis.revision, script: analysis.script });
  const isDirty = !isSame(steps, ground.script);
  if (analysis.revision > ground.revision && !isDirty) {
    setGround({ revision: analysis.revision, script: analysis.script });
    setSteps(analysis.script);
  }
  const saving = useMutation({
    mutationFn: (script: readonly unknown[]) =>
      take(
        api.PATCH('/api/projects/{key}/analyses/{analysis_id}', {
          params: { path: { key: projectKey, analysis_id: analysis.id } },
          body: { revision: ground.revision, script: script.map((step) => ({ ...(step as Record<string, unknown>) })) },
        }),
      ),
    onSuccess: (saved) => {
      queryClient.setQueryData(analysisQuery(projectKey, analysis.id).queryKey, saved);
      setGround({ revision: saved.revision, script: saved.script });
      void queryClient.invalidateQueries({ queryKey: [...keys.analyses(projectKey), 'list'] });
      // What tasks lack depends on the columns the script leaves.
      void queryClient.invalidateQueries({ queryKey: keys.tasks(projectKey) });
    },
    onError: sayError,
  });
  const { mutate, isPending, isError } = saving;
  useEffect(() => {
    if (!isDirty || isPending || isError) return;
    const timer = setTimeout(() => mutate(steps), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [steps, isDirty, isPending, isError, mutate]);
  return (
    <ScriptStudio
      projectKey={projectKey}
      analysisId={analysis.id}
      datasetId={analysis.dataset_id}
      steps={steps}
      isReadOnly={!canChange}
      state={isError ? 'not saved' : isDirty || isPending ? 'saving' : 'saved'}
      onChange={(next) => {
        saving.reset();
        setSteps(next);
      }}
    />
  );
}
