/** What a dataset's page reads and does. */
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { Column, CsvFormat, DatasetSource } from './types';

export interface RowsAsk {
  sort: string | undefined;
  isDescending: boolean;
  search: string;
}

export const datasetQuery = (key: string, id: string) =>
  queryOptions({
    queryKey: keys.item(key, id),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/datasets/{dataset_id}', { params: { path: { key, dataset_id: id } }, signal })),
    staleTime: 5_000,
  });

export const qualityQuery = (key: string, id: string, version: number) =>
  queryOptions({
    queryKey: keys.itemPart(key, id, 'quality', version),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/datasets/{dataset_id}/quality', { params: { path: { key, dataset_id: id } }, signal })),
    staleTime: Infinity,
  });

export const versionsQuery = (key: string, id: string) =>
  queryOptions({
    queryKey: keys.itemPart(key, id, 'versions'),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/datasets/{dataset_id}/versions', { params: { path: { key, dataset_id: id } }, signal })),
  });

export function fetchRows(key: string, id: string, ask: RowsAsk, part: { offset: number; limit: number; columns: readonly string[] }, signal?: AbortSignal) {
  return take(
    api.GET('/api/projects/{key}/datasets/{dataset_id}/rows', {
      params: {
        path: { key, dataset_id: id },
        query: {
          offset: part.offset,
          limit: part.limit,
          column: [...part.columns],
          descending: ask.isDescending,
          search: ask.search,
          ...(ask.sort === undefined ? {} : { sort: ask.sort }),
        },
      },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

/** How many rows there are for a question, and the columns as they are stored. */
export const headQuery = (key: string, id: string, version: number, ask: RowsAsk) =>
  queryOptions({
    queryKey: keys.itemPart(key, id, 'head', version, ask),
    queryFn: ({ signal }) => fetchRows(key, id, ask, { offset: 0, limit: 1, columns: [] }, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

export const rowQuery = (key: string, id: string, version: number, ask: RowsAsk, row: number) =>
  queryOptions({
    queryKey: keys.itemPart(key, id, 'row', version, ask, row),
    queryFn: ({ signal }) => fetchRows(key, id, ask, { offset: row, limit: 1, columns: [] }, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
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
