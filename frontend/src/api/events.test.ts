import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff, EventBatcher, type EventBatch } from './events';
import type { StoredEvent } from './types';

function event(id: number): StoredEvent {
  return { id, at: id, job_id: 1, activity_id: 1, body: { kind: 'progress', fraction: 0.5, text: '', seconds_left: null } };
}

function batcherWith() {
  const batches: EventBatch[] = [];
  const frames: (() => void)[] = [];
  const batcher = new EventBatcher(
    (batch) => batches.push(batch),
    (run) => frames.push(run),
  );
  return { batcher, batches, frames };
}

describe('EventBatcher', () => {
  it('hands events of one frame on together', () => {
    const { batcher, batches, frames } = batcherWith();
    [1, 2, 3].forEach((id) => batcher.add(event(id)));
    expect(batches).toEqual([]);
    expect(frames).toHaveLength(1);
    frames[0]!();
    expect(batches.map((batch) => batch.map((one) => one.id))).toEqual([[1, 2, 3]]);
  });

  it('shows every event once and in order, however often a reconnect repeats the past', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 8 }), { maxLength: 12 }), fc.integer({ min: 1, max: 60 }), (rewinds, last) => {
        const { batcher, batches, frames } = batcherWith();
        let at = 0;
        const run = (until: number) => {
          while (at < until) {
            at += 1;
            batcher.add(event(at));
            if (at % 3 === 0) while (frames.length > 0) frames.shift()!();
          }
        };
        rewinds.forEach((rewind, index) => {
          run(Math.ceil((last * (index + 1)) / (rewinds.length + 1)));
          at = Math.max(0, at - rewind); // the line drops and the server repeats some of the past
        });
        run(last);
        batcher.flush();
        expect(batches.flat().map((one) => one.id)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
      }),
    );
  });

  it('starts after what is known already', () => {
    const { batcher, batches } = batcherWith();
    batcher.startAfter(5);
    [4, 5, 6].forEach((id) => batcher.add(event(id)));
    batcher.flush();
    expect(batches.flat().map((one) => one.id)).toEqual([6]);
  });
});

describe('backoff', () => {
  it('grows, stays below thirty seconds and is never less than half its full delay', () => {
    fc.assert(
      fc.property(fc.nat({ max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (tries, random) => {
        const full = Math.min(30_000, 500 * 2 ** tries);
        const delay = backoff(tries, () => random);
        expect(delay).toBeLessThanOrEqual(full);
        expect(delay).toBeGreaterThanOrEqual(full / 2);
      }),
    );
  });
});
