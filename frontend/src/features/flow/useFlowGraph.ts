import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { recipeTypesQuery, type FlowOut } from '@/api';
import { withExpectations } from './expectations';
import { buildGraph, type FlowGraph } from './flowGraph';

/** The graph of a flow, its empty items already looking like what they are going to hold. */
export function useFlowGraph(flow: FlowOut | undefined): FlowGraph | undefined {
  const { data: types } = useQuery(recipeTypesQuery());
  return useMemo(() => (flow ? buildGraph(withExpectations(flow, types ?? [])) : undefined), [flow, types]);
}
