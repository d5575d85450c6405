import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';

export const rootsQuery = () =>
  queryOptions({ queryKey: keys.roots(), queryFn: ({ signal }) => take(api.GET('/api/roots', { signal })), staleTime: 60_000 });

export const rootListingQuery = (root: string, path: string) =>
  queryOptions({
    queryKey: keys.rootListing(root, path),
    queryFn: ({ signal }) => take(api.GET('/api/roots/{root}/listing', { params: { path: { root }, query: { path } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
