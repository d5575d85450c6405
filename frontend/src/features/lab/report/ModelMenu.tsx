/** What else can be done with a model: star, rename, describe, use its design again, delete. */
import { ActionIcon, Button, Menu, Modal, TagsInput, Textarea, TextInput } from '@mantine/core';
import { IconDots, IconPencil, IconRefresh, IconStar, IconStarFilled, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { confirm, say } from '@/ui';
import lab from '../Lab.module.css';
import { useChangeModel, useDeleteModel } from '../labMutations';
import { modelName } from '../labWords';
import type { TrainedDetail } from '../types';
import type { ModelViewProps } from './ModelView';

export function ModelMenu({ projectKey, model, canChange, onGo, onUseDesign }: ModelViewProps & { model: TrainedDetail }) {
  const [isEditing, setIsEditing] = useState(false);
  const changing = useChangeModel(projectKey);
  const deleting = useDeleteModel(projectKey);
  const name = modelName(model);
  const remove = async () => {
    const isSure = await confirm({ title: `Delete ${name}?`, children: 'Versions of it that were deployed to the flow stay there.', confirm: 'Delete the model', isDestructive: true });
    if (isSure) deleting.mutate(model.id, { onSuccess: () => onGo({ model: undefined }) });
  };
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={`More for ${name}`}>
            <IconDots size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={model.starred ? <IconStarFilled size={16} color="var(--note-line)" /> : <IconStar size={16} stroke={1.5} />} disabled={!canChange} onClick={() => changing.mutate({ id: model.id, starred: !model.starred })}>
            {model.starred ? 'Take the star away' : 'Star it'}
          </Menu.Item>
          <Menu.Item leftSection={<IconPencil size={16} stroke={1.5} />} disabled={!canChange} onClick={() => setIsEditing(true)}>
            Rename and describe
          </Menu.Item>
          <Menu.Item
            leftSection={<IconRefresh size={16} stroke={1.5} />}
            disabled={!canChange}
            onClick={() => {
              onUseDesign(model.design);
              onGo({ tab: 'design' });
              say(`The design of session ${model.session_number} is in use again; undo brings back the other`);
            }}
          >
            Use this design again
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} stroke={1.5} />} disabled={!canChange} onClick={() => void remove()}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isEditing && <EditDialog projectKey={projectKey} model={model} onClose={() => setIsEditing(false)} />}
    </>
  );
}

function EditDialog({ projectKey, model, onClose }: { projectKey: string; model: TrainedDetail; onClose: () => void }) {
  const [name, setName] = useState(model.name);
  const [description, setDescription] = useState(model.description);
  const [labels, setLabels] = useState(model.labels);
  const changing = useChangeModel(projectKey);
  return (
    <Modal opened onClose={onClose} title={`Rename and describe ${modelName(model)}`} size={440}>
      <form
        className={lab.form}
        onSubmit={(event) => {
          event.preventDefault();
          changing.mutate({ id: model.id, name: name.trim(), description, labels }, { onSuccess: onClose });
        }}
      >
        <TextInput label="Name" placeholder={model.label} maxLength={200} value={name} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
        <Textarea label="Description" autosize minRows={3} maxRows={10} value={description} onChange={(event) => setDescription(event.currentTarget.value)} />
        <TagsInput label="Labels" value={labels} onChange={setLabels} />
        <div className={lab.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={changing.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
