/** The server's picture of a job brought up to date with events that are newer than it. */
import type { JobDetail } from '@/api';
import type { JobRun } from './jobRun';

export type Activity = JobDetail['activities'][number];

const ACTIVITY_STATES: ReadonlySet<string> = new Set<Activity['state']>([
  'QUEUED',
  'CLAIMED',
  'RUNNING',
  'DONE',
  'FAILED',
  'ABORTED',
  'SKIPPED',
]);
const JOB_STATES: ReadonlySet<string> = new Set<JobDetail['state']>(['NOT_STARTED', 'RUNNING', 'DONE', 'FAILED', 'ABORTED']);

/** Put newer states of the events over the detail; what the detail already includes stays as it is. */
export function liveJob(job: JobDetail, run: JobRun): JobDetail {
  const activities = job.activities.map((activity) => {
    const told = run.activities.get(activity.id);
    const body = told?.state;
    if (!told || !body || told.stateEventId <= job.last_event_id || !isActivityState(body.state)) return activity;
    return { ...activity, state: body.state, waiting_for: body.waiting_for, error: body.error ?? activity.error };
  });
  const told = run.jobEventId > job.last_event_id ? run.job : undefined;
  if (!told || !isJobState(told.state)) return { ...job, activities };
  return { ...job, activities, state: told.state, error: told.error ?? job.error };
}

function isActivityState(state: string): state is Activity['state'] {
  return ACTIVITY_STATES.has(state);
}

function isJobState(state: string): state is JobDetail['state'] {
  return JOB_STATES.has(state);
}
