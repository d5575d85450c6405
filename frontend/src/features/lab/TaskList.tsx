/** The tasks of an analysis: what each predicts, how well so far, whether it is being trained. */
import { Link } from '@tanstack/react-router';
import { counted } from '@/lib/format';
import { StateMark } from '@/ui';
import classes from './Lab.module.css';
import { scoreWords, TYPE_WORDS } from './labWords';
import { taskPath } from './params';
import type { TaskBrief } from './types';

export function TaskList({ projectKey, tasks }: { projectKey: string; tasks: readonly TaskBrief[] }) {
  if (tasks.length === 0) return <span className={classes.small}>no prediction yet</span>;
  return (
    <ul className={classes.tasks}>
      {tasks.map((task) => (
        <li key={task.id}>
          <Link className={classes.name} {...taskPath(projectKey, task.id)}>
            {task.name}
          </Link>
          <div className={classes.small}>
            {task.target}, {TYPE_WORDS[task.prediction_type].toLocaleLowerCase()}
          </div>
        </li>
      ))}
    </ul>
  );
}

export function TaskScore({ task, label }: { task: TaskBrief; label: string }) {
  if (task.running_job !== null) return <StateMark state="running" word="being trained" />;
  if (task.best === null) return <span className={classes.small}>{task.session_count === 0 ? 'not trained yet' : `${counted(task.session_count, 'session')}, none finished`}</span>;
  return (
    <>
      <b>{scoreWords(task.best)}</b> <span className={classes.small}>{label}</span>
    </>
  );
}
