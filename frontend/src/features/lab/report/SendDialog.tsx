/** Rows of a report as a dataset of the flow: under which name. */
import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError, keys } from '@/api';
import { counted } from '@/lib/format';
import { ErrorLine, sayWithOpen } from '@/ui';
import lab from '../Lab.module.css';
import type { ReportSource, RowsAsk } from './source';

interface SendDialogProps {
  projectKey: string;
  send: ReportSource['send'];
  ask: Pick<RowsAsk, 'truth' | 'prediction' | 'only'>;
  count: number;
  noun: string;
  proposed: string;
  onClose: () => void;
}

export function SendDialog({ projectKey, send, ask, count, noun, proposed, onClose }: SendDialogProps) {
  const [name, setName] = useState(proposed.replaceAll(/[^\p{L}\p{N}_ -]/gu, '_').slice(0, 100));
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const sending = useMutation({
    mutationFn: () => send({ name: name.trim(), truth: ask.truth ?? null, prediction: ask.prediction ?? null, only: ask.only ?? 'all' }),
    onSuccess: async (made) => {
      onClose();
      sayWithOpen(`${counted(made.rows, noun)} sent to ${made.name}`, () => void navigate({ to: '/projects/$key/datasets/$id', params: { key: projectKey, id: made.dataset_id } }));
      await queryClient.invalidateQueries({ queryKey: keys.project(projectKey) });
    },
  });
  const problem = sending.error instanceof ApiError ? sending.error.fieldMessage('name') : undefined;
  return (
    <Modal opened onClose={onClose} title={`Send ${counted(count, noun)} to a dataset`} size={440}>
      <form
        className={lab.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') sending.mutate();
        }}
      >
        <TextInput label="Name" description="A new dataset in the flow, with what each row is, what was predicted and how surely" value={name} maxLength={200} error={problem} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
        {problem === undefined && <ErrorLine error={sending.error} />}
        <div className={lab.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={name.trim() === ''} loading={sending.isPending}>
            Send to a dataset
          </Button>
        </div>
      </form>
    </Modal>
  );
}
