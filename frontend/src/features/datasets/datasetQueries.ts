/** What a dataset's page reads and does. */
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { Column, TableFormat, DatasetSource } from './types';

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

export const previewQuery = (key: string, source: DatasetSource | undefined, format: TableFormat | undefined, columns: readonly Column[] | undefined) =>
  queryOptions({
    queryKey: [...keys.project(key), 'preview', source, format, columns],
    queryFn: ({ signal }) =>
      take(
        api.POST('/api/projects/{key}/datasets/preview', {
          params: { path: { key } },
          body: { source: source ?? { kind: 'upload', pattern: '', origin_column: '' }, format: format ?? null, columns: columns === undefined ? null : [...columns] },
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
    mutationFn: ({ format, columns }: { format: TableFormat | undefined; columns: Column[] }) =>
      format === undefined
        ? take(api.PUT('/api/projects/{key}/datasets/{dataset_id}/schema', { params: { path: { key, dataset_id: id } }, body: { columns } }))
        : take(api.PUT('/api/projects/{key}/datasets/{dataset_id}/format', { params: { path: { key, dataset_id: id } }, body: { format, columns } })),
    onSuccess: () => Promise.all([queryClient.invalidateQueries({ queryKey: keys.item(key, id) }), queryClient.invalidateQueries({ queryKey: keys.flow(key) })]),
  });
}

export function downloadAddress(key: string, id: string, format: 'csv' | 'tsv' | 'jsonl' | 'xlsx' | 'parquet'): string {
  return `/api/projects/${encodeURIComponent(key)}/datasets/${encodeURIComponent(id)}/download?format=${format}`;
}

/** Which values would not fit other columns, before they are saved. */
export function useCheck(key: string, id: string) {
  return useMutation({
    mutationFn: (columns: readonly Column[]) => take(api.POST('/api/projects/{key}/datasets/{dataset_id}/check', { params: { path: { key, dataset_id: id } }, body: { columns: [...columns] } })),
  });
}

/** Put the rows of an uploaded file behind those of the dataset. */
export function useAppend(key: string, id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (uploadId: string) => take(api.POST('/api/projects/{key}/datasets/{dataset_id}/append', { params: { path: { key, dataset_id: id } }, body: { upload_id: uploadId } })),
    onSuccess: () => Promise.all([queryClient.invalidateQueries({ queryKey: keys.item(key, id) }), queryClient.invalidateQueries({ queryKey: keys.flow(key) })]),
  });
}

/** Whether the files behind a dataset changed since they were read. */
export const sourceQuery = (key: string, id: string, version: number) =>
  queryOptions({
    queryKey: keys.itemPart(key, id, 'source', version),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/datasets/{dataset_id}/source', { params: { path: { key, dataset_id: id } }, signal })),
    staleTime: 30_000,
    refetchOnWindowFocus: true,
    retry: false,
  });

/** Read the files behind a dataset as they are now. */
export function useReread(key: string, id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => take(api.POST('/api/projects/{key}/datasets/{dataset_id}/reread', { params: { path: { key, dataset_id: id } } })),
    onSuccess: () => Promise.all([queryClient.invalidateQueries({ queryKey: keys.item(key, id) }), queryClient.invalidateQueries({ queryKey: keys.flow(key) })]),
  });
}
