/** A job as it runs: what and by whom, how far, the chain of activities, the curves, the log. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { projectQuery, type JobDetail } from '@/api';
import { curvePoint, CurvePair } from '@/features/curves';
import { useObjectId, useProjectKey } from '@/lib/params';
import { jobPath } from '@/lib/paths';
import { ErrorState, Page, Sheet } from '@/ui';
import { ActivityChain } from './ActivityChain';
import { FailureCard } from './FailureCard';
import classes from './Job.module.css';
import { JobHead } from './JobHead';
import { JobPanel } from './JobPanel';
import { isOver, jobQuery } from './jobQueries';
import { JobSkeleton } from './JobSkeleton';
import { activitySaid, windowTitle } from './jobWords';
import { JobLog } from './log/JobLog';
import type { LevelFilter } from './log/logView';
import { PictureLink } from './PictureLink';
import { bestEpoch, learningActivity, type JobRun } from './run/jobRun';
import { liveJob, type Activity } from './run/liveJob';
import { useJobEvents } from './run/useJobEvents';

export default function JobPage() {
  const key = useProjectKey();
  const id = Number(useObjectId());
  const job = useQuery({ ...jobQuery(key, id), enabled: Number.isInteger(id) });
  if (!Number.isInteger(id)) return <NoJob error={new Error('A job has a number; this address names none.')} />;
  if (job.data) return <Job key={id} detail={job.data} />;
  if (job.error) return <NoJob error={job.error} onRetry={() => void job.refetch()} />;
  return <JobSkeleton />;
}

function NoJob({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <Page documentTitle="Job">
      <Sheet className={classes.sheet}>
        <h1 className="visually-hidden">Job</h1>
        <ErrorState error={error} what="the job" {...(onRetry ? { onRetry } : {})} />
      </Sheet>
    </Page>
  );
}

const LEVELS: readonly LevelFilter[] = ['all', 'warnings', 'errors'];

function Job({ detail }: { detail: JobDetail }) {
  const key = detail.project_key;
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const project = useQuery(projectQuery(key));
  const { run, isLoaded, error, retry } = useJobEvents(key, detail.id);
  const [cursor, setCursor] = useState<number>();

  const job = liveJob(detail, run);
  const chosen = job.activities.find((activity) => activity.id === search.activity)?.id;
  const shown = shownActivity(job, run, chosen);
  // While one activity runs, the curves of the one that learnt stay in sight, unless another was chosen by hand.
  const learner = chosen ?? learningActivity(run, shown?.id);
  const learnerRun = learner === undefined ? undefined : run.activities.get(learner);
  const running = job.activities.find((activity) => activity.state === 'RUNNING') ?? shown;
  const points = (learnerRun?.epochs ?? []).map((epoch) => curvePoint(epoch.epoch, epoch.logs));
  const learns = points.length > 0 || learnerRun?.current !== undefined;
  const best = bestEpoch(learnerRun?.epochs ?? [])?.epoch;
  const learning = job.activities.find((activity) => activity.id === learner);
  const over = isOver(job.state) || (learning !== undefined && isOver(learning.state));

  const setSearch = (change: Partial<typeof search>) => {
    void navigate({ ...jobPath(key, job.id), search: (before) => ({ ...before, ...change }), replace: true });
  };
  const title = windowTitle(job, running, running && run.activities.get(running.id), project.data?.name ?? key);
  return (
    <Page
      documentTitle={title}
      panelLabel="Run"
      panel={
        <JobPanel
          job={job}
          activity={shown}
          runs={run.activities}
          learner={learns ? learning : undefined}
          points={points}
          bestEpoch={best}
          isOver={over}
          cursor={cursor}
        />
      }
    >
      <Sheet className={classes.sheet}>
        <JobHead job={job} run={run} activity={shown} />
        {job.activities.length > 0 && (
          <ActivityChain job={job} run={run} shown={shown} chosen={chosen} onChoose={(activity) => setSearch({ activity })} />
        )}
        <FailureCard job={job} run={run} onLine={(line) => setSearch({ line, level: undefined, activity: undefined })} />
        {learns && (
          <CurvePair
            points={points}
            // A run that stopped early has no epochs to come.
            of={over ? points.length : (learnerRun?.of ?? points.length)}
            bestEpoch={best}
            fileName={`job-${job.id}-${learning?.name ?? 'run'}`}
            cursor={cursor}
            onCursor={setCursor}
          />
        )}
        <JobLog
          lines={run.lines}
          activity={chosen}
          level={LEVELS.find((level) => level === search.level) ?? 'all'}
          onLevel={(level) => setSearch({ level: level === 'all' ? undefined : level })}
          line={search.line}
          onLine={(line) => setSearch({ line })}
          textAddress={logAddress(key, job.id, chosen)}
          isLive={!isOver(job.state)}
          empty={error ? <ErrorState error={error} what="the log" onRetry={retry} /> : emptyWords(job, shown, isLoaded)}
          onPictures={(entry) => <PictureLink projectKey={key} entry={entry} activities={job.activities} />}
        />
      </Sheet>
    </Page>
  );
}

/** The activity the page speaks of: the chosen one, else the running one, else the one that learns or failed, else the last. */
function shownActivity(job: JobDetail, run: JobRun, chosen: number | undefined): Activity | undefined {
  const byId = (id: number | undefined) => job.activities.find((activity) => activity.id === id);
  return (
    byId(chosen) ??
    job.activities.find((activity) => activity.state === 'RUNNING' || activity.state === 'CLAIMED') ??
    job.activities.find((activity) => activity.state === 'FAILED') ??
    byId(learningActivity(run)) ??
    job.activities.find((activity) => activity.state === 'QUEUED') ??
    job.activities.at(-1)
  );
}

function logAddress(key: string, id: number, activity: number | undefined): string {
  return `/api/projects/${encodeURIComponent(key)}/jobs/${id}/log${activity === undefined ? '' : `?activity=${activity}`}`;
}

function emptyWords(job: JobDetail, shown: Activity | undefined, isLoaded: boolean): string {
  if (!isLoaded) return 'Reading the log';
  if (isOver(job.state)) return 'This job wrote no log.';
  return shown ? `Nothing said yet: ${activitySaid(shown, job.activities, undefined).word}.` : 'Nothing said yet.';
}
