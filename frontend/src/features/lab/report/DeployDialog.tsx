/** A model into the flow: as a new saved model, or as a new version of one that is there. */
import { Button, Modal, Select, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError, flowQuery, keys } from '@/api';
import { ErrorLine, say } from '@/ui';
import lab from '../Lab.module.css';
import { modelName } from '../labWords';
import type { TrainedDetail } from '../types';
import { deploy } from './deploying';

interface DeployDialogProps {
  projectKey: string;
  model: TrainedDetail;
  onClose: () => void;
}

const NEW = '';

export function DeployDialog({ projectKey, model, onClose }: DeployDialogProps) {
  const flow = useQuery(flowQuery(projectKey));
  const saved = (flow.data?.items ?? []).filter((item) => item.kind === 'model');
  const dataset = flow.data?.items.find((item) => item.id === model.dataset_id);
  const [target, setTarget] = useState(NEW);
  const [typed, setTyped] = useState<string>();
  const [isActive, setIsActive] = useState(true);
  const proposed = `${model.task_name} ${modelName(model)}`.replaceAll(/[^\p{L}\p{N}_ -]/gu, '').slice(0, 100);
  const name = typed ?? proposed;
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const deploying = useMutation({
    mutationFn: () => deploy(projectKey, model.id, target === NEW ? { name: name.trim(), activate: true } : { name: name.trim(), saved_model_id: target, activate: isActive }),
    onSuccess: async (made) => {
      await queryClient.invalidateQueries({ queryKey: keys.flow(projectKey) });
      say(target === NEW ? `${name.trim()} stands in the flow` : 'The new version is deployed');
      await navigate({ to: '/projects/$key/flow', params: { key: projectKey }, search: { selected: made.item_id } });
    },
  });
  const problem = deploying.error instanceof ApiError ? deploying.error.fieldMessage('name') : undefined;
  return (
    <Modal opened onClose={onClose} title={`Deploy ${modelName(model)}`} size={460}>
      <form
        className={lab.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') deploying.mutate();
        }}
      >
        {saved.length > 0 && (
          <Select
            label="As"
            data={[{ value: NEW, label: 'A new saved model' }, ...saved.map((item) => ({ value: item.id, label: `A new version of ${item.name}` }))]}
            value={target}
            allowDeselect={false}
            onChange={(value) => setTarget(value ?? NEW)}
          />
        )}
        {target === NEW ? (
          <TextInput label="Name" value={name} maxLength={200} error={problem} data-autofocus onChange={(event) => setTyped(event.currentTarget.value)} />
        ) : (
          <Switch
            label="Score with the new version from now on"
            description={isActive ? 'The training recipe gets its design.' : 'The training recipe keeps the design in use until this version is made active.'}
            checked={isActive}
            onChange={(event) => setIsActive(event.currentTarget.checked)}
          />
        )}
        <TextInput label="Training dataset" value={dataset?.name ?? 'a dataset that is gone'} readOnly description="The flow gets a training recipe from this dataset to the saved model. Running it trains a new version on the rows as they then are." />
        {problem === undefined && <ErrorLine error={deploying.error} />}
        <div className={lab.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={name.trim() === ''} loading={deploying.isPending}>
            Deploy
          </Button>
        </div>
      </form>
    </Modal>
  );
}
