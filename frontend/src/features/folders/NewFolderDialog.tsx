/** Make a folder: empty, to be filled by hand, or reading from a place of the server. Then go to it. */
import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, ApiError, flowQuery, keys, take } from '@/api';
import { ErrorLine, Segmented } from '@/ui';
import { RootChooser, type RootPlace } from '../roots';
import classes from './Dialogs.module.css';
import { nameProblem } from './nameProblem';

export function NewFolderDialog({ projectKey, onClose }: { projectKey: string; onClose: () => void }) {
  const [name, setName] = useState('');
  const [way, setWay] = useState<'empty' | 'root'>('empty');
  const [place, setPlace] = useState<RootPlace>();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const flow = useQuery(flowQuery(projectKey));
  const proposed = name.trim() === '' && way === 'root' ? (place?.path.split('/').at(-1) ?? '') : name.trim();
  const wrong = proposed === '' ? undefined : nameProblem(proposed, 'folder', flow.data?.items);
  const make = useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/projects/{key}/folders', {
          params: { path: { key: projectKey } },
          body: { name: proposed, link: way === 'root' && place ? place : null },
        }),
      ),
    onSuccess: async (folder) => {
      await queryClient.invalidateQueries({ queryKey: keys.flow(projectKey) });
      onClose();
      await navigate({ to: '/projects/$key/folders/$id', params: { key: projectKey, id: folder.id } });
    },
  });
  const atName = make.error instanceof ApiError ? make.error.fieldMessage('name') : undefined;
  return (
    <Modal opened onClose={onClose} title="New folder" size={way === 'root' ? 640 : 460}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (proposed !== '' && wrong === undefined) make.mutate();
        }}
      >
        <TextInput
          label="Name"
          placeholder={proposed === '' ? 'images_train' : proposed}
          data-autofocus
          value={name}
          error={wrong ?? atName}
          maxLength={120}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Segmented
          label="Where its files come from"
          value={way}
          options={[
            { value: 'empty', label: 'Fill it by hand' },
            { value: 'root', label: 'Read from Filesystem Root' },
          ]}
          onChange={setWay}
        />
        {way === 'empty' ? (
          <p className={classes.intro}>Drop pictures, whole folders, a ZIP or a network into it next.</p>
        ) : (
          <RootChooser value={place} onChange={setPlace} wants="folder" />
        )}
        {atName === undefined && <ErrorLine error={make.error} />}
        <div className={classes.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={proposed === '' || wrong !== undefined || (way === 'root' && !place)} loading={make.isPending}>
            Make the folder
          </Button>
        </div>
      </form>
    </Modal>
  );
}
