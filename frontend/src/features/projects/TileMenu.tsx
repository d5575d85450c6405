/** What can be done to a project from its tile: change its name and description, or move it to the trash. */
import { ActionIcon, Button, Menu, Modal, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, keys, take, type ProjectCard } from '@/api';
import { confirm, ErrorLine, sayError, sayWithUndo } from '@/ui';
import formClasses from './NewProjectDialog.module.css';
import classes from './ProjectTile.module.css';

const ICON = { size: 16, stroke: 1.5 } as const;

export function TileMenu({ card }: { card: ProjectCard }) {
  const queryClient = useQueryClient();
  const [isEditing, editing] = useDisclosure(false);
  const path = { params: { path: { key: card.key } } };
  const refresh = () => queryClient.invalidateQueries({ queryKey: keys.projects() });
  const trash = useMutation({
    mutationFn: () => take(api.DELETE('/api/projects/{key}', path)),
    onError: sayError,
    onSuccess: async () => {
      sayWithUndo(`${card.name} moved to the trash`, async () => {
        await take(api.POST('/api/projects/{key}/restore', path));
        await refresh();
      });
      await refresh();
    },
  });
  async function askAndTrash() {
    const agreed = await confirm({
      title: `Move ${card.name} to the trash`,
      children: 'Its folders, datasets, recipes and jobs go with it. It can be restored for a while.',
      confirm: 'Move to the trash',
      isDestructive: true,
    });
    if (agreed) trash.mutate();
  }
  if (card.permission === 'READ_CONF') return null;
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon size={26} className={classes.menu} aria-label={`More for ${card.name}`}>
            <IconDots {...ICON} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil {...ICON} />} onClick={editing.open}>
            Name and description
          </Menu.Item>
          {card.permission === 'ADMIN' && (
            <Menu.Item leftSection={<IconTrash {...ICON} />} onClick={() => void askAndTrash()}>
              Move to the trash
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={isEditing} onClose={editing.close} title={card.name}>
        <EditForm card={card} onClose={editing.close} />
      </Modal>
    </>
  );
}

function EditForm({ card, onClose }: { card: ProjectCard; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(card.name);
  const [description, setDescription] = useState(card.description);
  const save = useMutation({
    mutationFn: () =>
      take(
        api.PATCH('/api/projects/{key}', {
          params: { path: { key: card.key } },
          body: { name: name.trim(), description: description.trim() },
        }),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.projects() });
      await queryClient.invalidateQueries({ queryKey: keys.projectDetail(card.key) });
      onClose();
    },
  });
  return (
    <form
      className={formClasses.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput label="Name" data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <Textarea label="Description" autosize minRows={2} maxRows={6} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
      <ErrorLine error={save.error} />
      <div className={formClasses.foot}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="filled" disabled={name.trim() === ''} loading={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
