/** Which items of a project have a check that does not hold: shown on the flow. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { ItemState } from '@/ui';
import { OUTCOMES } from './metricWords';

/** Stands under the flow's key, so that whatever changes the flow asks anew. */
export const projectChecksQuery = (key: string) =>
  queryOptions({
    queryKey: [...keys.flow(key), 'checks'],
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/checks', { params: { path: { key } }, signal })),
    staleTime: 10_000,
    retry: false,
  });

export interface Trouble {
  state: ItemState;
  word: string;
}

/** A failing check of an item as a state with its word; undefined when all hold, or none has run. */
export function useCheckTrouble(key: string, itemId: string | undefined): Trouble | undefined {
  const checks = useQuery({ ...projectChecksQuery(key), enabled: itemId !== undefined });
  const found = checks.data?.find((one) => one.item_id === itemId);
  if (found === undefined || (found.worst !== 'ERROR' && found.worst !== 'WARNING')) return undefined;
  const number = found.counts[found.worst] ?? 1;
  const word = found.worst === 'ERROR' ? (number === 1 ? 'a check fails' : `${number} checks fail`) : number === 1 ? 'a check warns' : `${number} checks warn`;
  return { state: OUTCOMES[found.worst].state, word };
}
