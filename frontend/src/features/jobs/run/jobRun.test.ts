import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventBody, StoredEvent } from '@/api';
import { bestEpoch, emptyRun, epochText, learningActivity, withEvents, type Epoch } from './jobRun';

const JOB = 7;

const figure = fc.double({ min: 0, max: 5, noNaN: true });

const body: fc.Arbitrary<EventBody> = fc.oneof(
  fc.record({
    kind: fc.constant('log' as const),
    level: fc.constantFrom('INFO' as const, 'WARN' as const, 'ERROR' as const),
    source: fc.constantFrom('job', 'train'),
    text: fc.string({ maxLength: 12 }),
  }),
  fc.record({ kind: fc.constant('epoch_start' as const), epoch: fc.integer({ min: 1, max: 5 }), of: fc.constant(5) }),
  fc.record({
    kind: fc.constant('epoch' as const),
    epoch: fc.integer({ min: 1, max: 5 }),
    of: fc.constant(5),
    seconds: figure,
    logs: fc.record({ loss: figure, acc: figure, val_loss: figure, val_acc: figure }),
    best: fc.boolean(),
    ended_at: figure,
  }),
  fc.record({
    kind: fc.constant('progress' as const),
    fraction: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    text: fc.string({ maxLength: 5 }),
    seconds_left: fc.option(figure),
  }),
  fc.record({
    kind: fc.constant('warning' as const),
    code: fc.constant('unreadable'),
    text: fc.string({ maxLength: 9 }),
    source: fc.constant('data'),
    paths: fc.constant<string[]>([]),
  }),
  fc.record({
    kind: fc.constant('activity' as const),
    activity: fc.constant('retrain'),
    state: fc.constantFrom('QUEUED', 'RUNNING', 'DONE', 'FAILED'),
    waiting_for: fc.constant(''),
  }),
  fc.record({ kind: fc.constant('job' as const), state: fc.constantFrom('RUNNING', 'DONE'), name: fc.constant('Build') }),
);

const history: fc.Arbitrary<StoredEvent[]> = fc
  .array(fc.record({ body, job_id: fc.constantFrom(JOB, JOB, JOB, 8), activity_id: fc.constantFrom(null, 1, 2) }), {
    maxLength: 40,
  })
  .map((rows) => rows.map((row, index) => ({ ...row, id: 3 * index + 1, at: 1_700_000_000 + index })));

/** Ways an event log can reach a tab: past pages, a stream that starts early, breaks, resumes earlier, repeats. */
function deliveries(events: StoredEvent[]): fc.Arbitrary<StoredEvent[][]> {
  const stretch = fc
    .tuple(fc.nat({ max: events.length }), fc.nat({ max: events.length }))
    .map(([a, b]) => events.slice(Math.min(a, b), Math.max(a, b)));
  return fc.tuple(fc.array(stretch, { maxLength: 6 }), fc.nat({ max: events.length })).chain(([stretches, cut]) =>
    // Whatever came and went, the whole log is there in the end: everything past, and the stream from the cut on.
    fc.shuffledSubarray([...stretches, events.slice(0, cut), events.slice(cut)], {
      minLength: stretches.length + 2,
      maxLength: stretches.length + 2,
    }),
  );
}

describe('withEvents', () => {
  it('gives the same state for any split into past and stream, with overlaps, repeats and reconnects', () => {
    fc.assert(
      fc.property(
        history.chain((events) => fc.tuple(fc.constant(events), deliveries(events))),
        ([events, batches]) => {
          const atOnce = withEvents(emptyRun(JOB), events);
          const inParts = batches.reduce((run, batch) => withEvents(run, batch), emptyRun(JOB));
          expect(inParts).toEqual(atOnce);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps every event of the job once, in order, and no other job', () => {
    fc.assert(
      fc.property(history, (events) => {
        const run = withEvents(withEvents(emptyRun(JOB), events), events);
        expect(run.events).toEqual(events.filter((event) => event.job_id === JOB));
        expect(run.lines.map((line) => line.line)).toEqual(run.lines.map((_, index) => index + 1));
        for (const activity of run.activities.values()) {
          const numbers = activity.epochs.map((epoch) => epoch.epoch);
          expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('returns the very same state when nothing is new, so that React draws nothing', () => {
    const run = withEvents(emptyRun(JOB), [stored(1, { kind: 'log', level: 'INFO', source: 'job', text: 'Started.' })]);
    expect(withEvents(run, run.events)).toBe(run);
    expect(withEvents(run, [{ ...stored(2, { kind: 'job', state: 'DONE', name: '' }), job_id: 99 }])).toBe(run);
  });

  it('counts epochs anew when an attempt was lost and started again', () => {
    const run = withEvents(emptyRun(JOB), [
      stored(1, { kind: 'epoch_start', epoch: 1, of: 3 }),
      stored(2, epochBody(1, 1.5)),
      stored(3, epochBody(2, 1.2)),
      stored(4, { kind: 'activity', activity: 'retrain', state: 'QUEUED', waiting_for: 'worker lost' }),
      stored(5, { kind: 'epoch_start', epoch: 1, of: 3 }),
      stored(6, epochBody(1, 1.4)),
    ]);
    expect(run.activities.get(1)?.epochs.map((epoch) => [epoch.epoch, epoch.logs.val_loss])).toEqual([[1, 1.4]]);
  });

  it('prints the lines of the course', () => {
    const run = withEvents(emptyRun(JOB), [
      stored(1, { kind: 'epoch_start', epoch: 3, of: 10 }),
      stored(2, {
        kind: 'epoch',
        epoch: 3,
        of: 10,
        seconds: 24.2,
        logs: { loss: 0.7581, acc: 0.8003, val_loss: 0.82229, val_acc: 0.7649 },
        best: true,
        ended_at: 0,
      }),
      stored(3, { kind: 'warning', code: 'unreadable', text: '3 pictures cannot be read.', source: 'data', paths: [] }),
    ]);
    expect(run.lines.map((line) => [line.level, line.source, line.text])).toEqual([
      ['INFO', 'train', 'Epoch 3/10'],
      ['INFO', 'train', '- 24s - loss: 0.7581 - acc: 0.8003 - val_loss: 0.8223 - val_acc: 0.7649'],
      ['WARN', 'data', '3 pictures cannot be read.'],
    ]);
    expect(run.warnings).toBe(1);
  });

  it('forgets progress and the running epoch once the activity is over', () => {
    const run = withEvents(emptyRun(JOB), [
      stored(1, { kind: 'epoch_start', epoch: 2, of: 3 }),
      stored(2, { kind: 'progress', fraction: 0.5, text: 'step 3/6', seconds_left: 4 }),
      stored(3, { kind: 'activity', activity: 'retrain', state: 'FAILED', waiting_for: '' }),
    ]);
    expect(run.activities.get(1)).toMatchObject({ current: undefined, progress: undefined });
  });
});

it('writes figures that are no numbers as the log of Keras does', () => {
  expect(epochText({ seconds: 1, logs: { loss: Number.NaN } })).toBe('- 1s - loss: nan');
});

describe('bestEpoch', () => {
  const epoch = (number: number, val_loss: number, best = false): Epoch => ({
    epoch: number,
    of: 9,
    seconds: 1,
    logs: { loss: 1, val_loss },
    best,
    endedAt: 0,
  });

  it('is the last one that the runner marked', () => {
    expect(bestEpoch([epoch(1, 3, true), epoch(2, 2, true), epoch(3, 1)])?.epoch).toBe(2);
  });
  it('falls back to the least loss on validation pictures, past figures that are no numbers', () => {
    expect(bestEpoch([epoch(1, 3), epoch(2, Number.NaN), epoch(3, 2.5), epoch(4, 2.7)])?.epoch).toBe(3);
    expect(bestEpoch([])).toBeUndefined();
  });
});

it('shows the latest activity that learns unless another is asked for', () => {
  const run = withEvents(emptyRun(JOB), [
    stored(1, epochBody(1, 2), 1),
    stored(2, { kind: 'progress', fraction: 0.1, text: '', seconds_left: null }, 2),
    stored(3, epochBody(1, 2), 3),
  ]);
  expect(learningActivity(run)).toBe(3);
  expect(learningActivity(run, 1)).toBe(1);
  expect(learningActivity(run, 2)).toBe(3);
  expect(learningActivity(emptyRun(JOB))).toBeUndefined();
});

function epochBody(epoch: number, val_loss: number): EventBody {
  return { kind: 'epoch', epoch, of: 3, seconds: 1, logs: { loss: 1, val_loss }, best: false, ended_at: 0 };
}

function stored(id: number, eventBody: EventBody, activity_id = 1): StoredEvent {
  return { id, at: 1_700_000_000 + id, job_id: JOB, activity_id, body: eventBody };
}
