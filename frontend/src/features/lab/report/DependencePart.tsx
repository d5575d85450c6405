/** How the mean answer follows a column while everything else stays as it is. */
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { colourOf, useClassLook } from '@/features/classes';
import { ErrorLine, SkeletonRows } from '@/ui';
import { classNames, featuresOf } from '../design/features';
import results from '../results/Results.module.css';
import { Plot } from './Plot';
import classes from './Report.module.css';
import { type Reported, dependenceQuery } from './source';

export function DependencePart({ projectKey, model }: { projectKey: string; model: Reported }) {
  const columns = Object.entries(featuresOf(model.design)).flatMap(([name, one]) => (one.role === 'INPUT' && (one.type === 'NUMERIC' || one.type === 'CATEGORY') ? [name] : []));
  const [column, setColumn] = useState<string | null>(null);
  const found = useQuery({ ...dependenceQuery(model.source, column ?? ''), enabled: column !== null });
  const lookOf = useClassLook(projectKey, classNames(model.design));
  if (columns.length === 0) return null;
  const { names = [], points = [] } = found.data ?? {};
  return (
    <section className={classes.part} aria-label="Partial dependence">
      <div className={classes.partHead}>
        <h2>Partial dependence</h2>
        <Select aria-label="Column the answer depends on" data={columns} value={column} placeholder="Choose a column" searchable onChange={setColumn} />
        <span className={classes.note}>the mean answer when this column has one value in all rows</span>
      </div>
      <ErrorLine error={found.error} />
      {column !== null && found.isLoading && <SkeletonRows rows={5} height={36} awaited="the model" />}
      {found.data?.kind === 'NUMERIC' && (
        <Plot title={`Answer by ${found.data.column}`} x={found.data.column} y="mean answer" lines={names.map((name, index) => ({ name, colour: colourOf(lookOf(name)), as: 'both' as const, points: points.flatMap((one) => (typeof one.value === 'number' ? [[one.value, one.means[index] ?? 0] as const] : [])) }))} />
      )}
      {found.data?.kind === 'CATEGORY' && (
        <div className={results.tableScroll}>
          <table className={results.table}>
            <thead>
              <tr>
                <th scope="col">{found.data.column}</th>
                <th scope="col">Share</th>
                {names.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {points.map((one) => (
                <tr key={JSON.stringify(one.value)}>
                  <th scope="row">{typeof one.value === 'string' ? one.value : JSON.stringify(one.value)}</th>
                  <td>{(100 * one.share).toFixed(1)} %</td>
                  {one.means.map((mean, index) => (
                    <td key={names[index]}>{mean.toFixed(4)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
