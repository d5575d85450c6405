/** What the server says of jobs: the list, one job with its activities, and all its past events. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, keys, take, type StoredEvent } from '@/api';

const PAGE = 50;
/** A page of past events; the log of a long run takes several. */
const EVENTS_PAGE = 5_000;

export const jobQuery = (key: string, id: number) =>
  queryOptions({
    queryKey: keys.job(key, id),
    queryFn: ({ signal }) =>
      take(api.GET('/api/projects/{key}/jobs/{job_id}', { params: { path: { key, job_id: id } }, signal })),
    // States come over the stream; this is the belt beside the braces while something runs.
    refetchInterval: (query) => (isOver(query.state.data?.state) ? false : 15_000),
  });

export const jobListQuery = (key: string, state: string | undefined) =>
  infiniteQueryOptions({
    queryKey: keys.jobList(key, state ?? ''),
    queryFn: ({ pageParam, signal }) =>
      take(
        api.GET('/api/projects/{key}/jobs', {
          params: {
            path: { key },
            query: { limit: PAGE, ...(state === undefined ? {} : { state }), ...(pageParam === undefined ? {} : { before: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.next === null ? undefined : Number(page.next)),
  });

export interface PastEvents {
  events: readonly StoredEvent[];
  /** The last id read: the stream goes on from here. */
  next: number;
}

/** All events a job has had so far; what comes later comes over the stream. */
export const pastEventsQuery = (key: string, id: number) =>
  queryOptions({
    queryKey: keys.jobEvents(key, id),
    queryFn: async ({ signal }): Promise<PastEvents> => {
      const events: StoredEvent[] = [];
      let next = 0;
      for (;;) {
        const page = await take(
          api.GET('/api/projects/{key}/jobs/{job_id}/events', {
            params: { path: { key, job_id: id }, query: { after: next, limit: EVENTS_PAGE } },
            signal,
          }),
        );
        events.push(...page.events);
        next = page.next;
        if (!page.more) return { events, next };
      }
    },
    staleTime: Infinity,
  });

export function isOver(state: string | undefined): boolean {
  return state === 'DONE' || state === 'FAILED' || state === 'ABORTED';
}
