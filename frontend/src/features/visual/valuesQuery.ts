import { queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';

const ROWS = 1_000;

/** Different values of a column among a dataset's first rows, the most frequent first. */
export const valuesQuery = (key: string, datasetId: string, column: string) =>
  queryOptions({
    queryKey: keys.itemPart(key, datasetId, 'first-values', column),
    queryFn: async ({ signal }) => {
      const page = await take(
        api.GET('/api/projects/{key}/datasets/{dataset_id}/rows', {
          params: { path: { key, dataset_id: datasetId }, query: { offset: 0, limit: ROWS, column: [column] } },
          signal,
        }),
      );
      const counts = new Map<string, number>();
      for (const [value] of page.rows) {
        if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
        counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
      }
      return [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value);
    },
    staleTime: 60_000,
  });
