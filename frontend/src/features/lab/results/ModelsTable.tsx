/** All models with all metrics and what was chosen for each; a click on a head sorts. */
import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { duration } from '@/lib/format';
import { StateMark } from '@/ui';
import { modelName, MODEL_STATES, scoreWords, stateWords } from '../labWords';
import type { Ranked } from '../ranking';
import type { LabTypes, ModelMetric, Task } from '../types';
import classes from './Results.module.css';

interface ModelsTableProps {
  order: readonly Ranked[];
  types: LabTypes;
  task: Task;
  onOpen: (id: number) => void;
}

/** Models by a metric, those without a value last. */
export function byMetric(order: readonly Ranked[], metric: Pick<ModelMetric, 'name' | 'greater_is_better'>): Ranked[] {
  const sign = metric.greater_is_better ? -1 : 1;
  const value = (one: Ranked) => one.model.metrics[metric.name];
  return [...order].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (typeof x !== 'number' || typeof y !== 'number') return Number(typeof x !== 'number') - Number(typeof y !== 'number');
    return sign * (x - y);
  });
}

export function ModelsTable({ order, types, task, onOpen }: ModelsTableProps) {
  const [sort, setSort] = useState<string>();
  const metrics = types.metrics.filter((one) => one.tasks.includes(task.design.predictionType) && order.some(({ model }) => typeof model.metrics[one.name] === 'number'));
  const by = metrics.find((one) => one.type === sort);
  const shown = by === undefined ? order : byMetric(order, by);
  return (
    // Focusable, so that it scrolls by keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Models as a table">
      <table className={classes.table}>
        <caption className="visually-hidden">Models with their metrics and parameters</caption>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Session</th>
            {metrics.map((metric) => (
              <th key={metric.type} scope="col" aria-sort={sort === metric.type ? (metric.greater_is_better ? 'descending' : 'ascending') : undefined}>
                <UnstyledButton className={classes.sortButton} onClick={() => setSort(sort === metric.type ? undefined : metric.type)} title={metric.description}>
                  {metric.label}
                  {sort === metric.type && (metric.greater_is_better ? ' ↓' : ' ↑')}
                </UnstyledButton>
              </th>
            ))}
            <th scope="col">Took</th>
            <th scope="col" className={classes.left}>
              Parameters
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ model, session }) => (
            <tr key={model.id}>
              <th scope="row">
                <UnstyledButton className={classes.linkButton} onClick={() => onOpen(model.id)}>
                  {modelName(model)}
                </UnstyledButton>
              </th>
              <td>{session.number}</td>
              {metrics.map((metric) => (
                <td key={metric.type} data-best={isBest(order, metric, model.metrics[metric.name])}>
                  {scoreWords(model.metrics[metric.name])}
                </td>
              ))}
              <td>{model.seconds === null ? '·' : duration(model.seconds)}</td>
              <td className={classes.left}>{model.state === 'DONE' ? model.values_text : <StateMark state={MODEL_STATES[model.state]} word={stateWords(model)} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function isBest(order: readonly Ranked[], metric: ModelMetric, value: number | null | undefined): boolean {
  return typeof value === 'number' && byMetric(order, metric)[0]?.model.metrics[metric.name] === value;
}
