import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventBody, StoredEvent } from '@/api';
import { applyEvents } from './liveRuns';
import { runningWord } from './nodeWords';

function event(body: EventBody, activity: number | null = 7): StoredEvent {
  return { id: 1, at: 0, job_id: 1, activity_id: activity, body };
}

function epoch(number: number, accuracy = 0.5): StoredEvent {
  return event({ kind: 'epoch', epoch: number, of: 10, seconds: 24, logs: { acc: accuracy, val_acc: accuracy - 0.1 }, best: false, ended_at: 0 });
}

describe('applyEvents', () => {
  it('collects epochs by activity', () => {
    const runs = applyEvents({}, [epoch(1), epoch(2), event({ kind: 'progress', fraction: 0.2, text: 'step 3', seconds_left: 40 })]);
    expect(runs[7]).toEqual({
      epochs: [
        { epoch: 1, training: 0.5, validation: 0.4 },
        { epoch: 2, training: 0.5, validation: 0.4 },
      ],
      of: 10,
      fraction: 0.2,
      text: 'step 3',
      secondsLeft: 40,
    });
    expect(runningWord(runs[7])).toBe('epoch 2/10 · 0.400');
  });

  it('returns the same object when nothing concerns it, so that nothing is drawn again', () => {
    const runs = applyEvents({}, [epoch(1)]);
    expect(applyEvents(runs, [event({ kind: 'log', level: 'INFO', source: 'job', text: 'hello' }), { ...epoch(1), activity_id: null }])).toBe(runs);
  });

  it('begins anew when a run starts over', () => {
    const runs = applyEvents({}, [epoch(1), epoch(2), event({ kind: 'epoch_start', epoch: 1, of: 10 })]);
    expect(runs[7]?.epochs).toEqual([]);
  });

  it('shows every epoch once and in order, whatever arrives twice or late', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10 }), { maxLength: 40 }), (numbers) => {
        const runs = applyEvents({}, numbers.map((number) => epoch(number)));
        const seen = runs[7]?.epochs.map((point) => point.epoch) ?? [];
        expect(seen).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      }),
    );
  });
});
