/** Before a training: what the session is called, and what it is to show. */
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ErrorLine } from '@/ui';
import classes from '../Lab.module.css';
import { useTrain } from '../labMutations';
import type { Task } from '../types';

interface TrainDialogProps {
  projectKey: string;
  task: Task;
  number: number;
  onClose: () => void;
  onStarted: () => void;
}

export function TrainDialog({ projectKey, task, number, onClose, onStarted }: TrainDialogProps) {
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const training = useTrain(projectKey, task.id);
  return (
    <Modal opened onClose={onClose} title={`Train session ${number}`} size={440}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          training.mutate(
            { name: name.trim(), description },
            {
              onSuccess: () => {
                onClose();
                onStarted();
              },
            },
          );
        }}
      >
        <TextInput label="Session name" placeholder="all features" maxLength={200} value={name} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
        <Textarea label="Description" autosize minRows={2} maxRows={6} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
        <ErrorLine error={training.error} />
        <div className={classes.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={training.isPending}>
            Train
          </Button>
        </div>
      </form>
    </Modal>
  );
}
