/** What is known of a job from its events: a pure fold over the set of events, whatever way and order they arrived in. */
import type { EventOf, StoredEvent } from '@/api';

export interface Epoch {
  epoch: number;
  of: number;
  seconds: number;
  /** Figures by name: loss, acc, val_loss, val_acc. */
  logs: Readonly<Record<string, number>>;
  /** The best so far at the time it ended. */
  best: boolean;
  /** The runner's stamp, in seconds since 1970. */
  endedAt: number;
}

export interface RunProgress {
  fraction: number | null;
  text: string;
  secondsLeft: number | null;
  /** When it was said, in seconds since 1970. */
  at: number;
}

export interface ActivityRun {
  epochs: readonly Epoch[];
  /** The epoch under way, if one is. */
  current: number | undefined;
  /** How many epochs were asked for. */
  of: number | undefined;
  progress: RunProgress | undefined;
  state: EventOf<'activity'> | undefined;
  /** Id of the event that told the state. */
  stateEventId: number;
}

export type LogLevel = 'INFO' | 'WARN' | 'ERROR';

export interface LogEntry {
  /** The event's id: the key of the line. */
  id: number;
  /** Line number in the whole log, from 1. */
  line: number;
  /** Seconds since 1970. */
  at: number;
  level: LogLevel;
  source: string;
  text: string;
  activityId: number | null;
  kind: 'text' | 'epoch_start' | 'epoch';
  /** The pictures a warning is about. */
  paths: readonly string[];
}

export interface JobRun {
  jobId: number;
  /** All events of the job, by rising id, each once. */
  events: readonly StoredEvent[];
  lines: readonly LogEntry[];
  activities: ReadonlyMap<number, ActivityRun>;
  job: EventOf<'job'> | undefined;
  jobEventId: number;
  warnings: number;
  errors: number;
}

const NOTHING: ActivityRun = {
  epochs: [],
  current: undefined,
  of: undefined,
  progress: undefined,
  state: undefined,
  stateEventId: 0,
};

const NO_PATHS: readonly string[] = [];

export function emptyRun(jobId: number): JobRun {
  return {
    jobId,
    events: [],
    lines: [],
    activities: new Map(),
    job: undefined,
    jobEventId: 0,
    warnings: 0,
    errors: 0,
  };
}

/**
 * Take in a batch: past events, events of the stream, or both again. An id known already changes nothing, events of other
 * jobs are left out, and the outcome depends only on which events have been seen, not on when.
 */
export function withEvents(run: JobRun, batch: readonly StoredEvent[]): JobRun {
  const known = new Set<number>();
  const fresh: StoredEvent[] = [];
  const lastId = run.events.at(-1)?.id ?? 0;
  for (const event of batch) {
    if (event.job_id !== run.jobId || known.has(event.id)) continue;
    known.add(event.id);
    if (event.id > lastId || !hasEvent(run.events, event.id)) fresh.push(event);
  }
  if (fresh.length === 0) return run;
  fresh.sort((a, b) => a.id - b.id);
  const isAppend = (fresh[0]?.id ?? 0) > lastId;
  if (isAppend) return fold(run, fresh);
  const all = [...run.events, ...fresh].sort((a, b) => a.id - b.id);
  return fold(emptyRun(run.jobId), all);
}

function hasEvent(events: readonly StoredEvent[], id: number): boolean {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.id ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return events[low]?.id === id;
}

function fold(run: JobRun, events: readonly StoredEvent[]): JobRun {
  const lines = run.lines.slice();
  const activities = new Map(run.activities);
  const next = { ...run, events: [...run.events, ...events], lines, activities };
  for (const event of events) {
    const line = logEntry(event, lines.length + 1);
    if (line) {
      lines.push(line);
      if (line.level === 'WARN') next.warnings += 1;
      if (line.level === 'ERROR') next.errors += 1;
    }
    if (event.body.kind === 'job') {
      next.job = event.body;
      next.jobEventId = event.id;
    }
    if (event.activity_id !== null) {
      const before = activities.get(event.activity_id) ?? NOTHING;
      activities.set(event.activity_id, activityWith(before, event));
    }
  }
  return next;
}

function activityWith(before: ActivityRun, event: StoredEvent): ActivityRun {
  const body = event.body;
  switch (body.kind) {
    case 'epoch_start':
      // A run that was lost and taken up again counts its epochs anew: what is done again is forgotten first.
      return {
        ...before,
        epochs: before.epochs.filter((epoch) => epoch.epoch < body.epoch),
        current: body.epoch,
        of: body.of,
      };
    case 'epoch': {
      const epoch: Epoch = {
        epoch: body.epoch,
        of: body.of,
        seconds: body.seconds,
        logs: body.logs,
        best: body.best,
        endedAt: body.ended_at,
      };
      const earlier = before.epochs.filter((other) => other.epoch < body.epoch);
      return { ...before, epochs: [...earlier, epoch], current: undefined, of: body.of };
    }
    case 'progress':
      return {
        ...before,
        progress: {
          fraction: body.fraction ?? null,
          text: body.text,
          secondsLeft: body.seconds_left ?? null,
          at: event.at,
        },
      };
    case 'activity': {
      const isOver = body.state !== 'RUNNING' && body.state !== 'CLAIMED' && body.state !== 'QUEUED';
      return {
        ...before,
        state: body,
        stateEventId: event.id,
        current: isOver ? undefined : before.current,
        progress: isOver ? undefined : before.progress,
      };
    }
    default:
      return before;
  }
}

function logEntry(event: StoredEvent, line: number): LogEntry | undefined {
  const body = event.body;
  const base = { id: event.id, line, at: event.at, activityId: event.activity_id, level: 'INFO' as LogLevel, paths: NO_PATHS };
  switch (body.kind) {
    case 'log':
      return { ...base, level: body.level, source: body.source, text: body.text, kind: 'text' };
    case 'warning':
      return { ...base, level: 'WARN', source: body.source, text: body.text, kind: 'text', paths: body.paths };
    case 'epoch_start':
      return { ...base, source: 'train', text: `Epoch ${body.epoch}/${body.of}`, kind: 'epoch_start' };
    case 'epoch':
      return { ...base, source: 'train', text: epochText(body), kind: 'epoch' };
    default:
      return undefined;
  }
}

/** The line the course shows: `- 24s - loss: 1.0070 - acc: 0.7334 - val_loss: 1.6982 - val_acc: 0.6761`. */
export function epochText(body: Pick<EventOf<'epoch'>, 'seconds' | 'logs'>): string {
  const figures = Object.entries(body.logs).map(([name, value]) => `${name}: ${fixed4(value)}`);
  return `- ${[`${Math.round(body.seconds)}s`, ...figures].join(' - ')}`;
}

/** Figures that are no numbers (a learning rate too high gives NaN) arrive as null or words. */
function fixed4(value: unknown): string {
  return typeof value === 'number' && Number.isFinite(value) ? value.toFixed(4) : 'nan';
}

/** The activity whose epochs the page shows: the one asked for, else the running one, else the last that has any. */
export function learningActivity(run: JobRun, asked?: number): number | undefined {
  if (asked !== undefined && (run.activities.get(asked)?.epochs.length ?? 0) > 0) return asked;
  let found: number | undefined;
  for (const [id, activity] of run.activities) {
    const hasEpochs = activity.epochs.length > 0 || activity.current !== undefined;
    if (hasEpochs && (found === undefined || id > found)) found = id;
  }
  return found;
}

/** The best epoch: the last that was marked so, else the least loss on validation pictures, else on training pictures. */
export function bestEpoch(epochs: readonly Epoch[]): Epoch | undefined {
  const marked = epochs.filter((epoch) => epoch.best).at(-1);
  if (marked) return marked;
  for (const name of ['val_loss', 'loss'] as const) {
    let best: Epoch | undefined;
    for (const epoch of epochs) {
      const value = epoch.logs[name];
      if (typeof value !== 'number' || !Number.isFinite(value)) continue;
      if (best === undefined || value < (best.logs[name] ?? Infinity)) best = epoch;
    }
    if (best) return best;
  }
  return undefined;
}
