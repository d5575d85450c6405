/** A stand-in for the browser's EventSource: tests see what was opened and say what arrives. */
import { vi } from 'vitest';
import type { StoredEvent } from '@/api';

export class FakeEventSource {
  static opened: FakeEventSource[] = [];
  static readonly CLOSED = 2;
  readyState = 1;
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(readonly url: string) {
    FakeEventSource.opened.push(this);
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }

  send(...events: StoredEvent[]): void {
    if (this.readyState === FakeEventSource.CLOSED) return;
    for (const event of events) this.onmessage?.({ data: JSON.stringify(event) });
  }
}

/** Put the stand-in in place; `newest()` is the source opened last. */
export function stubEventSource() {
  FakeEventSource.opened = [];
  vi.stubGlobal('EventSource', FakeEventSource);
  return {
    newest(): FakeEventSource {
      const source = FakeEventSource.opened.at(-1);
      if (!source) throw new Error('No event source was opened.');
      return source;
    },
    opened: () => FakeEventSource.opened,
  };
}
