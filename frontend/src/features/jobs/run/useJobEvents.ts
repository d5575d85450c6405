/** A job's events, past and to come, as one state that misses nothing and counts nothing twice. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useEvents, useJobStream, type StoredEvent } from '@/api';
import { pastEventsQuery } from '../jobQueries';
import { markPainted, markReceived } from './epochTiming';
import { emptyRun, withEvents, type JobRun } from './jobRun';

interface Held {
  run: JobRun;
  /** The past events that are taken in already. */
  past: readonly StoredEvent[] | undefined;
}

interface JobEvents {
  run: JobRun;
  /** False until the past has been read. */
  isLoaded: boolean;
  error: Error | null;
  retry: () => void;
}

/**
 * Follow a job: read its past, then let the stream go on from there.
 *
 * @param hasLog Ask the stream for log lines too; without, epochs, progress and states still arrive.
 */
export function useJobEvents(projectKey: string, jobId: number, { hasLog = true } = {}): JobEvents {
  const past = useQuery(pastEventsQuery(projectKey, jobId));
  const [held, setHeld] = useState<Held>(() => ({ run: emptyRun(jobId), past: undefined }));
  // Both are put right while rendering, not in an effect, so that no frame shows another job or misses the past.
  const current = held.run.jobId === jobId ? held : { run: emptyRun(jobId), past: undefined };
  const events = past.data?.events;
  const isTaken = events === undefined || events === current.past;
  const next = isTaken ? current : { run: withEvents(current.run, events), past: events };
  if (next !== held) setHeld(next);
  const { run } = next;

  useEvents((batch) => {
    markReceived(jobId, batch);
    // A batch comes at the begin of a frame: drawn at once it is seen in this frame, not in the next.
    flushSync(() =>
      setHeld((before) => {
        const after = withEvents(before.run, batch);
        return after === before.run ? before : { ...before, run: after };
      }),
    );
  });
  useJobStream(jobId, hasLog ? past.data?.next : undefined);

  const newest = run.events.at(-1)?.id;
  useEffect(() => {
    markPainted(jobId);
  }, [jobId, newest]);

  return { run, isLoaded: past.data !== undefined, error: past.error, retry: () => void past.refetch() };
}
