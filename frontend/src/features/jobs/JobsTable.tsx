/** The jobs as rows: state, name, person, start, duration, progress, and the means to stop what runs. */
import { ActionIcon } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { JobOut } from '@/api';
import { sinceWords } from '@/features/items';
import { counted, dateTime, duration, who } from '@/lib/format';
import { Avatar, StateMark } from '@/ui';
import { useAbort } from './jobActions';
import { isOver } from './jobQueries';
import classes from './Jobs.module.css';
import { jobSaid, secondsBetween } from './jobWords';
import { useNow } from './useNow';
import { useRowKeys } from './useRowKeys';

interface JobsTableProps {
  projectKey: string;
  jobs: readonly JobOut[];
  isStale: boolean;
  children: ReactNode;
}

export function JobsTable({ projectKey, jobs, isStale, children }: JobsTableProps) {
  const now = useNow(jobs.some((job) => !isOver(job.state)));
  const box = useRef<HTMLDivElement>(null);
  const step = useRowKeys(box);
  return (
    <div className={classes.box} ref={box} data-stale={isStale}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Job</th>
            <th scope="col">By</th>
            <th scope="col">Started</th>
            <th scope="col" className={classes.number}>
              Duration
            </th>
            <th scope="col">Progress</th>
            <th scope="col">
              <span className="visually-hidden">Stop</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <JobRow key={job.id} projectKey={projectKey} job={job} now={now} onKey={step} />
          ))}
        </tbody>
      </table>
      {children}
      <p className={classes.hint}>
        <kbd>J</kbd> next, <kbd>K</kbd> previous, <kbd>Enter</kbd> open
      </p>
    </div>
  );
}

interface JobRowProps {
  projectKey: string;
  job: JobOut;
  now: number;
  onKey: (event: KeyboardEvent) => void;
}

function JobRow({ projectKey, job, now, onKey }: JobRowProps) {
  const abort = useAbort(projectKey, job.id);
  const over = isOver(job.state);
  const said = jobSaid(job);
  const took = secondsBetween(job.started_at, job.ended_at, over ? undefined : now);
  const cause = typeof job.error?.message === 'string' ? job.error.message : undefined;
  return (
    <tr>
      <td>
        <StateMark {...said} progress={job.fraction ?? undefined} />
      </td>
      <td className={classes.name}>
        <Link to="/projects/$key/jobs/$id" params={{ key: projectKey, id: String(job.id) }} data-row onKeyDown={onKey}>
          <span className={classes.id}>{job.id.toLocaleString('en-GB')}</span> {job.name}
        </Link>
        <span className={classes.meta}>
          {[
            job.activity_count > 1 ? counted(job.activity_count, 'activity', 'activities') : undefined,
            job.warnings > 0 ? counted(job.warnings, 'warning') : undefined,
            job.via === 'api' ? 'over the API' : undefined,
          ]
            .filter((part) => part !== undefined)
            .join(', ')}
        </span>
        {cause !== undefined && <span className={classes.cause}>{cause}</span>}
      </td>
      <td>
        <span className={classes.person}>
          <Avatar name={who(job.initiator)} size={20} />
          <span aria-hidden="true">{who(job.initiator)}</span>
        </span>
      </td>
      <td title={dateTime(job.started_at ?? job.created_at)}>{job.started_at === null ? 'not yet' : sinceWords(job.started_at)}</td>
      <td className={classes.number}>{took === undefined ? '·' : duration(Math.max(1, took))}</td>
      <td>
        {!over && (
          <span
            className={classes.meter}
            role="progressbar"
            aria-label={`Progress of ${job.name}`}
            aria-valuemin={0}
            aria-valuemax={100}
            {...(job.fraction === null ? {} : { 'aria-valuenow': Math.round(job.fraction * 100) })}
          >
            <i style={{ width: `${Math.round((job.fraction ?? 0) * 100)}%` }} />
          </span>
        )}
      </td>
      <td>
        {!over && (
          <ActionIcon
            size={28}
            aria-label={job.abort_requested ? `${job.name} is stopping` : `Stop ${job.name} and keep what it has`}
            disabled={job.abort_requested || abort.isPending}
            onClick={() => abort.mutate(true)}
          >
            <IconPlayerStop size={14} stroke={1.5} />
          </ActionIcon>
        )}
      </td>
    </tr>
  );
}
