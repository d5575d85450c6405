/** The activities of a job as a chain, each with its state; choosing one shows its curves and its part of the log. */
import { UnstyledButton } from '@mantine/core';
import type { JobDetail } from '@/api';
import { counted } from '@/lib/format';
import { ItemShape, StateMark } from '@/ui';
import { activityLook } from './activityLook';
import classes from './Job.module.css';
import { activityFraction, activitySaid } from './jobWords';
import type { JobRun } from './run/jobRun';
import type { Activity } from './run/liveJob';

interface ActivityChainProps {
  job: JobDetail;
  run: JobRun;
  shown: Activity | undefined;
  /** The activity that the address names, if it names one. */
  chosen: number | undefined;
  onChoose: (activity: number | undefined) => void;
}

export function ActivityChain({ job, run, shown, chosen, onChoose }: ActivityChainProps) {
  const activities = [...job.activities].sort((a, b) => a.position - b.position);
  const last = activities.at(-1);
  return (
    <nav className={classes.chain} aria-label="Activities">
      <ol>
        {activities.map((activity, index) => {
          const activityRun = run.activities.get(activity.id);
          const said = activitySaid(activity, job.activities, activityRun);
          const isPending = activity.state === 'QUEUED' || activity.state === 'CLAIMED' || activity.state === 'SKIPPED';
          return (
            <li key={activity.id}>
              {index > 0 && <i className={classes.link} data-pending={isPending} aria-hidden="true" />}
              <UnstyledButton
                className={classes.activity}
                data-shown={activity.id === shown?.id}
                aria-pressed={activity.id === chosen}
                title={activity.reason === '' ? undefined : activity.reason}
                onClick={() => onChoose(activity.id === chosen ? undefined : activity.id)}
              >
                <ItemShape {...activityLook(activity)} size={28} />
                <span>
                  <b>{activity.name}</b>
                  <span className={classes.activityState}>
                    <StateMark {...said} progress={activityFraction(activity, activityRun)} size={12} />
                  </span>
                </span>
              </UnstyledButton>
            </li>
          );
        })}
      </ol>
      {last && activities.length > 1 && (
        <span className={classes.chainNote}>
          {counted(activities.length, 'activity', 'activities')}, ending in <b>{last.name}</b>
        </span>
      )}
    </nav>
  );
}
