import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ApiError } from '@/api';
import { ErrorLine } from '@/ui';
import classes from './Dialogs.module.css';
import type { FlowNode } from './flowGraph';
import { useRename } from './queries';

export function RenameDialog({ projectKey, node, onClose }: { projectKey: string; node: FlowNode; onClose: () => void }) {
  const [name, setName] = useState(node.name);
  const rename = useRename(projectKey);
  const atField = rename.error instanceof ApiError ? rename.error.fieldMessage('name') : undefined;
  return (
    <Modal opened onClose={onClose} title={`Rename ${node.name}`}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate({ node, name: name.trim() }, { onSuccess: onClose });
        }}
      >
        <TextInput
          label="Name"
          description="Recipes that use it follow by themselves"
          data-autofocus
          value={name}
          error={atField}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {atField === undefined && <ErrorLine error={rename.error} />}
        <div className={classes.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={name.trim() === '' || name.trim() === node.name} loading={rename.isPending}>
            Rename
          </Button>
        </div>
      </form>
    </Modal>
  );
}
