/** What a dataset's page reads and does. */
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { Column, CsvFormat, DatasetSource } from './types';

export const datasetQuery = (key: string, id: string) =>
  queryOptions({
    queryKey: keys.item(key, id),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/datasets/{dataset_id}', { params: { path: { key, dataset_id: id } }, signal })),
    staleTime: 5_000,
  });

export const versionsQuery = (key: string, id: string) =>
  queryOptions({
    queryKey: keys.itemPart(key, id, 'versions'),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/datasets/{dataset_id}/versions', { params: { path: { key, dataset_id: id } }, signal })),
  });

export const previewQuery = (key: string, source: DatasetSource | undefined, format: CsvFormat | undefined, columns: readonly Column[] | undefined) =>
  queryOptions({
    queryKey: [...keys.project(key), 'preview', source, format, columns],
    queryFn: ({ signal }) =>
      take(
        api.POST('/api/projects/{key}/datasets/preview', {
          params: { path: { key } },
          body: { source: source ?? { kind: 'upload' }, format: format ?? null, columns: columns === undefined ? null : [...columns] },
          signal,
        }),
      ),
    enabled: source !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  });

export function useSaveShape(key: string, id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ format, columns }: { format: CsvFormat | undefined; columns: Column[] }) =>
      format === undefined
        ? take(api.PUT('/api/projects/{key}/datasets/{dataset_id}/schema', { params: { path: { key, dataset_id: id } }, body: { columns } }))
        : take(api.PUT('/api/projects/{key}/datasets/{dataset_id}/format', { params: { path: { key, dataset_id: id } }, body: { format, columns } })),
    onSuccess: () => Promise.all([queryClient.invalidateQueries({ queryKey: keys.item(key, id) }), queryClient.invalidateQueries({ queryKey: keys.flow(key) })]),
  });
}

export function downloadAddress(key: string, id: string, format: 'csv' | 'parquet'): string {
  return `/api/projects/${encodeURIComponent(key)}/datasets/${encodeURIComponent(id)}/download?format=${format}`;
}
