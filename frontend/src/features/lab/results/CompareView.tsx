/** Models side by side: every metric, what was chosen for each, and what they confuse. */
import { Button, UnstyledButton } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useClassLook } from '@/features/classes';
import { ConfusionMatrix } from '@/features/models';
import { SheetBar } from '@/ui';
import { modelName, scoreWords } from '../labWords';
import type { Ranked } from '../ranking';
import { CurvesCompared } from '../report/CurvesCompared';
import { readReport } from '../report/reading';
import type { LabTypes, Task } from '../types';
import { classNames } from '../design/features';
import { byMetric } from './ModelsTable';
import { reportQuery, trainedSource } from '../report/source';
import { parametersOf } from './parameters';
import classes from './Results.module.css';

interface CompareViewProps {
  projectKey: string;
  chosen: readonly Ranked[];
  types: LabTypes;
  task: Task;
  onOpen: (id: number) => void;
  onClose: () => void;
}

export function CompareView({ projectKey, chosen, types, task, onOpen, onClose }: CompareViewProps) {
  const lookOf = useClassLook(projectKey, classNames(task.design));
  const metrics = types.metrics.filter((one) => one.tasks.includes(task.design.predictionType) && chosen.some(({ model }) => typeof model.metrics[one.name] === 'number'));
  const isClasses = task.design.predictionType !== 'REGRESSION';
  const confusions = useQueries({ queries: chosen.map(({ model }) => ({ ...reportQuery(trainedSource(projectKey, model.id), 'confusion'), enabled: isClasses })) });
  const parameters = new Map(chosen.map(({ model }) => [model.id, parametersOf(model, types)]));
  const labels = [...new Set([...parameters.values()].flatMap((one) => [...one.keys()]))];
  return (
    <>
      <SheetBar end={<Button onClick={onClose}>Close</Button>}>
        <h2>{chosen.length} models compared</h2>
      </SheetBar>
      {/* Focusable, so that it scrolls by keyboard too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.scroll} tabIndex={0} role="region" aria-label="Comparison">
        <section className={classes.part}>
          <div className={classes.tableScroll}>
            <table className={`${classes.table ?? ''} ${classes.compared ?? ''}`}>
              <caption className="visually-hidden">Metrics and parameters of the compared models</caption>
              <thead>
                <tr>
                  <th scope="col">Metric</th>
                  {chosen.map(({ model }) => (
                    <th key={model.id} scope="col">
                      <UnstyledButton className={classes.linkButton} onClick={() => onOpen(model.id)}>
                        {modelName(model)}
                      </UnstyledButton>
                      <span className={classes.note}>session {model.session_number}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {metrics.map((metric) => {
                  const best = byMetric(chosen, metric)[0]?.model.metrics[metric.name];
                  return (
                    <tr key={metric.type}>
                      <th scope="row">{metric.label}</th>
                      {chosen.map(({ model }) => (
                        <td key={model.id} data-best={model.metrics[metric.name] === best}>
                          {scoreWords(model.metrics[metric.name])}
                        </td>
                      ))}
                    </tr>
                  );
                })}
                {labels.map((label) => (
                  <tr key={label}>
                    <th scope="row">{label}</th>
                    {chosen.map(({ model }) => (
                      <td key={model.id}>{parameters.get(model.id)?.get(label) ?? '·'}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
        <CurvesCompared projectKey={projectKey} chosen={chosen} hasCurves={isClasses} />
        {confusions.some((one) => one.data) && (
          <section className={classes.part} aria-label="Confusion, side by side">
            <div className={classes.partHead}>
              <h2>Confusion</h2>
              <span className={classes.note}>rows are labels, columns are predictions</span>
            </div>
            <div className={classes.bars}>
              {chosen.map(({ model }, index) => {
                const confusion = readReport.confusion(confusions[index]?.data?.content);
                return (
                  <div key={model.id} className={classes.compareColumn}>
                    <h3>{modelName(model)}</h3>
                    {confusion && <ConfusionMatrix confusion={confusion} shown={confusion.labels.map((_, place) => place)} as="count" isSmall lookOf={lookOf} chosen={undefined} onChoose={() => onOpen(model.id)} />}
                  </div>
                );
              })}
            </div>
          </section>
        )}
      </div>
    </>
  );
}
