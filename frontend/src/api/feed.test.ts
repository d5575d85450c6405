import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stubEventSource } from '@/testing/eventSource';
import { feed } from './events';
import type { StoredEvent } from './types';

const event = (id: number): StoredEvent => ({
  id,
  at: id,
  job_id: 7,
  activity_id: 1,
  body: { kind: 'progress', fraction: 0.5, text: '', seconds_left: null },
});
const frames = () => new Promise((done) => setTimeout(done, 60));

describe('the feed', () => {
  let sources: ReturnType<typeof stubEventSource>;
  beforeEach(() => {
    sources = stubEventSource();
  });
  afterEach(() => feed.close());

  const query = () => new URL(sources.newest().url, 'http://test').searchParams;

  it('keeps a job that a page asked for before its project was open, and starts where its log ends', () => {
    feed.watchJob(7, 40);
    expect(sources.opened()).toHaveLength(0);
    feed.open('DEMO', 90);
    expect(query().get('job')).toBe('7');
    expect(query().get('after')).toBe('40');
  });

  it('starts after what the flow has seen when nothing older is wanted', () => {
    feed.open('DEMO', 90);
    expect(query().get('after')).toBe('90');
    expect(query().get('job')).toBeNull();
    feed.watchJob(7, 120);
    expect(query().get('job')).toBe('7');
    expect(query().get('after')).toBe('90');
  });

  it('goes back to the end of the log when the stream is ahead of it, and hands on each later event', async () => {
    const seen: number[] = [];
    const leave = feed.subscribe((batch) => seen.push(...batch.map((one) => one.id)));
    feed.open('DEMO', 90);
    sources.newest().send(event(91), event(95));
    await frames();
    feed.watchJob(7, 92);
    expect(query().get('after')).toBe('92');
    sources.newest().send(event(93), event(95), event(96));
    await frames();
    leave();
    expect(seen).toEqual([91, 95, 93, 95, 96]);
  });

  it('forgets the job with the project', () => {
    feed.open('DEMO', 1);
    feed.watchJob(7, 1);
    feed.close();
    feed.open('OTHER', 5);
    expect(query().get('job')).toBeNull();
  });
});
