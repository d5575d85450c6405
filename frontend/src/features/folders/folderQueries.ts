/** What a folder's page reads and does. */
import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import { sayError, sayWithUndo } from '@/ui';

export type Sort = 'name' | 'size' | 'time';

export interface EntryFilter {
  prefix: string;
  search: string;
  group: string;
  only: 'all' | 'pictures' | 'unreadable';
  sort: Sort;
  isDescending: boolean;
}

const PAGE = 1000;

export const folderQuery = (key: string, id: string) =>
  queryOptions({
    queryKey: keys.item(key, id),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/folders/{folder_id}', { params: { path: { key, folder_id: id } }, signal })),
    staleTime: 5_000,
  });

export const entriesQuery = (key: string, id: string, filter: EntryFilter) =>
  infiniteQueryOptions({
    queryKey: keys.itemPart(key, id, 'entries', filter),
    queryFn: ({ signal, pageParam }) =>
      take(
        api.GET('/api/projects/{key}/folders/{folder_id}/entries', {
          params: {
            path: { key, folder_id: id },
            query: {
              prefix: filter.prefix,
              search: filter.search,
              group: filter.group,
              only: filter.only,
              sort: filter.sort,
              descending: filter.isDescending,
              limit: PAGE,
              ...(pageParam === undefined ? {} : { after: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

export const subfoldersQuery = (key: string, id: string, prefix: string) =>
  queryOptions({
    queryKey: keys.itemPart(key, id, 'subfolders', prefix),
    queryFn: ({ signal }) =>
      take(api.GET('/api/projects/{key}/folders/{folder_id}/subfolders', { params: { path: { key, folder_id: id }, query: { prefix } }, signal })),
    staleTime: 10_000,
  });

export const versionsQuery = (key: string, id: string) =>
  queryOptions({
    queryKey: keys.itemPart(key, id, 'versions'),
    queryFn: ({ signal }) =>
      take(api.GET('/api/projects/{key}/folders/{folder_id}/versions', { params: { path: { key, folder_id: id } }, signal })),
  });

export function useRefreshFolder(key: string, id: string) {
  const queryClient = useQueryClient();
  return async () => {
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: keys.item(key, id) }),
      queryClient.invalidateQueries({ queryKey: keys.flow(key) }),
    ]);
  };
}

export function useUndo(key: string, id: string) {
  const refresh = useRefreshFolder(key, id);
  return useMutation({
    mutationFn: (version: number) =>
      take(api.POST('/api/projects/{key}/folders/{folder_id}/undo', { params: { path: { key, folder_id: id } }, body: { version } })),
    onError: sayError,
    onSettled: refresh,
  });
}

export function useDeleteFiles(key: string, id: string) {
  const refresh = useRefreshFolder(key, id);
  const undo = useUndo(key, id);
  return useMutation({
    mutationFn: (body: { paths: string[]; prefix?: string }) =>
      take(api.POST('/api/projects/{key}/folders/{folder_id}/delete-files', { params: { path: { key, folder_id: id } }, body })),
    onSuccess: (changed) => sayWithUndo(changed.message, () => undo.mutateAsync(changed.undo_version)),
    onError: sayError,
    onSettled: refresh,
  });
}

export function useScan(key: string, id: string) {
  const refresh = useRefreshFolder(key, id);
  return useMutation({
    mutationFn: () => take(api.POST('/api/projects/{key}/folders/{folder_id}/scan', { params: { path: { key, folder_id: id } } })),
    onError: sayError,
    onSettled: refresh,
  });
}

export function useLink(key: string, id: string) {
  const refresh = useRefreshFolder(key, id);
  return useMutation({
    mutationFn: (place: { root: string; path: string }) =>
      take(api.PUT('/api/projects/{key}/folders/{folder_id}/link', { params: { path: { key, folder_id: id } }, body: place })),
    onSettled: refresh,
  });
}
