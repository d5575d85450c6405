/** A recipe asked for by the address (from a model's page, say): its dialog opens once, filled with the selection. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { recipeTypesQuery } from '@/api';
import { useFlowDialog } from './flowDialog';
import type { FlowGraph } from './flowGraph';
import { offersFor } from './offers';

export function useCreateFromAddress(graph: FlowGraph | undefined, selected: readonly string[]): void {
  const { create } = useSearch({ from: '/shell/projects/$key/flow' });
  const navigate = useNavigate({ from: '/projects/$key/flow' });
  const { data: types } = useQuery(recipeTypesQuery());
  const open = useFlowDialog((state) => state.open);
  useEffect(() => {
    if (create === undefined || graph === undefined || types === undefined) return;
    const items = selected.flatMap((id) => {
      const node = graph.byId.get(id);
      return node?.type === 'item' ? [node.item] : [];
    });
    const offer = offersFor(types, items).find((candidate) => candidate.type.type === create);
    if (offer?.reason === undefined && offer) open({ kind: 'recipe', type: offer.type, taken: offer.taken });
    void navigate({ search: (before) => ({ ...before, create: undefined }), replace: true });
  }, [create, graph, types, selected, open, navigate]);
}
