/** Keys that work anywhere on the flow page while nobody types: find, build, rename, delete, select all. */
import { useHotkeys } from '@mantine/hooks';
import { useProjectKey } from '@/lib/params';
import { targetsOf } from './targets';
import { useFlowDialog } from './flowDialog';
import type { FlowGraph, FlowNode } from './flowGraph';
import { useFlowUi } from './flowUi';
import { reach } from './neighbours';
import { useTrash } from './queries';
import type { FlowView } from './useFlowSearch';

export function useFlowKeys(graph: FlowGraph | undefined, view: FlowView): void {
  const key = useProjectKey();
  const openDialog = useFlowDialog((state) => state.open);
  const trash = useTrash(key);
  const focusedId = useFlowUi((ui) => ui.focusedId);

  /** The selection, or else the node that has the focus. */
  const subjects = (): FlowNode[] => {
    const ids = view.selected.length > 0 ? view.selected : focusedId === undefined ? [] : [focusedId];
    return ids.flatMap((id) => graph?.byId.get(id) ?? []);
  };
  useHotkeys([
    ['/', () => document.getElementById('flow-search')?.focus()],
    ['mod+F', () => document.getElementById('flow-search')?.focus()],
    ['mod+A', () => view.select(graph?.nodes.map((node) => node.id) ?? [])],
    ['alt+ArrowLeft', () => graph && view.select([...reach(graph, view.selected, 'upstream')])],
    ['alt+ArrowRight', () => graph && view.select([...reach(graph, view.selected, 'downstream')])],
    [
      'B',
      () => {
        const targets = targetsOf(subjects());
        if (targets.length > 0) openDialog({ kind: 'build', targets });
      },
    ],
    [
      'F2',
      () => {
        const [only, ...others] = subjects();
        if (only && others.length === 0) openDialog({ kind: 'rename', node: only });
      },
    ],
    [
      'Delete',
      () => {
        const nodes = subjects();
        if (nodes.length > 0) openDialog({ kind: 'delete', nodes, run: () => trash.mutate(nodes) });
      },
    ],
  ]);
}
