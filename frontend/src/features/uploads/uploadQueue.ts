/**
 * One upload: files are sent four at a time, a failed one is tried again, and only a whole upload is put into its folder.
 *
 * The queue is plain state behind `subscribe`, so that a page may leave and come back while it goes on.
 */
import { ApiError } from '@/api';
import type { PickedFile } from './dropped';

export type FileState = 'waiting' | 'sending' | 'done' | 'failed';
export type UploadPhase = 'sending' | 'finishing' | 'done' | 'failed' | 'cancelled';

export interface QueuedFile {
  path: string;
  size: number;
  sent: number;
  state: FileState;
  error: string | undefined;
}

export interface UploadSnapshot {
  name: string;
  phase: UploadPhase;
  total: number;
  done: number;
  failed: readonly QueuedFile[];
  bytes: number;
  sentBytes: number;
  /** Seconds left, once the pace is known. */
  secondsLeft: number | undefined;
  error: unknown;
}

export interface Transport<Result> {
  send: (path: string, file: File, onProgress: (sentBytes: number) => void, signal: AbortSignal) => Promise<unknown>;
  finish: () => Promise<Result>;
  discard: () => Promise<unknown>;
}

const PARALLEL = 4;
const TRIES = 3;
const RETRY_MS = 800;

interface Entry extends QueuedFile {
  file: File;
}

export class UploadQueue<Result> {
  private readonly files: Entry[];
  private readonly listeners = new Set<() => void>();
  private readonly stopper = new AbortController();
  private phase: UploadPhase = 'sending';
  private error: unknown = undefined;
  private startedAt = 0;
  private startBytes = 0;
  private view: UploadSnapshot;
  result: Result | undefined;

  /** @param arrived Sizes by path of files that an earlier try has already brought in. */
  constructor(
    picked: readonly PickedFile[],
    private readonly transport: Transport<Result>,
    private readonly clock: () => number = () => performance.now(),
    arrived: ReadonlyMap<string, number> = new Map(),
    private readonly retryMs: number = RETRY_MS,
  ) {
    this.files = picked.map(({ path, file }) => {
      const isThere = arrived.get(path) === file.size;
      return { path, file, size: file.size, sent: isThere ? file.size : 0, state: isThere ? 'done' : 'waiting', error: undefined };
    });
    this.view = this.shot();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): UploadSnapshot => this.view;

  /** Send what waits, then put the whole into its place. */
  async run(): Promise<void> {
    this.phase = 'sending';
    this.error = undefined;
    this.startedAt = this.clock();
    this.startBytes = sum(this.files, (file) => file.sent);
    this.tell();
    await Promise.all(Array.from({ length: PARALLEL }, () => this.work()));
    if (this.isCancelled()) return;
    if (this.files.some((file) => file.state === 'failed')) this.end('failed');
    else await this.finish();
  }

  /** Send the failed files again. */
  async retry(): Promise<void> {
    for (const file of this.files) if (file.state === 'failed') file.state = 'waiting';
    await this.run();
  }

  /** Leave the failed files out and put in what arrived. */
  async finish(): Promise<void> {
    this.end('finishing');
    try {
      this.result = await this.transport.finish();
      this.end('done');
    } catch (error) {
      this.error = error;
      this.end('failed');
    }
  }

  async cancel(): Promise<void> {
    this.stopper.abort();
    this.end('cancelled');
    await this.transport.discard();
  }

  private isCancelled(): boolean {
    return this.phase === 'cancelled';
  }

  private async work(): Promise<void> {
    for (;;) {
      const file = this.files.find((one) => one.state === 'waiting');
      if (file === undefined || this.isCancelled()) return;
      file.state = 'sending';
      await this.send(file);
      this.tell();
    }
  }

  private async send(file: Entry): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.transport.send(
          file.path,
          file.file,
          (sent) => {
            file.sent = sent;
            this.tell();
          },
          this.stopper.signal,
        );
        Object.assign(file, { state: 'done', sent: file.size, error: undefined });
        return;
      } catch (error) {
        file.sent = 0;
        const isLasting = error instanceof ApiError && error.status >= 400 && error.status < 500;
        if (this.isCancelled() || isLasting || tries >= TRIES) {
          Object.assign(file, { state: 'failed', error: error instanceof Error ? error.message : String(error) });
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, this.retryMs * tries));
      }
    }
  }

  private end(phase: UploadPhase): void {
    if (this.isCancelled()) return;
    this.phase = phase;
    this.tell();
  }

  private tell(): void {
    this.view = this.shot();
    for (const listener of this.listeners) listener();
  }

  private shot(): UploadSnapshot {
    const bytes = sum(this.files, (file) => file.size);
    const sentBytes = sum(this.files, (file) => file.sent);
    const seconds = (this.clock() - this.startedAt) / 1000;
    const pace = (sentBytes - this.startBytes) / Math.max(seconds, 0.001);
    return {
      name: nameOf(this.files),
      phase: this.phase,
      total: this.files.length,
      done: this.files.filter((file) => file.state === 'done').length,
      failed: this.files.filter((file) => file.state === 'failed'),
      bytes,
      sentBytes,
      secondsLeft: this.phase === 'sending' && seconds > 1 && pace > 0 ? Math.ceil((bytes - sentBytes) / pace) : undefined,
      error: this.error,
    };
  }
}

function nameOf(files: readonly QueuedFile[]): string {
  const first = files[0];
  if (first !== undefined && files.length === 1) return first.path.split('/').at(-1) ?? first.path;
  return `${files.length.toLocaleString('en-GB')} files`;
}

function sum<T>(list: readonly T[], of: (one: T) => number): number {
  return list.reduce((total, one) => total + of(one), 0);
}
