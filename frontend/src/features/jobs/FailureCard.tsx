/** Why a job failed: the cause, the way out, the first bad line, and the field of the recipe it is about. */
import { UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { JobDetail } from '@/api';
import { StateGlyph } from '@/ui';
import { failureOf } from './failure';
import classes from './Job.module.css';
import { firstBadLine } from './log/logView';
import { plainText } from './log/sgr';
import type { JobRun } from './run/jobRun';

interface FailureCardProps {
  job: JobDetail;
  run: JobRun;
  onLine: (line: number) => void;
}

export function FailureCard({ job, run, onLine }: FailureCardProps) {
  if (job.state !== 'FAILED') return null;
  const { activity, failure } = failureOf(job);
  const line = firstBadLine(run.lines, activity?.id) ?? firstBadLine(run.lines);
  const recipeId = activity?.recipe_id;
  return (
    <section className={classes.failure} aria-label="Why it failed">
      <StateGlyph state="failed" size={18} />
      <div>
        <h2>{activity ? `${activity.name}: ${failure.message}` : failure.message}</h2>
        {failure.hint !== undefined && <p>{failure.hint}</p>}
        {failure.fields.length > 0 && (
          <ul>
            {failure.fields.map((field) => (
              <li key={field.name}>{field.message}</li>
            ))}
          </ul>
        )}
        {line && (
          <UnstyledButton className={classes.badLine} onClick={() => onLine(line.line)} aria-label={`Show line ${line.line} in the log`}>
            {line.line} {plainText(line.text)}
          </UnstyledButton>
        )}
        {recipeId != null && (
          <div className={classes.failureLinks}>
            {failure.fields.map((field) => (
              <Link
                key={field.name}
                to="/projects/$key/recipes/$id"
                params={{ key: job.project_key, id: recipeId }}
                search={{ tab: 'settings', field: field.name }}
              >
                Open the recipe at <code>{field.name}</code>
              </Link>
            ))}
            {failure.fields.length === 0 && (
              <Link to="/projects/$key/recipes/$id" params={{ key: job.project_key, id: recipeId }}>
                Open the recipe
              </Link>
            )}
          </div>
        )}
      </div>
    </section>
  );
}
