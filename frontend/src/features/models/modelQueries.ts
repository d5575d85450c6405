/** What a model folder says of itself, and the loose parts of it read into shapes the screens can rely on. */
import { queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';

export type Model = components['schemas']['ModelOut'];
export type ModelLayer = components['schemas']['ModelLayer'];

export const modelQuery = (key: string, folderId: string) =>
  queryOptions({
    queryKey: keys.model(key, folderId),
    queryFn: ({ signal }) =>
      take(api.GET('/api/projects/{key}/models/{folder_id}', { params: { path: { key, folder_id: folderId } }, signal })),
    staleTime: 30_000,
  });
