/** Keeps the curves of running recipes: reads what happened before, then follows the stream. */
import { useQueries } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useEvents } from '@/api';
import type { FlowGraph } from './flowGraph';
import { useLiveRuns } from './liveRuns';
import { runEventsQuery } from './queries';

export function useRunEvents(key: string, graph: FlowGraph | undefined): void {
  const take = useLiveRuns((state) => state.take);
  useEvents(take);
  const jobIds = useMemo(() => {
    const ids = (graph?.nodes ?? []).flatMap((node) =>
      node.type === 'recipe' && node.state === 'running' && node.recipe.job_id !== null ? [node.recipe.job_id] : [],
    );
    return [...new Set(ids)];
  }, [graph]);
  const past = useQueries({
    queries: jobIds.map((id) => runEventsQuery(key, id)),
    combine: (answers) => answers.flatMap((answer) => (answer.data ? [answer.data] : [])),
  });
  useEffect(() => {
    for (const answer of past) take(answer.events);
  }, [past, take]);
}
