/** Handling of features taken from another prediction of the project, or given to it. */
import { Button, Modal, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, keys, take } from '@/api';
import { counted } from '@/lib/format';
import { ErrorLine, say } from '@/ui';
import lab from '../Lab.module.css';
import { analysesQuery, taskQuery } from '../labQueries';
import classes from './Design.module.css';
import type { SectionProps } from './DesignView';
import { copyFeatures, featuresOf } from './features';

interface CopyDialogProps extends SectionProps {
  direction: 'to' | 'from';
  /** The chosen columns; all where none is. */
  only: ReadonlySet<string>;
  onClose: () => void;
}

export function CopyDialog({ projectKey, task, draft, design, direction, only, onClose }: CopyDialogProps) {
  const queryClient = useQueryClient();
  const analyses = useQuery(analysesQuery(projectKey));
  const [chosen, setChosen] = useState<string | null>(null);
  const other = useQuery({ ...taskQuery(projectKey, chosen ?? ''), enabled: chosen !== null });
  const others = (analyses.data ?? []).flatMap((one) => one.tasks.filter((found) => found.id !== task.id).map((found) => ({ value: found.id, label: `${found.name} on ${one.dataset_name}` })));
  const limit = only.size === 0 ? undefined : only;
  const preview = other.data && (direction === 'from' ? copyFeatures(featuresOf(other.data.design), design, limit) : copyFeatures(featuresOf(design), other.data.design, limit));
  const copying = useMutation({
    mutationFn: async () => {
      if (preview === undefined || other.data === undefined) return;
      if (direction === 'from') {
        draft.edit(() => preview.design);
        return;
      }
      const path = { key: projectKey, task_id: other.data.id };
      const saved = await take(api.PUT('/api/projects/{key}/tasks/{task_id}/design', { params: { path }, body: { revision: other.data.revision, design: preview.design } }));
      queryClient.setQueryData(keys.task(projectKey, saved.id), saved);
    },
    onSuccess: () => {
      say(`The handling of ${counted(preview?.names.length ?? 0, 'column')} was copied`);
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={direction === 'from' ? 'Copy features handling from' : 'Copy features handling to'} size={460}>
      <div className={lab.form}>
        <Select label="Prediction" data={others} value={chosen} searchable placeholder={others.length === 0 ? 'There is no other prediction in this project' : 'Choose'} onChange={setChosen} />
        {preview && (
          <p className={classes.note}>
            {preview.names.length === 0
              ? 'The two have no column of the same name.'
              : `Role, type and handling of ${counted(preview.names.length, 'column')} that both have: ${preview.names.slice(0, 8).join(', ')}${preview.names.length > 8 ? ' and more' : ''}.`}
          </p>
        )}
        <ErrorLine error={copying.error ?? other.error} />
        <div className={lab.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="filled" disabled={(preview?.names.length ?? 0) === 0} loading={copying.isPending} onClick={() => copying.mutate()}>
            Copy
          </Button>
        </div>
      </div>
    </Modal>
  );
}
