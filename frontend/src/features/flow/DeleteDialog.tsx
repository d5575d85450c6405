import { Button, Modal } from '@mantine/core';
import classes from './Dialogs.module.css';
import type { FlowGraph, FlowNode } from './flowGraph';
import { reach } from './neighbours';

interface DeleteDialogProps {
  nodes: readonly FlowNode[];
  graph: FlowGraph | undefined;
  onConfirm: () => void;
  onClose: () => void;
}

/** Name what goes and what is left without it; it can come back from the trash. */
export function DeleteDialog({ nodes, graph, onConfirm, onClose }: DeleteDialogProps) {
  const ids = nodes.map((node) => node.id);
  const after = graph ? [...reach(graph, ids, 'downstream')].filter((id) => !ids.includes(id)) : [];
  const names = after.flatMap((id) => graph?.byId.get(id)?.name ?? []);
  const what = nodes.length === 1 ? (nodes[0]?.name ?? '') : `${nodes.length} things`;
  return (
    <Modal opened onClose={onClose} title={`Move ${what} to the trash`}>
      <p>
        {nodes.length === 1 ? 'It' : 'They'} can be restored for a while.
        {names.length > 0 && ' What follows will no longer be able to run:'}
      </p>
      {names.length > 0 && (
        <ul className={classes.lost}>
          {names.slice(0, 6).map((name) => (
            <li key={name}>{name}</li>
          ))}
          {names.length > 6 && <li>and {names.length - 6} more</li>}
        </ul>
      )}
      <div className={classes.foot}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="outline"
          color="failed"
          data-autofocus
          onClick={() => {
            onConfirm();
            onClose();
          }}
        >
          Move to the trash
        </Button>
      </div>
    </Modal>
  );
}
