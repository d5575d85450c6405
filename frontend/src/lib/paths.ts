/** Where an item's page is: the one place that knows which kind has which address. */
import type { FlowItem } from '@/api';

export function itemPath(key: string, item: Pick<FlowItem, 'id' | 'kind' | 'holds'>) {
  if (item.kind === 'dataset') return { to: '/projects/$key/datasets/$id', params: { key, id: item.id } } as const;
  if (item.kind === 'model') return { to: '/projects/$key/saved-models/$id', params: { key, id: item.id } } as const;
  if (item.holds === 'evaluations') return { to: '/projects/$key/evaluations/$id', params: { key, id: item.id } } as const;
  if (item.holds === 'model') return { to: '/projects/$key/models/$folderId', params: { key, folderId: item.id } } as const;
  return { to: '/projects/$key/folders/$id', params: { key, id: item.id } } as const;
}

export function recipePath(key: string, id: string) {
  return { to: '/projects/$key/recipes/$id', params: { key, id } } as const;
}

export function jobPath(key: string, id: number) {
  return { to: '/projects/$key/jobs/$id', params: { key, id: String(id) } } as const;
}
