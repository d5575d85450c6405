/** Queries that several features read: who I am, projects, a project's flow, types, running jobs. */
import { queryOptions } from '@tanstack/react-query';
import { api, take } from './client';
import { keys } from './keys';

const MINUTE_MS = 60_000;

export const meQuery = () =>
  queryOptions({
    queryKey: keys.me(),
    queryFn: ({ signal }) => take(api.GET('/api/auth/me', { signal })),
    staleTime: 5 * MINUTE_MS,
    retry: false,
  });

export const projectsQuery = () =>
  queryOptions({
    queryKey: keys.projects(),
    queryFn: ({ signal }) => take(api.GET('/api/projects', { signal })),
    staleTime: 10_000,
  });

export const projectQuery = (key: string) =>
  queryOptions({
    queryKey: keys.projectDetail(key),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}', { params: { path: { key } }, signal })),
    staleTime: MINUTE_MS,
  });

export const flowQuery = (key: string) =>
  queryOptions({
    queryKey: keys.flow(key),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/flow', { params: { path: { key } }, signal })),
    staleTime: 10_000,
  });

export const classesQuery = (key: string) =>
  queryOptions({
    queryKey: keys.classes(key),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/classes', { params: { path: { key } }, signal })),
    staleTime: 5 * MINUTE_MS,
  });

export const recipeTypesQuery = () =>
  queryOptions({
    queryKey: keys.recipeTypes(),
    queryFn: ({ signal }) => take(api.GET('/api/recipe-types', { signal })),
    staleTime: Infinity,
  });

export const macroTypesQuery = () =>
  queryOptions({
    queryKey: keys.macroTypes(),
    queryFn: ({ signal }) => take(api.GET('/api/macro-types', { signal })),
    staleTime: Infinity,
  });

/** Jobs under way in all projects; polled, because the event stream covers one project only. */
export const runningQuery = () =>
  queryOptions({
    queryKey: keys.running(),
    queryFn: ({ signal }) => take(api.GET('/api/jobs/running', { signal })),
    refetchInterval: (query) => ((query.state.data?.length ?? 0) > 0 ? 4_000 : 20_000),
    staleTime: 2_000,
  });
