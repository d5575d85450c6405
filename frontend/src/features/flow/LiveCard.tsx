/** The learning curve of a running recipe, with its epoch in large. */
import { duration } from '@/lib/format';
import { StateMark } from '@/ui';
import classes from './FlowPanel.module.css';
import type { LiveRun } from './liveRuns';
import { MiniCurve } from './MiniCurve';

export function LiveCard({ run }: { run: LiveRun }) {
  const last = run.epochs.at(-1);
  const best = run.epochs.reduce<(typeof run.epochs)[number] | undefined>(
    (found, point) => ((point.validation ?? -1) > (found?.validation ?? -1) ? point : found),
    undefined,
  );
  if (!last) return null;
  return (
    <div className={classes.live}>
      <div className={classes.liveHead}>
        <span className={classes.epoch}>
          {last.epoch}
          <small>/{run.of}</small>
        </span>
        <div>
          <StateMark state="running" word={run.secondsLeft === undefined ? 'running' : `running, ${duration(run.secondsLeft)} left`} progress={last.epoch / Math.max(1, run.of)} />
          {best?.validation !== undefined && (
            <p className={classes.best}>
              best so far {best.validation.toFixed(4)} at epoch {best.epoch}, kept
            </p>
          )}
        </div>
      </div>
      <MiniCurve epochs={run.epochs} of={run.of} width={250} height={112} hasAxes />
      <div className={classes.keyLine}>
        <span className={classes.key}>training accuracy</span>
        <span className={`${classes.key ?? ''} ${classes.keyDashed ?? ''}`}>validation</span>
      </div>
    </div>
  );
}
