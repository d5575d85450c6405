/** Build: how far upstream to go, and what that would run, each step with its reason, before anything starts. */
import { Button, Modal, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import type { BuildType, PlanOut, Target } from '@/api';
import { recipeLook } from '@/features/items';
import { counted } from '@/lib/format';
import { jobPath } from '@/lib/paths';
import { ErrorLine, ItemShape, say, SkeletonRows, StateGlyph } from '@/ui';
import classes from './Dialogs.module.css';
import { planQuery, useStartBuild } from './queries';

const MODES: readonly { value: BuildType; label: string; help: string }[] = [
  { value: 'NON_RECURSIVE_FORCED_BUILD', label: 'Only this', help: 'Runs the one recipe, whatever its inputs are like' },
  { value: 'RECURSIVE_BUILD', label: 'Modified upstream', help: 'Also runs what has changed before it' },
  { value: 'RECURSIVE_FORCED_BUILD', label: 'All upstream', help: 'Runs everything before it again' },
];

interface BuildDialogProps {
  projectKey: string;
  targets: readonly Target[];
  names: ReadonlyMap<string, string>;
  onClose: () => void;
}

export function BuildDialog({ projectKey, targets, names, onClose }: BuildDialogProps) {
  const onlyRecipe = targets.length === 1 && targets[0]?.kind === 'recipe';
  const [buildType, setBuildType] = useState<BuildType>(onlyRecipe ? 'NON_RECURSIVE_FORCED_BUILD' : 'RECURSIVE_BUILD');
  // One key for the life of the dialog: pressing twice or trying again starts one job, not two.
  const once = `${useId()}-${useState(() => Date.now().toString(36))[0]}-${buildType}`;
  const plan = useQuery(planQuery(projectKey, targets, buildType));
  const start = useStartBuild(projectKey);
  const navigate = useNavigate();
  const steps = plan.data?.activities.length ?? 0;

  const send = (isWatching: boolean) =>
    start.mutate(
      { targets, buildType, once },
      {
        onSuccess: (job) => {
          onClose();
          if (isWatching) void navigate(jobPath(projectKey, job.id));
          else say(`Job ${job.id.toLocaleString('en-GB')} has started`);
        },
      },
    );
  const title = targets.length === 1 ? `Build ${names.get(targets[0]?.id ?? '') ?? 'this'}` : `Build ${targets.length} items`;
  return (
    <Modal opened onClose={onClose} title={title} size={560}>
      <Radio.Group value={buildType} onChange={(value) => setBuildType(value)} aria-label="How far to build">
        <div className={classes.modes}>
          {MODES.map((mode) => (
            <Radio key={mode.value} value={mode.value} label={mode.label} description={mode.help} data-autofocus={mode.value === buildType || undefined} />
          ))}
        </div>
      </Radio.Group>
      <div className={classes.plan} aria-live="polite">
        {plan.isPending && <SkeletonRows rows={3} height={40} awaited="the plan" />}
        <ErrorLine error={plan.error} />
        {plan.data && <Plan plan={plan.data} />}
      </div>
      <ErrorLine error={start.error} />
      <div className={classes.foot}>
        <Button onClick={onClose}>Cancel</Button>
        <Button disabled={steps === 0} loading={start.isPending} onClick={() => send(false)}>
          Build here
        </Button>
        <Button variant="filled" disabled={steps === 0} loading={start.isPending} onClick={() => send(true)}>
          {steps === 0 ? 'Nothing to run' : `Run ${counted(steps, 'recipe')} and watch`}
        </Button>
      </div>
    </Modal>
  );
}

function Plan({ plan }: { plan: PlanOut }) {
  return (
    <>
      {plan.problems.map((problem) => (
        <ErrorLine key={problem} error={problem} />
      ))}
      {plan.activities.length === 0 && <p className={classes.quiet}>Everything is up to date. Choose “All upstream” to run it again.</p>}
      {plan.activities.length > 0 && (
        <ol className={classes.steps} aria-label="What will run">
          {plan.activities.map((step) => (
            <li key={step.recipe_id} className={classes.step}>
              <ItemShape {...recipeLook({ family: step.family as 'deep', icon: step.icon })} size={26} />
              <span>
                <strong>{step.recipe_name}</strong>
                <span className={classes.reason}>{step.reason}</span>
              </span>
            </li>
          ))}
        </ol>
      )}
      {plan.skipped.length > 0 && (
        <details className={classes.skipped}>
          <summary>{counted(plan.skipped.length, 'recipe')} left as they are</summary>
          <ul className={classes.steps}>
            {plan.skipped.map((step) => (
              <li key={step.recipe_id} className={classes.step}>
                <StateGlyph state="up_to_date" />
                <span>
                  {step.recipe_name}
                  <span className={classes.reason}>{step.reason}</span>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
