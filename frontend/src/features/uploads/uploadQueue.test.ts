import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api';
import { isLitter, withoutSharedTop, type PickedFile } from './dropped';
import { UploadQueue, type Transport } from './uploadQueue';

const picked = (...paths: string[]): PickedFile[] => paths.map((path) => ({ path, file: new File([path], path) }));

function transport(send: Transport<string>['send'] = () => Promise.resolve()): Transport<string> & { finish: ReturnType<typeof vi.fn> } {
  return { send, finish: vi.fn(() => Promise.resolve('put in')), discard: vi.fn(() => Promise.resolve()) };
}

const queueOf = (files: PickedFile[], way: Transport<string>, arrived?: ReadonlyMap<string, number>) =>
  new UploadQueue(files, way, () => 0, arrived, 0);

describe('the upload queue', () => {
  it('sends every file once, never more than four at a time, and then finishes once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (amount) => {
        let now = 0;
        let most = 0;
        const sent: string[] = [];
        const way = transport(async (path) => {
          now += 1;
          most = Math.max(most, now);
          await Promise.resolve();
          sent.push(path);
          now -= 1;
        });
        const queue = queueOf(picked(...Array.from({ length: amount }, (_, index) => `p${index}.jpg`)), way);
        await queue.run();
        expect(most).toBeLessThanOrEqual(4);
        expect(new Set(sent).size).toBe(amount);
        expect(sent).toHaveLength(amount);
        expect(way.finish).toHaveBeenCalledTimes(1);
        expect(queue.snapshot()).toMatchObject({ phase: 'done', done: amount, failed: [] });
      }),
      { numRuns: 25 },
    );
  });

  it('tries a dropped line again', async () => {
    let tries = 0;
    const queue = queueOf(
      picked('a.jpg'),
      transport(() => {
        tries += 1;
        return tries < 3 ? Promise.reject(new ApiError(0, { message: 'The server cannot be reached.' })) : Promise.resolve();
      }),
    );
    await queue.run();
    expect(queue.snapshot().phase).toBe('done');
    expect(tries).toBe(3);
  });

  it('keeps what arrived when one file is refused, says why, and can send it again', async () => {
    let isRefused = true;
    const way = transport((path) =>
      path === 'b.jpg' && isRefused ? Promise.reject(new ApiError(413, { message: 'b.jpg is too large.' })) : Promise.resolve(),
    );
    const queue = queueOf(picked('a.jpg', 'b.jpg', 'c.jpg'), way);
    await queue.run();
    expect(queue.snapshot()).toMatchObject({ phase: 'failed', done: 2, failed: [{ path: 'b.jpg', error: 'b.jpg is too large.' }] });
    expect(way.finish).not.toHaveBeenCalled();
    isRefused = false;
    await queue.retry();
    expect(queue.snapshot()).toMatchObject({ phase: 'done', done: 3 });
  });

  it('skips files that an earlier try brought in whole', async () => {
    const sent: string[] = [];
    const way = transport((path) => {
      sent.push(path);
      return Promise.resolve();
    });
    await queueOf(picked('a.jpg', 'b.jpg'), way, new Map([['a.jpg', 5], ['b.jpg', 2]])).run();
    expect(sent).toEqual(['b.jpg']);
  });

  it('stops when cancelled and puts nothing in', async () => {
    const way = transport((_path, _file, _progress, signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))));
    const queue = queueOf(picked('a.jpg'), way);
    const running = queue.run();
    await queue.cancel();
    await running;
    expect(queue.snapshot().phase).toBe('cancelled');
    expect(way.finish).not.toHaveBeenCalled();
    expect(way.discard).toHaveBeenCalled();
  });
});

describe('what was picked', () => {
  it('leaves out what systems leave behind', () => {
    expect(['a/.DS_Store', 'Thumbs.db', '__MACOSX/a.jpg', 'x/._b.jpg'].every(isLitter)).toBe(true);
    expect(isLitter('a/DS_Store.jpg')).toBe(false);
  });
  it('takes one folder for its content', () => {
    expect(withoutSharedTop(picked('train/a.jpg', 'train/x/b.jpg')).map((one) => one.path)).toEqual(['a.jpg', 'x/b.jpg']);
    expect(withoutSharedTop(picked('train/a.jpg', 'b.jpg')).map((one) => one.path)).toEqual(['train/a.jpg', 'b.jpg']);
  });
});
