/** Hooks over the live stream. */
import { useEffect, useRef } from 'react';
import { feed, type EventBatch } from './events';

/** Call `onBatch` with each batch of the open project's events, at most once per frame. */
export function useEvents(onBatch: (batch: EventBatch) => void): void {
  const latest = useRef(onBatch);
  useEffect(() => {
    latest.current = onBatch;
  });
  useEffect(() => feed.subscribe((batch) => latest.current(batch)), []);
}

/**
 * Ask the stream for a job's log lines while the calling component is mounted.
 *
 * @param afterId The last event already read from `GET .../jobs/{id}/events`; undefined waits until that is known.
 */
export function useJobStream(jobId: number, afterId: number | undefined): void {
  useEffect(() => {
    if (afterId === undefined) return;
    feed.watchJob(jobId, afterId);
    return () => feed.watchJob(undefined);
    // Only the first id counts: from then on the stream itself goes forward.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [jobId, afterId === undefined]);
}
