import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useProjectKey } from '@/lib/params';
import { itemPath, recipePath } from '@/lib/paths';
import type { FlowGraph } from './flowGraph';

/** Go to the page of a node. */
export function useOpenNode(graph: FlowGraph): (id: string) => void {
  const key = useProjectKey();
  const navigate = useNavigate();
  return useCallback(
    (id: string) => {
      const node = graph.byId.get(id);
      if (!node) return;
      void navigate(node.type === 'item' ? itemPath(key, node.item) : recipePath(key, id));
    },
    [graph, key, navigate],
  );
}
