/** What running activities report, kept apart from the flow: an epoch changes one node, never the layout. */
import { create } from 'zustand';
import type { EventBatch } from '@/api';

export interface EpochPoint {
  epoch: number;
  training: number | undefined;
  validation: number | undefined;
}

export interface LiveRun {
  epochs: readonly EpochPoint[];
  /** Epochs planned; 0 for runs without epochs. */
  of: number;
  fraction: number | undefined;
  text: string;
  secondsLeft: number | undefined;
}

export type LiveRuns = Readonly<Record<number, LiveRun | undefined>>;

const FRESH: LiveRun = { epochs: [], of: 0, fraction: undefined, text: '', secondsLeft: undefined };

/** Fold a batch of events into the runs, by activity. Repeated events change nothing. */
export function applyEvents(runs: LiveRuns, batch: EventBatch): LiveRuns {
  let next: Record<number, LiveRun | undefined> | undefined;
  for (const { activity_id: id, body } of batch) {
    if (id === null) continue;
    const known: LiveRuns = next ?? runs;
    const run = known[id] ?? FRESH;
    let changed: LiveRun | undefined;
    if (body.kind === 'epoch') {
      const point = { epoch: body.epoch, training: body.logs.acc, validation: body.logs.val_acc };
      const epochs = [...run.epochs.filter((known) => known.epoch !== body.epoch), point].sort((a, b) => a.epoch - b.epoch);
      changed = { ...run, epochs, of: body.of };
    } else if (body.kind === 'epoch_start') {
      // A run that starts over (a retry) begins with an empty curve.
      changed = { ...run, of: body.of, epochs: body.epoch === 1 ? [] : run.epochs };
    } else if (body.kind === 'progress') {
      changed = { ...run, fraction: body.fraction ?? undefined, text: body.text, secondsLeft: body.seconds_left ?? undefined };
    }
    if (changed) next = { ...(next ?? runs), [id]: changed };
  }
  return next ?? runs;
}

interface LiveRunsState {
  runs: LiveRuns;
  take: (batch: EventBatch) => void;
}

export const useLiveRuns = create<LiveRunsState>((set) => ({
  runs: {},
  take: (batch) => set((state) => ({ runs: applyEvents(state.runs, batch) })),
}));

export function useLiveRun(activityId: number | null | undefined): LiveRun | undefined {
  return useLiveRuns((state) => (activityId === null || activityId === undefined ? undefined : state.runs[activityId]));
}
