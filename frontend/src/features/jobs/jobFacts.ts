/** The four facts at the head of a job: how long still, how long so far, the best figure, where it runs. */
import type { JobDetail } from '@/api';
import { figure } from '@/features/curves';
import { duration } from '@/lib/format';
import { isOver } from './jobQueries';
import { activityFraction, deviceWord, secondsBetween, secondsLeft } from './jobWords';
import { bestEpoch, type ActivityRun } from './run/jobRun';
import type { Activity } from './run/liveJob';

export interface JobFact {
  label: string;
  value: string;
  more?: string | undefined;
}

interface JobFactsInput {
  job: JobDetail;
  activity: Activity | undefined;
  run: ActivityRun | undefined;
  /** What the activity that learnt tells, which may be an earlier one. */
  learnerRun: ActivityRun | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

export function jobFacts({ job, activity, run, learnerRun, now }: JobFactsInput): JobFact[] {
  const over = isOver(job.state);
  const took = secondsBetween(job.started_at, job.ended_at, over ? undefined : now);
  const facts: JobFact[] = [];
  if (!over && job.started_at === null) {
    facts.push({ label: 'Waiting for', value: duration(secondsBetween(job.created_at, null, now) ?? 0) });
  }
  if (!over && job.started_at !== null) {
    const left = activity && secondsLeft(activity, run, now / 1000);
    facts.push({ label: 'Time left', value: left === undefined ? 'not known yet' : duration(roundedLeft(left)) });
  }
  if (took !== undefined) facts.push({ label: over ? 'Took' : 'Running for', value: duration(Math.max(1, took)) });
  facts.push(...bestFact(learnerRun, over || learnerRun !== run));
  if (run === undefined || run.epochs.length === 0) facts.push(...progressFact(job, activity, run));
  if (activity && (activity.slot !== null || !over)) facts.push({ label: 'Device', value: deviceWord(activity) });
  return facts.slice(0, 4);
}

function bestFact(run: ActivityRun | undefined, over: boolean): JobFact[] {
  const best = run && bestEpoch(run.epochs);
  if (!best) return [];
  const value = figure(best.logs.val_acc) ?? figure(best.logs.acc) ?? figure(best.logs.val_loss) ?? figure(best.logs.loss);
  if (value === undefined) return [];
  return [{ label: over ? 'Best' : 'Best so far', value: value.toFixed(4), more: `epoch ${best.epoch}` }];
}

function progressFact(job: JobDetail, activity: Activity | undefined, run: ActivityRun | undefined): JobFact[] {
  if (job.state !== 'RUNNING' || !activity) return [];
  return [{ label: 'Done', value: `${Math.floor(activityFraction(activity, run) * 100)} %` }];
}

/** Seconds to come are an estimate: beyond a minute they are said in steps of five. */
function roundedLeft(seconds: number): number {
  return seconds > 60 ? Math.round(seconds / 5) * 5 : Math.max(1, Math.round(seconds));
}
