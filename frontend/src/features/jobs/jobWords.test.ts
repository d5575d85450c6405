import { describe, expect, it } from 'vitest';
import { failureOf, readFailure } from './failure';
import { jobFacts } from './jobFacts';
import {
  activitySaid,
  deviceWord,
  jobFraction,
  jobSaid,
  jobSaidLive,
  ordinal,
  secondsLeft,
  waitingWord,
  windowTitle,
} from './jobWords';
import { emptyRun, withEvents, type ActivityRun } from './run/jobRun';
import { liveJob } from './run/liveJob';
import { activityOf, epochOf, jobOf, START, stored } from './testing';

const runAfter = (...events: Parameters<typeof withEvents>[1]): ActivityRun | undefined =>
  withEvents(emptyRun(7), events).activities.get(1);

const four = runAfter(
  stored(1, epochOf(3, { val_acc: 0.7649, val_loss: 0.82 }, true)),
  stored(2, epochOf(4, { val_acc: 0.7744, val_loss: 0.78 }, true)),
  stored(3, { kind: 'epoch_start', epoch: 5, of: 10 }),
);

describe('a job in words', () => {
  it('names the epoch that runs', () => {
    expect(jobSaidLive(jobOf(), activityOf(), four)).toEqual({ state: 'running', word: 'running, epoch 5 of 10' });
    expect(windowTitle(jobOf(), activityOf(), four, 'Cartoon characters')).toBe('(5/10) retrain - Cartoon characters');
  });

  it('falls back to progress, then to the bare state', () => {
    const scoring = runAfter(stored(1, { kind: 'progress', fraction: 0.3, text: '30 of 100 pictures', seconds_left: 9 }));
    expect(jobSaidLive(jobOf(), activityOf(), scoring).word).toBe('running, 30 of 100 pictures');
    expect(jobSaidLive(jobOf(), activityOf(), undefined).word).toBe('running');
    expect(windowTitle(jobOf(), activityOf(), scoring, 'P')).toBe('(30 %) retrain - P');
    expect(windowTitle(jobOf({ state: 'FAILED' }), undefined, undefined, 'P')).toBe('(failed) Build resnet50_cartoon - P');
  });

  it('says place and reason of what waits', () => {
    const waiting = activityOf({ id: 2, state: 'QUEUED', place: 3, waiting_for: 'GPU 1 is busy with job 1,283 of Tom' });
    expect(waitingWord(waiting, [waiting])).toBe('3rd in line, GPU 1 is busy with job 1,283 of Tom');
    expect(waitingWord({ ...waiting, place: 1, waiting_for: 'starts in a moment' }, [])).toBe('next, starts in a moment');
    const after = activityOf({ id: 3, state: 'QUEUED', needs: [1] });
    expect(waitingWord(after, [activityOf(), after])).toBe('after retrain');
    expect(waitingWord(after, [activityOf({ state: 'DONE' }), after])).toBe('waiting');
    expect(jobSaidLive(jobOf({ state: 'NOT_STARTED', activities: [waiting] }), undefined, undefined).word).toBe(
      '3rd in line, GPU 1 is busy with job 1,283 of Tom',
    );
  });

  it('says that it is stopping from the moment that is asked for', () => {
    expect(jobSaid(jobOf({ abort_requested: true })).word).toBe('stopping');
    expect(jobSaidLive(jobOf({ abort_requested: true }), activityOf(), four).word).toBe('stopping after this batch');
  });

  it('adds the fact of the server in lists', () => {
    expect(jobSaid(jobOf({ text: 'epoch 4/10' }))).toEqual({ state: 'running', word: 'running, epoch 4/10' });
    expect(jobSaid(jobOf({ state: 'FAILED', text: 'The disk is full.' })).word).toBe('failed');
    expect(jobSaid(jobOf({ state: 'DONE', text: 'nothing to do' })).word).toBe('nothing to do');
    expect(jobSaid(jobOf({ state: 'ABORTED', text: '' }))).toEqual({ state: 'stopped', word: 'stopped' });
  });

  it('shows each state of an activity', () => {
    const said = (change: Parameters<typeof activityOf>[0], run?: ActivityRun) => activitySaid(activityOf(change), [], run).word;
    expect(said({}, four)).toBe('5/10');
    expect(said({ fraction: 0.456 })).toBe('45 %');
    expect(said({ state: 'CLAIMED' })).toBe('starting');
    expect(said({ state: 'DONE', ended_at: new Date(START + 30_000).toISOString() })).toBe('done in 30 s');
    expect(said({ state: 'ABORTED' }, four)).toBe('stopped after epoch 4');
    expect(said({ state: 'SKIPPED' })).toBe('not run');
  });
});

describe('time left', () => {
  it('is what the runner says, less the time since', () => {
    const told = runAfter(stored(10, { kind: 'progress', fraction: 0.5, text: '', seconds_left: 60 }));
    const at = START / 1000 + 10;
    expect(secondsLeft(activityOf(), told, at + 15)).toBe(45);
    expect(secondsLeft(activityOf(), told, at + 500)).toBe(0);
  });

  it('is else the epochs to come at the pace of the last ones', () => {
    expect(secondsLeft(activityOf(), four, START / 1000 + 24 * 4)).toBe(6 * 24);
    expect(secondsLeft(activityOf(), undefined, 0)).toBeUndefined();
  });
});

describe('the facts', () => {
  it('are time left, time run, the best figure and the device', () => {
    const facts = jobFacts({ job: jobOf(), activity: activityOf(), run: four, learnerRun: four, now: START + 100_000 });
    expect(facts).toEqual([
      { label: 'Time left', value: '2 min 20 s' },
      { label: 'Running for', value: '1 min 40 s' },
      { label: 'Best so far', value: '0.7744', more: 'epoch 4' },
      { label: 'Device', value: 'GPU 1' },
    ]);
  });

  it('are what it took and the best figure once it is over', () => {
    const done = jobOf({ state: 'DONE', ended_at: new Date(START + 240_000).toISOString() });
    const facts = jobFacts({ job: done, activity: activityOf({ state: 'DONE' }), run: four, learnerRun: four, now: START + 9e9 });
    expect(facts.map((fact) => fact.label)).toEqual(['Took', 'Best', 'Device']);
    expect(facts[0]?.value).toBe('4 min');
  });

  it('say how long a queued job waits', () => {
    const queued = jobOf({ state: 'NOT_STARTED', started_at: null });
    const facts = jobFacts({ job: queued, activity: activityOf({ state: 'QUEUED' }), run: undefined, learnerRun: undefined, now: START + 3_000 });
    expect(facts[0]).toEqual({ label: 'Waiting for', value: '5 s' });
  });
});

it('counts whole activities and the running one by its epochs', () => {
  const job = jobOf({ activities: [activityOf({ id: 9, state: 'DONE' }), activityOf()] });
  expect(jobFraction(job, new Map([[1, four!]]))).toBeCloseTo((1 + 0.4) / 2);
  expect(jobFraction(jobOf({ state: 'DONE', activities: [] }), new Map())).toBe(1);
});

it('writes ordinals and devices', () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 102].map(ordinal)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '102nd']);
  expect(['gpu:1', 'GPU 0', 'cpu-3', 'cpu', 'the processors'].map((slot) => deviceWord({ slot, slot_class: 'cpu' }))).toEqual(['GPU 1', 'GPU 0', 'CPU', 'CPU', 'The processors']);
});

describe('liveJob', () => {
  it('puts states of newer events over the detail and leaves older ones', () => {
    const run = withEvents(emptyRun(7), [
      stored(5, { kind: 'activity', activity: 'retrain', state: 'DONE', waiting_for: '' }),
      stored(6, { kind: 'job', state: 'DONE', name: '' }),
    ]);
    const newer = liveJob(jobOf({ last_event_id: 4 }), run);
    expect([newer.state, newer.activities[0]?.state]).toEqual(['DONE', 'DONE']);
    const older = liveJob(jobOf({ last_event_id: 6 }), run);
    expect([older.state, older.activities[0]?.state]).toEqual(['RUNNING', 'RUNNING']);
  });

  it('ignores states it does not know', () => {
    const run = withEvents(emptyRun(7), [stored(5, { kind: 'activity', activity: 'retrain', state: 'DREAMING', waiting_for: '' })]);
    expect(liveJob(jobOf(), run).activities[0]?.state).toBe('RUNNING');
  });
});

describe('the failure', () => {
  const error = { code: 'x', message: 'The loss is no number.', hint: 'Lower it.', fields: [{ loc: ['params', 'learning_rate'], message: 'Too high.' }] };

  it('is the failed activity with its fields by name', () => {
    const { activity, failure } = failureOf(jobOf({ state: 'FAILED', activities: [activityOf({ state: 'FAILED', error })] }));
    expect(activity?.name).toBe('retrain');
    expect(failure).toMatchObject({ message: 'The loss is no number.', hint: 'Lower it.', fields: [{ name: 'learning_rate', message: 'Too high.' }] });
  });

  it('is the job itself where no activity says why, and is honest where nobody does', () => {
    expect(failureOf(jobOf({ state: 'FAILED', error: { message: 'The disk is full.' } })).failure.message).toBe('The disk is full.');
    expect(failureOf(jobOf({ state: 'FAILED' })).failure.message).toBe('It ended without saying why.');
    expect(readFailure({ message: 3 })).toBeUndefined();
  });
});
