/** What runs now, in any project: one job leads to its page, several open a list. */
import { Menu, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { runningQuery, type RunningJob } from '@/api';
import { middleCut } from '@/lib/middleCut';
import { StateGlyph, StateMark } from '@/ui';
import classes from './Shell.module.css';

const NAME_MAX = 16;

export function isWaiting(job: RunningJob): boolean {
  return job.state !== 'RUNNING';
}

export function RunningChip() {
  const { data: running = [] } = useQuery(runningQuery());
  const navigate = useNavigate();
  const first = running.find((job) => !isWaiting(job)) ?? running[0];
  if (first === undefined) return null;
  const label = running.length === 1 ? [middleCut(first.name, NAME_MAX), first.text].filter(Boolean).join(' ') : `${running.length} running`;
  const glyph = <StateGlyph state={isWaiting(first) ? 'queued' : 'running'} progress={first.fraction ?? undefined} />;
  if (running.length === 1) {
    return (
      <Link
        className={classes.chip}
        style={{ textDecoration: 'none' }}
        to="/projects/$key/jobs/$id"
        params={{ key: first.project_key, id: String(first.id) }}
        title={`${first.name} ${first.text}`}
      >
        {glyph}
        <span>{label}</span>
      </Link>
    );
  }
  return (
    <Menu>
      <Menu.Target>
        <UnstyledButton className={classes.chip}>
          {glyph}
          <span>{label}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {running.map((job) => (
          <Menu.Item
            key={job.id}
            onClick={() => void navigate({ to: '/projects/$key/jobs/$id', params: { key: job.project_key, id: String(job.id) } })}
          >
            <span className={classes.runningRow}>
              <strong>{job.name}</strong>
              <StateMark
                state={isWaiting(job) ? 'queued' : 'running'}
                progress={job.fraction ?? undefined}
                word={[job.text, job.project_name].filter(Boolean).join(', ')}
              />
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
