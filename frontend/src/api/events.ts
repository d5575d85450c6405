/**
 * The live stream of a project: one EventSource per tab, resumed exactly by event id, handed out in one batch per frame.
 *
 * The browser resumes a dropped line by itself (`Last-Event-ID`). Where it gives up (an HTTP error closes the source), the
 * feed opens it again with backoff and jitter, asking for what came after the last id it has seen.
 */
import { create } from 'zustand';
import type { StoredEvent } from './types';

export type EventBatch = readonly StoredEvent[];
type Subscriber = (batch: EventBatch) => void;

interface FeedState {
  /** True once the line has been down for three seconds; the top bar then says so. */
  isReconnecting: boolean;
}

export const useFeedState = create<FeedState>(() => ({ isReconnecting: false }));

const SAY_AFTER_MS = 3_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** Animation frames stop in hidden tabs; a batch then waits at most this long. */
const HIDDEN_FRAME_MS = 250;

/** Delay before try number `tries` (from 0): doubling, capped, with up to half of it taken off at random. */
export function backoff(tries: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** tries);
  return full * (1 - random() / 2);
}

/** Collect single events and hand them on together, once per frame, in order of id and each id once. */
export class EventBatcher {
  private waiting: StoredEvent[] = [];
  private isScheduled = false;
  private lastId = 0;

  constructor(
    private readonly deliver: (batch: EventBatch) => void,
    private readonly schedule: (run: () => void) => void = nextFrame,
  ) {}

  get newestId(): number {
    return this.lastId;
  }

  /** Events up to this id are known already and will not be handed on. */
  startAfter(id: number): void {
    this.lastId = id;
    this.waiting = [];
  }

  add(event: StoredEvent): void {
    if (event.id <= this.lastId) return;
    this.lastId = event.id;
    this.waiting.push(event);
    if (this.isScheduled) return;
    this.isScheduled = true;
    this.schedule(() => this.flush());
  }

  flush(): void {
    this.isScheduled = false;
    if (this.waiting.length === 0) return;
    const batch = this.waiting;
    this.waiting = [];
    this.deliver(batch);
  }
}

function nextFrame(run: () => void): void {
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    run();
  };
  const timer = setTimeout(once, HIDDEN_FRAME_MS);
  requestAnimationFrame(once);
}

class EventFeed {
  private source: EventSource | undefined;
  private projectKey: string | undefined;
  private jobId: number | undefined;
  /** Where the watched job's log is to go on; a page may ask for it before its project is open. */
  private jobAfterId: number | undefined;
  private tries = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private sayTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly subscribers = new Set<Subscriber>();
  private readonly batcher = new EventBatcher((batch) => {
    for (const subscriber of [...this.subscribers]) subscriber(batch);
  });

  /** Follow a project from the given event id on; opening the same project again does nothing. */
  open(projectKey: string, afterId?: number): void {
    if (projectKey === this.projectKey && this.source) return;
    this.projectKey = projectKey;
    this.batcher.startAfter(Math.min(afterId ?? 0, this.jobAfterId ?? Infinity));
    this.connect();
  }

  close(): void {
    this.projectKey = undefined;
    this.jobId = undefined;
    this.jobAfterId = undefined;
    this.disconnect();
  }

  /**
   * Ask for the log lines of one job besides the project's own events, from `afterId` on; undefined asks for none.
   * The stream reopens at an earlier id if that is needed, so subscribers may see an id twice: read ids as keys.
   */
  watchJob(jobId: number | undefined, afterId?: number): void {
    if (jobId === this.jobId && afterId === undefined) return;
    this.jobId = jobId;
    this.jobAfterId = afterId;
    if (afterId !== undefined && afterId < this.batcher.newestId) {
      this.batcher.flush();
      this.batcher.startAfter(afterId);
    }
    if (this.projectKey !== undefined) this.connect();
  }

  subscribe(subscriber: Subscriber): () => void {
    this.subscribers.add(subscriber);
    return () => void this.subscribers.delete(subscriber);
  }

  private connect(): void {
    this.disconnect();
    if (this.projectKey === undefined || typeof EventSource === 'undefined') return;
    const query = new URLSearchParams();
    if (this.jobId !== undefined) query.set('job', String(this.jobId));
    if (this.batcher.newestId > 0) query.set('after', String(this.batcher.newestId));
    const source = new EventSource(`/api/projects/${encodeURIComponent(this.projectKey)}/events?${query.toString()}`);
    this.source = source;
    source.onopen = () => {
      this.tries = 0;
      this.settle();
    };
    source.onmessage = (message: MessageEvent<string>) => {
      performance.mark('atelier:event-received');
      this.batcher.add(JSON.parse(message.data) as StoredEvent);
    };
    source.onerror = () => {
      this.sayTimer ??= setTimeout(() => useFeedState.setState({ isReconnecting: true }), SAY_AFTER_MS);
      if (source.readyState !== EventSource.CLOSED) return; // The browser is trying again by itself.
      clearTimeout(this.retryTimer);
      this.retryTimer = setTimeout(() => this.connect(), backoff(this.tries));
      this.tries += 1;
    };
  }

  private settle(): void {
    clearTimeout(this.sayTimer);
    this.sayTimer = undefined;
    useFeedState.setState({ isReconnecting: false });
  }

  private disconnect(): void {
    clearTimeout(this.retryTimer);
    this.source?.close();
    this.source = undefined;
    if (this.projectKey === undefined) this.settle();
  }
}

export const feed = new EventFeed();
