/** The dialogs of the flow page, one at a time. */
import { NewFolderDialog } from '@/features/folders';
import { ApplyToDialog } from '@/features/savedmodels';
import type { FlowGraph } from './flowGraph';
import { BuildDialog } from './BuildDialog';
import { DeleteDialog } from './DeleteDialog';
import { useFlowDialog } from './flowDialog';
import { NewRecipeDialog } from './NewRecipeDialog';
import { RenameDialog } from './RenameDialog';

interface FlowDialogsProps {
  projectKey: string;
  graph: FlowGraph | undefined;
}

export function FlowDialogs({ projectKey, graph }: FlowDialogsProps) {
  const { dialog, close } = useFlowDialog();
  if (dialog === undefined) return null;
  switch (dialog.kind) {
    case 'build':
      return <BuildDialog projectKey={projectKey} targets={dialog.targets} names={namesOf(graph)} onClose={close} />;
    case 'recipe':
      return <NewRecipeDialog projectKey={projectKey} type={dialog.type} taken={dialog.taken} graph={graph} onClose={close} />;
    case 'folder':
      return <NewFolderDialog projectKey={projectKey} onClose={close} />;
    case 'apply':
      return <ApplyToDialog projectKey={projectKey} itemId={dialog.itemId} onClose={close} />;
    case 'rename':
      return <RenameDialog projectKey={projectKey} node={dialog.node} onClose={close} />;
    case 'delete':
      return <DeleteDialog nodes={dialog.nodes} graph={graph} onConfirm={dialog.run} onClose={close} />;
  }
}

function namesOf(graph: FlowGraph | undefined): ReadonlyMap<string, string> {
  return new Map((graph?.nodes ?? []).map((node) => [node.id, node.name]));
}
