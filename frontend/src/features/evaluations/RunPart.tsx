/** One run whole: figures beside those of the training, drift of the answers and of each feature, and what was confused. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ConfusionView, PerClassTable, type Pair } from '@/features/models';
import { BehindCell, readReport } from '@/features/lab';
import { metricWord } from '@/features/savedmodels';
import { count, counted, decimals } from '@/lib/format';
import { ErrorState, SkeletonRows } from '@/ui';
import { DriftTable } from './DriftTable';
import classes from './Evaluations.module.css';
import { runQuery, runRows, type Evaluation, type EvaluationBrief } from './queries';

interface RunPartProps {
  projectKey: string;
  storeId: string;
  brief: EvaluationBrief;
}

export function RunPart({ projectKey, storeId, brief }: RunPartProps) {
  const run = useQuery(runQuery(projectKey, storeId, brief.path));
  if (run.error) return <ErrorState error={run.error} what="this evaluation" onRetry={() => void run.refetch()} />;
  if (!run.data) return <SkeletonRows rows={8} height={32} awaited="the evaluation" />;
  return <Shown key={brief.path} projectKey={projectKey} storeId={storeId} run={run.data} />;
}

function Shown({ projectKey, storeId, run }: { projectKey: string; storeId: string; run: Evaluation }) {
  const [chosen, setChosen] = useState<Pair>();
  const noun = run.has_rows && run.picture_folder !== '' ? 'picture' : 'row';
  const confusion = readReport.confusion(run.confusion);
  const perClass = readReport.classMetrics(run.classes);
  const unknown = Object.entries(run.unknown_classes);
  // An own metric has a value only where the task has one.
  const names = Object.keys(run.metrics).filter((name) => typeof run.metrics[name] === 'number' || typeof run.training_metrics[name] === 'number');
  return (
    <>
      <section className={classes.part} aria-label="Figures">
        <h2>Figures</h2>
        <p className={classes.note}>
          {counted(run.rows, 'row')} of{' '}
          <Link to="/projects/$key/datasets/$id" params={{ key: projectKey, id: run.dataset.id }}>
            {run.dataset.name}
          </Link>
          , {count(run.judged)} judged with{' '}
          <Link to="/projects/$key/saved-models/$id" params={{ key: projectKey, id: run.model.id }} search={{ version: run.model.version }}>
            {run.model.name}, version {run.model.version}
          </Link>
          .{run.rows > run.with_truth && ` ${counted(run.rows - run.with_truth, 'row')} without a truth are left out.`}
        </p>
        {unknown.length > 0 && (
          <p className={classes.warning}>
            The model does not know {unknown.map(([name, rows]) => `“${name}” (${count(rows)})`).join(', ')}: these rows are wrong whatever it says, and are not in the metrics.
          </p>
        )}
        <table className={`${classes.table ?? ''} ${classes.narrow ?? ''}`}>
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <th scope="col" className={classes.number}>
                This run
              </th>
              <th scope="col" className={classes.number}>
                At training
              </th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row">{metricWord(name)}</th>
                <td className={classes.number}>{decimals(run.metrics[name])}</td>
                <td className={classes.number}>{decimals(run.training_metrics[name])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <DriftTable run={run} />
      {confusion && (
        <ConfusionView
          projectKey={projectKey}
          confusion={confusion}
          chosen={chosen}
          onChoose={setChosen}
          noun={noun}
          behind={
            chosen &&
            (run.has_rows ? (
              <BehindCell
                projectKey={projectKey}
                source={runRows(projectKey, storeId, run.path)}
                names={confusion.labels.map(String)}
                pair={chosen}
                noun={noun}
                canChange={false}
                onClose={() => setChosen(undefined)}
              />
            ) : (
              <p className={classes.note}>This evaluation keeps no rows to look at. Evaluate again.</p>
            ))
          }
        />
      )}
      {perClass.length > 0 && <PerClassTable projectKey={projectKey} rows={perClass} noun="Rows" />}
    </>
  );
}
