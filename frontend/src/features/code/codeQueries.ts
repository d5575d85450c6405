/** What the editor of a code recipe asks the server. */
import { queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';

export type CodeCheck = components['schemas']['CodeCheckOut'];
export type Snippet = components['schemas']['SnippetOut'];

export const snippetsQuery = (key: string, id: string, roles: string) =>
  queryOptions({
    queryKey: keys.recipePart(key, id, 'snippets', roles),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/recipes/{recipe_id}/snippets', { params: { path: { key, recipe_id: id } }, signal })),
    staleTime: 10_000,
  });

export interface CodeAsk {
  params: Record<string, unknown>;
  inputs: Record<string, string[]>;
  outputs: Record<string, string[]>;
}

export function validateCode(key: string, id: string, body: CodeAsk): Promise<CodeCheck> {
  return take(api.POST('/api/projects/{key}/recipes/{recipe_id}/validate', { params: { path: { key, recipe_id: id } }, body }));
}
