import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ApiError, keys, take } from '@/api';
import { ErrorLine } from '@/ui';
import classes from './Dialogs.module.css';

/** Make an empty folder and go to it, where it is filled or linked. */
export function NewFolderDialog({ projectKey, onClose }: { projectKey: string; onClose: () => void }) {
  const [name, setName] = useState('');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const make = useMutation({
    mutationFn: () => take(api.POST('/api/projects/{key}/folders', { params: { path: { key: projectKey } }, body: { name: name.trim() } })),
    onSuccess: async (folder) => {
      await queryClient.invalidateQueries({ queryKey: keys.flow(projectKey) });
      onClose();
      await navigate({ to: '/projects/$key/folders/$id', params: { key: projectKey, id: folder.id } });
    },
  });
  const atField = make.error instanceof ApiError ? make.error.fieldMessage('name') : undefined;
  return (
    <Modal opened onClose={onClose} title="New folder">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <TextInput
          label="Name"
          description="Pictures or a network go in there next: dropped, as a ZIP, or read from the server"
          placeholder="images_train"
          data-autofocus
          value={name}
          error={atField}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {atField === undefined && <ErrorLine error={make.error} />}
        <div className={classes.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={name.trim() === ''} loading={make.isPending}>
            Make the folder
          </Button>
        </div>
      </form>
    </Modal>
  );
}
