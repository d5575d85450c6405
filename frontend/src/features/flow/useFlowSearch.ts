/** The part of the flow page that stands in the address: view, selection, search, state filter. */
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { ITEM_STATES, type ItemState } from '@/ui';
import type { FlowGraph } from './flowGraph';

export interface FlowView {
  mode: 'canvas' | 'outline';
  query: string;
  state: ItemState | undefined;
  /** Selected nodes that exist, in the order they were chosen. */
  selected: readonly string[];
  setMode: (mode: 'canvas' | 'outline') => void;
  setQuery: (query: string) => void;
  setState: (state: ItemState | undefined) => void;
  select: (ids: string[]) => void;
}

export function useFlowSearch(graph: FlowGraph | undefined): FlowView {
  const search = useSearch({ from: '/shell/projects/$key/flow' });
  const navigate = useNavigate({ from: '/projects/$key/flow' });
  const isPhone = useMediaQuery('(max-width: 639px)', undefined, { getInitialValueInEffect: false });

  const patch = useCallback(
    (change: Partial<typeof search>) => {
      void navigate({ search: (previous) => ({ ...previous, ...change }), replace: true });
    },
    [navigate],
  );
  const selected = useMemo(
    () => (search.selected ?? '').split(',').filter((id) => id !== '' && (graph === undefined || graph.byId.has(id))),
    [search.selected, graph],
  );
  return {
    mode: search.view ?? (isPhone ? 'outline' : 'canvas'),
    query: search.q ?? '',
    state: ITEM_STATES.find((state) => state === search.state),
    selected,
    setMode: useCallback((view) => patch({ view }), [patch]),
    setQuery: useCallback((query) => patch({ q: query === '' ? undefined : query }), [patch]),
    setState: useCallback((state) => patch({ state }), [patch]),
    select: useCallback((ids) => patch({ selected: ids.length === 0 ? undefined : ids.join(',') }), [patch]),
  };
}
