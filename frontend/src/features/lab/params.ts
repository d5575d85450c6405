/** The Lab's addresses. */

export function labPath(key: string) {
  return { to: '/projects/$key/lab', params: { key } } as const;
}

export function analysisPath(key: string, id: string) {
  return { to: '/projects/$key/analyses/$id', params: { key, id } } as const;
}

export function taskPath(key: string, id: string) {
  return { to: '/projects/$key/tasks/$id', params: { key, id } } as const;
}
