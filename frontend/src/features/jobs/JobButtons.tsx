/** Stop and keep, stop now, or run it again: what the state of the job allows, and why when it does not. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconChevronDown, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import type { JobDetail } from '@/api';
import { confirm } from '@/ui';
import classes from './Job.module.css';
import { useAbort, useRetry } from './jobActions';

export function JobButtons({ job, hasEpochs }: { job: JobDetail; hasEpochs: boolean }) {
  const abort = useAbort(job.project_key, job.id);
  const retry = useRetry(job.project_key, job.id);

  if (job.state === 'FAILED' || job.state === 'ABORTED') {
    return (
      <div className={classes.buttons}>
        <Button
          variant={job.state === 'FAILED' ? 'filled' : 'default'}
          leftSection={<IconRefresh size={16} stroke={1.5} />}
          loading={retry.isPending}
          onClick={() => retry.mutate()}
        >
          Run it again
        </Button>
      </div>
    );
  }
  if (job.state === 'DONE') return null;

  const stopNow = async () => {
    const agreed = await confirm({
      title: 'Stop this job now?',
      children: hasEpochs
        ? 'The run ends at once and what it has learnt so far is thrown away. The outputs keep their former version.'
        : 'The run ends at once. The outputs keep their former version.',
      confirm: 'Stop now',
      cancel: 'Let it run',
      isDestructive: true,
    });
    if (agreed) abort.mutate(false);
  };
  const isQueued = job.state === 'NOT_STARTED';
  return (
    <div className={classes.buttons}>
      <Button
        className={classes.stop}
        variant="outline"
        color="failed"
        leftSection={<IconPlayerStop size={16} stroke={1.5} />}
        disabled={job.abort_requested}
        loading={abort.isPending}
        onClick={() => abort.mutate(true)}
      >
        {job.abort_requested ? 'Stopping' : isQueued ? 'Take out of the queue' : 'Stop and keep'}
      </Button>
      {!isQueued && (
        <Menu>
          <Menu.Target>
            <ActionIcon variant="default" className={classes.stopMore} aria-label="More ways to stop">
              <IconChevronDown size={16} stroke={1.5} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item color="var(--failed)" onClick={() => void stopNow()}>
              Stop now
              <span className={classes.menuHelp}>Ends at once and keeps nothing of this run</span>
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
