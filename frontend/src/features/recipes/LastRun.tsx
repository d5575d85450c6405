import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import type { FlowRecipe } from '@/api';
import { decimals } from '@/lib/format';
import { jobPath } from '@/lib/paths';
import { Section } from '@/ui';
import { MiniCurve } from '../flow';
import { sinceWords } from '../items';
import classes from './Panel.module.css';
import { runEventsQuery } from './recipeQueries';

/** The curve and the best epoch of the recipe's last run; nothing for recipes that do not learn. */
export function LastRun({ projectKey, recipe, jobId }: { projectKey: string; recipe: FlowRecipe; jobId: number }) {
  const events = useQuery(runEventsQuery(projectKey, jobId));
  const epochs = new Map<number, { epoch: number; training: number | undefined; validation: number | undefined }>();
  let of = 0;
  for (const { body, activity_id: activity } of events.data?.events ?? []) {
    if (body.kind !== 'epoch' || (recipe.activity_id !== null && activity !== recipe.activity_id)) continue;
    epochs.set(body.epoch, { epoch: body.epoch, training: body.logs.acc, validation: body.logs.val_acc });
    of = body.of;
  }
  const points = [...epochs.values()].sort((a, b) => a.epoch - b.epoch);
  const best = points.reduce<(typeof points)[number] | undefined>((top, point) => ((point.validation ?? -1) > (top?.validation ?? -1) ? point : top), undefined);
  const isRunning = recipe.state === 'running';
  return (
    <Section title={isRunning ? 'Running now' : 'Last run'} aside={<Link {...jobPath(projectKey, jobId)}>{recipe.last_run_at === null ? 'job' : sinceWords(recipe.last_run_at)}</Link>}>
      {points.length > 0 ? (
        <>
          <MiniCurve epochs={points} of={of} width={276} height={116} hasAxes />
          {best?.validation !== undefined && (
            <dl className={classes.facts}>
              <dt>Best validation accuracy</dt>
              <dd>
                <strong>{decimals(best.validation, 3)}</strong> at epoch {best.epoch}
              </dd>
            </dl>
          )}
        </>
      ) : (
        <p className={classes.fact}>{recipe.state_text === '' ? 'It ended without epochs.' : recipe.state_text}</p>
      )}
    </Section>
  );
}
