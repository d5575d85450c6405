/** The layout of a graph as a query keyed by its structure: states change without it, and the old picture stays meanwhile. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FlowGraph } from './flowGraph';
import { layoutFlow } from './layoutFlow';
import { structureKey, structureOf } from './structure';

export function useFlowLayout(projectKey: string, graph: FlowGraph | undefined) {
  const structure = useMemo(() => (graph ? structureOf(graph) : undefined), [graph]);
  return useQuery({
    queryKey: ['flow-layout', projectKey, structure ? structureKey(structure) : 'none'],
    queryFn: () => (structure ? layoutFlow(projectKey, structure) : Promise.reject(new Error('There is no flow to lay out.'))),
    enabled: structure !== undefined,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
}
