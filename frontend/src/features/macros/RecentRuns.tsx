import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, keys, take, type JobOut } from '@/api';
import { who } from '@/lib/format';
import { jobPath } from '@/lib/paths';
import { ErrorLine, SkeletonRows, StateMark, type ItemState } from '@/ui';
import { sinceWords } from '../items';
import classes from './Macros.module.css';

const STATES: Record<JobOut['state'], ItemState> = { NOT_STARTED: 'queued', RUNNING: 'running', DONE: 'up_to_date', FAILED: 'failed', ABORTED: 'stopped' };
const SHOWN = 8;

/** The last runs of macros; with `label` only those of one. */
export function RecentRuns({ projectKey, label }: { projectKey: string; label?: string }) {
  const jobs = useQuery({
    queryKey: keys.jobList(projectKey, 'macros'),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/jobs', { params: { path: { key: projectKey }, query: { limit: 100 } }, signal })),
    staleTime: 5_000,
  });
  if (jobs.isPending) return <SkeletonRows rows={3} />;
  if (jobs.error) return <ErrorLine error={jobs.error} />;
  const runs = jobs.data.items.filter((job) => job.kind === 'macro' && (label === undefined || job.name.startsWith(label))).slice(0, SHOWN);
  if (runs.length === 0) return <p className={classes.none}>{label === undefined ? 'No macro has run in this project yet.' : 'It has not run in this project yet.'}</p>;
  return (
    <ul className={classes.runs}>
      {runs.map((job) => (
        <li key={job.id}>
          <Link {...jobPath(projectKey, job.id)}>{job.name}</Link>
          <span className={classes.runFacts}>
            <StateMark state={STATES[job.state]} word={job.state === 'DONE' ? 'done' : job.text === '' ? undefined : job.text} progress={job.fraction ?? undefined} />
            <span>
              {who(job.initiator)}, {sinceWords(job.created_at)}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
