/** What the notebooks' page reads. */
import { queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';

export type Notebook = components['schemas']['NotebookOut'];
export type NotebookTemplate = components['schemas']['NotebookTemplateOut'];
export type JupyterLab = components['schemas']['JupyterLabOut'];
export type LabSession = components['schemas']['NotebookSessionOut'];

const LOOK_EVERY_MS = 10_000;

export const notebooksKey = (key: string) => [...keys.project(key), 'notebooks'] as const;

export const notebooksQuery = (key: string) =>
  queryOptions({
    queryKey: notebooksKey(key),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/notebooks', { params: { path: { key } }, signal })),
  });

/** One's own sessions of all projects, or everybody's for an administrator. */
export const sessionsQuery = () =>
  queryOptions({
    queryKey: keys.notebookSessions(),
    queryFn: ({ signal }) => take(api.GET('/api/notebook-sessions', { signal })),
    refetchInterval: LOOK_EVERY_MS,
  });
