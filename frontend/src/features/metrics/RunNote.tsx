/** What becomes of a measurement that was asked for: waiting, how far it is, since when, why it failed; and its stop. */
import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { ago, count } from '@/lib/format';
import { StateGlyph } from '@/ui';
import classes from './Metrics.module.css';
import type { Metrics } from './types';

interface RunNoteProps {
  metrics: Metrics;
  isAsking: boolean;
}

export const isMeasuring = (run: Metrics['run']) => run?.state === 'waiting' || run?.state === 'running';

/** @returns How far a measurement is, in words. */
export function runWords(run: NonNullable<Metrics['run']>): string {
  const what = run.measures ? 'Measuring' : 'Checking';
  if (run.is_stopping) return 'Stopping';
  if (run.state === 'waiting') return run.measures ? 'Waiting to be measured' : 'Waiting to be checked';
  const since = run.started_at === null ? '' : sinceWords(run.started_at);
  if (run.total === 0) return `${what}${since}`;
  return `${what} ${run.probe}, ${count(run.done + 1)} of ${count(run.total)}${since}`;
}

function sinceWords(startedAt: string): string {
  const past = ago(startedAt);
  return past === 'now' ? '' : `, begun ${past}`;
}

export function RunNote({ metrics, isAsking }: RunNoteProps) {
  const { run } = metrics;
  return (
    <span className={classes.note} role="status">
      {run !== null && isMeasuring(run) ? (
        <>
          <StateGlyph state={run.state === 'waiting' ? 'queued' : 'running'} size={12} /> {runWords(run)}
        </>
      ) : isAsking ? (
        'Measuring'
      ) : run?.state === 'failed' ? (
        <span className={classes.problem}>
          <StateGlyph state="failed" size={12} /> {run.problem}
        </span>
      ) : metrics.is_pending ? (
        'The new version is about to be measured'
      ) : run?.state === 'stopped' ? (
        'The measuring was stopped; these are the values from before'
      ) : metrics.is_behind ? (
        'There is a newer version than the one measured'
      ) : (
        ''
      )}
    </span>
  );
}

/** Stands where the measuring is asked for, as long as it runs. */
export function StopMeasuring({ isStopping, onStop }: { isStopping: boolean; onStop: () => void }) {
  return (
    <Button leftSection={<IconPlayerStop size={15} stroke={1.5} />} disabled={isStopping} onClick={onStop}>
      Stop
    </Button>
  );
}
