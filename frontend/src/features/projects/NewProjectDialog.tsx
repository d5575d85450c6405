/** A new project: its key follows the name while typing, until the key is changed by hand. */
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ApiError, keys, take } from '@/api';
import { ErrorLine } from '@/ui';
import classes from './NewProjectDialog.module.css';
import { keyProblem, proposeKey } from './projectKey';

interface NewProjectDialogProps {
  opened: boolean;
  onClose: () => void;
  /** Keys in use, as far as this person can see. */
  taken: readonly string[];
}

export function NewProjectDialog({ opened, onClose, taken }: NewProjectDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="New project">
      <NewProjectForm onClose={onClose} taken={taken} />
    </Modal>
  );
}

function NewProjectForm({ onClose, taken }: Omit<NewProjectDialogProps, 'opened'>) {
  const [name, setName] = useState('');
  const [ownKey, setOwnKey] = useState<string>();
  const [description, setDescription] = useState('');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const key = ownKey ?? proposeKey(name);
  const make = useMutation({
    mutationFn: () => take(api.POST('/api/projects', { body: { name: name.trim(), key, description: description.trim() } })),
    onSuccess: async (project) => {
      await queryClient.invalidateQueries({ queryKey: keys.projects() });
      onClose();
      await navigate({ to: '/projects/$key/flow', params: { key: project.key } });
    },
  });
  const fromServer = make.error instanceof ApiError ? make.error.fieldMessage('key') : undefined;
  const problem = name === '' && ownKey === undefined ? undefined : keyProblem(key, taken);
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '' && problem === undefined) make.mutate();
      }}
    >
      <TextInput label="Name" placeholder="Cartoon characters" data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput
        label="Key"
        description="Stands in addresses and scripts, and stays as it is when the name changes"
        value={key}
        error={problem ?? fromServer}
        classNames={{ input: classes.key ?? '' }}
        onChange={(event) => {
          make.reset();
          setOwnKey(event.currentTarget.value.toUpperCase());
        }}
        onBlur={() => {
          if (ownKey === '') setOwnKey(undefined);
        }}
      />
      <Textarea label="Description" autosize minRows={2} maxRows={6} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
      {fromServer === undefined && <ErrorLine error={make.error} />}
      <div className={classes.foot}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" disabled={name.trim() === '' || problem !== undefined} loading={make.isPending}>
          Make the project
        </Button>
      </div>
    </form>
  );
}
