/** Beside the projects: what runs now, and where the person was. */
import { Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { runningQuery, type RunningJob } from '@/api';
import { ago, who } from '@/lib/format';
import { jobPath } from '@/lib/paths';
import { useRecents, type Recent } from '@/lib/recents';
import { ItemShape, StateMark } from '@/ui';
import classes from './HomePanel.module.css';

export function HomePanel() {
  const { data: running } = useQuery(runningQuery());
  const recents = useRecents();
  return (
    <aside className={classes.panel} aria-label="Running now and recent">
      <section className={classes.part}>
        <h2>Running now</h2>
        {running?.length === 0 && <p className={classes.quiet}>Nothing runs.</p>}
        {running?.map((job) => <Running key={job.id} job={job} />)}
      </section>
      <section className={classes.part}>
        <h2>You were here</h2>
        {recents.length === 0 && <p className={classes.quiet}>What you open is listed here, the last first.</p>}
        {recents.map((recent) => (
          <RecentRow key={`${recent.projectKey}/${recent.id}`} recent={recent} />
        ))}
      </section>
    </aside>
  );
}

function Running({ job }: { job: RunningJob }) {
  const isWaiting = job.state !== 'RUNNING';
  return (
    <Link className={classes.running} {...jobPath(job.project_key, job.id)}>
      <span className={classes.line}>
        <strong>{job.name}</strong>
        <StateMark state={isWaiting ? 'queued' : 'running'} word={job.text === '' ? undefined : job.text} progress={job.fraction ?? undefined} />
      </span>
      {job.fraction !== null && <Progress value={job.fraction * 100} size={5} radius={3} aria-label={`${job.name}, progress`} />}
      <span className={classes.meta}>
        {job.project_name}, by {who(job.initiator)}
      </span>
    </Link>
  );
}

function RecentRow({ recent }: { recent: Recent }) {
  return (
    <Link className={classes.recent} to={recent.href}>
      <ItemShape kind={recent.kind} glyph={recent.glyph} size={28} />
      <span className={classes.names}>
        <span className={classes.name}>{recent.name}</span>
        <span className={classes.meta}>{recent.projectName}</span>
      </span>
      <span className={classes.meta}>{ago(recent.at)}</span>
    </Link>
  );
}
