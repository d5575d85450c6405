/** What a job and its activities are called at this moment: state, words, title of the window, time left. */
import type { JobDetail, JobOut } from '@/api';
import { duration } from '@/lib/format';
import type { ItemState } from '@/ui';
import type { Activity } from './run/liveJob';
import type { ActivityRun } from './run/jobRun';

export interface Said {
  state: ItemState;
  word: string;
}

type JobTraits = Pick<JobOut, 'state' | 'abort_requested' | 'text'>;

const JOB_STATES: Record<JobOut['state'], Said> = {
  NOT_STARTED: { state: 'queued', word: 'queued' },
  RUNNING: { state: 'running', word: 'running' },
  DONE: { state: 'up_to_date', word: 'done' },
  FAILED: { state: 'failed', word: 'failed' },
  ABORTED: { state: 'stopped', word: 'stopped' },
};

/** A job in a list: state and the fact the server adds to it. */
export function jobSaid(job: JobTraits): Said {
  const said = JOB_STATES[job.state];
  if (job.state === 'RUNNING' && job.abort_requested) return { ...said, word: 'stopping' };
  // The cause of a failure has a line of its own.
  if (job.state === 'FAILED' || job.text === '' || job.text === said.word) return said;
  return { ...said, word: job.state === 'DONE' ? job.text : `${said.word}, ${job.text}` };
}

/** A job on its own page, with what its events tell: "running, epoch 5 of 10". */
export function jobSaidLive(job: JobDetail, running: Activity | undefined, run: ActivityRun | undefined): Said {
  const said = JOB_STATES[job.state];
  if (job.state === 'RUNNING' && job.abort_requested) return { ...said, word: 'stopping after this batch' };
  if (job.state === 'NOT_STARTED') {
    const first = job.activities.find((activity) => activity.state === 'QUEUED');
    return { ...said, word: first ? waitingWord(first, job.activities) : said.word };
  }
  if (job.state !== 'RUNNING' || running === undefined) return said;
  const epoch = epochUnderWay(run);
  if (epoch !== undefined && run?.of !== undefined) return { ...said, word: `running, epoch ${epoch} of ${run.of}` };
  const text = run?.progress?.text ?? running.progress_text;
  return text === '' ? said : { ...said, word: `running, ${text}` };
}

/** The epoch that runs, or the one after the last that ended while the next has not begun. */
export function epochUnderWay(run: ActivityRun | undefined): number | undefined {
  if (!run) return undefined;
  return run.current ?? run.epochs.at(-1)?.epoch;
}

/** "3rd in line, GPU 1 is busy with job 1,283 of Tom", "after retrain", "waiting". */
export function waitingWord(activity: Activity, all: readonly Activity[]): string {
  const open = activity.needs
    .map((id) => all.find((other) => other.id === id))
    .filter((other) => other !== undefined && other.state !== 'DONE' && other.state !== 'SKIPPED');
  const first = open[0];
  if (first) return `after ${first.name}`;
  const parts = [
    activity.place === null ? undefined : activity.place === 1 ? 'next' : `${ordinal(activity.place)} in line`,
    activity.waiting_for === '' ? undefined : activity.waiting_for,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : 'waiting';
}

/** An activity in the chain. */
export function activitySaid(activity: Activity, all: readonly Activity[], run: ActivityRun | undefined): Said {
  switch (activity.state) {
    case 'QUEUED':
      return { state: 'queued', word: waitingWord(activity, all) };
    case 'CLAIMED':
      return { state: 'queued', word: 'starting' };
    case 'RUNNING': {
      const epoch = epochUnderWay(run);
      if (epoch !== undefined && run?.of !== undefined) return { state: 'running', word: `${epoch}/${run.of}` };
      const fraction = run?.progress?.fraction ?? activity.fraction;
      return { state: 'running', word: fraction === null ? 'running' : `${Math.floor(fraction * 100)} %` };
    }
    case 'DONE':
      return { state: 'up_to_date', word: tookWord(activity) ?? 'done' };
    case 'FAILED':
      return { state: 'failed', word: 'failed' };
    case 'ABORTED':
      return { state: 'stopped', word: stoppedWord(run) };
    case 'SKIPPED':
      return { state: 'blocked', word: activity.waiting_for || 'not run' };
  }
}

function tookWord(activity: Pick<Activity, 'started_at' | 'ended_at'>): string | undefined {
  const seconds = secondsBetween(activity.started_at, activity.ended_at);
  return seconds === undefined ? undefined : `done in ${duration(seconds)}`;
}

function stoppedWord(run: ActivityRun | undefined): string {
  const last = run?.epochs.at(-1);
  return last ? `stopped after epoch ${last.epoch}` : 'stopped';
}

/** Seconds from one moment to another, or to `now` where the second has not come. */
export function secondsBetween(from: string | null, to: string | null, now?: number): number | undefined {
  if (from === null) return undefined;
  const end = to === null ? now : Date.parse(to);
  return end === undefined ? undefined : Math.max(0, (end - Date.parse(from)) / 1000);
}

/** How long the run still takes: what the runner says, less the time since; else the epochs to come at the pace of the last ones. */
export function secondsLeft(activity: Activity, run: ActivityRun | undefined, nowSeconds: number): number | undefined {
  const progress = run?.progress;
  if (progress?.secondsLeft !== null && progress?.secondsLeft !== undefined) {
    return Math.max(0, progress.secondsLeft - Math.max(0, nowSeconds - progress.at));
  }
  const last = run?.epochs.at(-1);
  if (last && run?.of !== undefined) {
    const pace = median(run.epochs.slice(-3).map((epoch) => epoch.seconds));
    const spent = Math.min(pace, Math.max(0, nowSeconds - last.endedAt));
    return Math.max(0, (run.of - last.epoch) * pace - spent);
  }
  return activity.seconds_left ?? undefined;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Share of the job that is done, 0 to 1: whole activities, and the running one by its epochs or progress. */
export function jobFraction(job: JobDetail, runs: ReadonlyMap<number, ActivityRun>): number {
  if (job.state === 'DONE') return 1;
  if (job.activities.length === 0) return job.fraction ?? 0;
  const parts = job.activities.map((activity) => {
    if (activity.state === 'DONE' || activity.state === 'SKIPPED') return 1;
    return activityFraction(activity, runs.get(activity.id));
  });
  return parts.reduce((sum, part) => sum + part, 0) / parts.length;
}

export function activityFraction(activity: Activity, run: ActivityRun | undefined): number {
  const told = run?.progress?.fraction ?? activity.fraction ?? 0;
  const last = run?.epochs.at(-1);
  const byEpochs = last && run?.of ? last.epoch / run.of : 0;
  return Math.min(1, Math.max(told, byEpochs));
}

/** The window's title: "(4/10) retrain - Cartoon characters", "(failed) Build scored - Cartoon characters". */
export function windowTitle(job: JobDetail, running: Activity | undefined, run: ActivityRun | undefined, project: string): string {
  const epoch = epochUnderWay(run);
  if (job.state === 'RUNNING' && running) {
    if (epoch !== undefined && run?.of !== undefined) return `(${epoch}/${run.of}) ${running.name} - ${project}`;
    return `(${Math.floor(activityFraction(running, run) * 100)} %) ${running.name} - ${project}`;
  }
  return `(${JOB_STATES[job.state].word}) ${job.name} - ${project}`;
}

/** "1st", "2nd", "3rd", "11th". */
export function ordinal(value: number): string {
  const rest = value % 100;
  const ending = rest >= 11 && rest <= 13 ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[value % 10] ?? 'th');
  return `${value.toLocaleString('en-GB')}${ending}`;
}

/** Where it runs: "GPU 1", "CPU", "The processors". */
export function deviceWord(activity: Pick<Activity, 'slot' | 'slot_class'>): string {
  const slot = activity.slot ?? activity.slot_class;
  return `${slot.charAt(0).toLocaleUpperCase('en-GB')}${slot.slice(1)}`.replace(/^(cpu|gpu)[\s:_-]*(\d*)$/i, (_, kind: string, number: string) =>
    kind.toLowerCase() === 'cpu' || number === '' ? kind.toUpperCase() : `${kind.toUpperCase()} ${number}`,
  );
}
