/** The head of a job's page: ring, name, state in words, who and when, four facts, and the way to stop it. */
import { Link } from '@tanstack/react-router';
import type { JobDetail } from '@/api';
import { dateTime, duration, who } from '@/lib/format';
import { ItemShape, StateMark } from '@/ui';
import { activityLook } from './activityLook';
import classes from './Job.module.css';
import { JobButtons } from './JobButtons';
import { jobFacts, type JobFact } from './jobFacts';
import { isOver } from './jobQueries';
import { jobFraction, jobSaidLive, secondsBetween } from './jobWords';
import { useNow } from './useNow';
import { learningActivity, type JobRun } from './run/jobRun';
import type { Activity } from './run/liveJob';

interface JobHeadProps {
  job: JobDetail;
  run: JobRun;
  /** The activity the page speaks of: the chosen one, else the running one. */
  activity: Activity | undefined;
}

export function JobHead({ job, run, activity }: JobHeadProps) {
  const over = isOver(job.state);
  const now = useNow(!over);
  const activityRun = activity && run.activities.get(activity.id);
  const said = jobSaidLive(job, activity, activityRun);
  const learner = learningActivity(run, activity?.id);
  const learnerRun = learner === undefined ? undefined : run.activities.get(learner);
  const facts = jobFacts({ job, activity, run: activityRun, learnerRun, now });
  const fraction = jobFraction(job, run.activities);
  return (
    <header className={classes.head}>
      <span
        className={classes.ring}
        role="progressbar"
        aria-label="Progress of the job"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(fraction * 100)}
      >
        <Ring fraction={fraction} tone={said.state === 'failed' ? 'failed' : over ? 'done' : 'accent'} />
        {activity && <ItemShape {...activityLook(activity)} size={36} className={classes.ringShape} />}
      </span>
      <div className={classes.names}>
        <div className={classes.crumb}>
          <Link to="/projects/$key/jobs" params={{ key: job.project_key }}>
            Jobs
          </Link>{' '}
          › {job.id.toLocaleString('en-GB')}
        </div>
        <h1 title={job.name}>{job.name}</h1>
        <div className={classes.said}>
          <StateMark state={said.state} word={said.word} progress={fraction} />
          <span className={classes.by}>{byWords(job)}</span>
        </div>
      </div>
      <dl className={classes.facts}>
        {facts.map((fact) => (
          <Fact key={fact.label} {...fact} />
        ))}
      </dl>
      <JobButtons job={job} hasEpochs={(activityRun?.epochs.length ?? 0) > 0} />
    </header>
  );
}

function Fact({ label, value, more }: JobFact) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value}
        {more !== undefined && <small> {more}</small>}
      </dd>
    </div>
  );
}

const VIAS: Record<string, string> = { api: ', over the API', macro: ', from a macro' };

function byWords(job: JobDetail): string {
  const waited = secondsBetween(job.created_at, job.started_at);
  const wait = waited !== undefined && waited >= 5 ? `, waited ${duration(waited)}` : '';
  return `${startWords(job.started_at ?? job.created_at)}, by ${who(job.initiator)}${VIAS[job.via] ?? ''}${wait}`;
}

/** The hour alone for today's jobs. */
function startWords(iso: string): string {
  const isToday = new Date(iso).toDateString() === new Date().toDateString();
  return isToday ? new Date(iso).toLocaleTimeString('en-GB', { timeStyle: 'short' }) : dateTime(iso);
}

const RADIUS = 27;
const LENGTH = 2 * Math.PI * RADIUS;

function Ring({ fraction, tone }: { fraction: number; tone: string }) {
  return (
    <svg width="60" height="60" viewBox="0 0 60 60" fill="none" strokeWidth="4.5" aria-hidden="true">
      <circle cx="30" cy="30" r={RADIUS} stroke={tone === 'accent' ? 'var(--accent-line)' : 'var(--line2)'} strokeOpacity="0.5" />
      <circle
        className={classes.ringDone}
        cx="30"
        cy="30"
        r={RADIUS}
        stroke={`var(--${tone})`}
        strokeLinecap={fraction > 0 ? 'round' : 'butt'}
        strokeDasharray={LENGTH}
        strokeDashoffset={LENGTH * (1 - fraction)}
        transform="rotate(-90 30 30)"
      />
    </svg>
  );
}
