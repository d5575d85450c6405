/** All runs of a store, newest first; one is open below. */
import { UnstyledButton } from '@mantine/core';
import { count, dateTime, decimals } from '@/lib/format';
import { metricWord } from '@/features/savedmodels';
import classes from './Evaluations.module.css';
import type { EvaluationBrief } from './queries';
import { driftWords, worstLevel } from './words';

interface RunsTableProps {
  runs: readonly EvaluationBrief[];
  shown: string;
  onShow: (path: string) => void;
}

export function RunsTable({ runs, shown, onShow }: RunsTableProps) {
  const metric = Object.keys(runs[0]?.metrics ?? {}).find((name) => runs.some((run) => run.metrics[name] !== null)) ?? '';
  const first = ['accuracy', 'r2'].find((name) => runs.some((run) => run.metrics[name] !== undefined && run.metrics[name] !== null)) ?? metric;
  return (
    // Focusable, so that it scrolls by keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.wide} tabIndex={0} role="region" aria-label="Runs">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Dataset</th>
            <th scope="col">Model</th>
            <th scope="col" className={classes.number}>
              {metricWord(first)}
            </th>
            <th scope="col" className={classes.number}>
              At training
            </th>
            <th scope="col" className={classes.number}>
              Right
            </th>
            <th scope="col">Drift</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.path} data-shown={run.path === shown}>
              <th scope="row">
                <UnstyledButton className={classes.open} aria-current={run.path === shown} onClick={() => onShow(run.path)}>
                  {dateTime(run.at)}
                </UnstyledButton>
              </th>
              <td>{run.dataset.name}</td>
              <td>
                {run.model.name}, version {run.model.version}
              </td>
              <td className={classes.number}>{decimals(run.metrics[first])}</td>
              <td className={classes.number}>{decimals(run.training_metrics[first])}</td>
              <td className={classes.number}>{run.correct === null ? '·' : `${count(run.correct)} of ${count(run.judged)}`}</td>
              <td>
                <span className={classes.level} data-level={worstLevel(run)}>
                  {driftWords(run)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
