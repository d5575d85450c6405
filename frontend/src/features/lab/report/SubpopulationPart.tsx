/** How good the model is on the rows of each value of a column. */
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorLine, SkeletonRows } from '@/ui';
import { featuresOf } from '../design/features';
import { labTypesQuery } from '../labQueries';
import { scoreWords } from '../labWords';
import results from '../results/Results.module.css';
import classes from './Report.module.css';
import { type Reported, subpopulationQuery } from './source';

export function SubpopulationPart({ model }: { model: Reported }) {
  const columns = Object.entries(featuresOf(model.design)).flatMap(([name, one]) => (one.type === 'NUMERIC' || one.type === 'CATEGORY' ? [name] : []));
  const [column, setColumn] = useState<string | null>(null);
  const found = useQuery({ ...subpopulationQuery(model.source, column ?? ''), enabled: column !== null });
  const types = useQuery(labTypesQuery());
  const { data } = found;
  const metrics = (types.data?.metrics ?? []).filter((one) => data && typeof data.all[one.name] === 'number');
  return (
    <section className={classes.part} aria-label="Groups of rows">
      <div className={classes.partHead}>
        <h2>Groups of rows</h2>
        <Select aria-label="Column that groups the rows" data={columns} value={column} placeholder="Choose a column" searchable onChange={setColumn} />
        <span className={classes.note}>whether the model is as good on each of them</span>
      </div>
      <ErrorLine error={found.error} />
      {column !== null && found.isLoading && <SkeletonRows rows={4} height={32} awaited="the model" />}
      {data && data.problem !== '' && <p className={classes.note}>The own metric has no value for some of them. {data.problem}</p>}
      {data && (
        <div className={results.tableScroll}>
          <table className={results.table}>
            <thead>
              <tr>
                <th scope="col">{data.column}</th>
                <th scope="col">Rows</th>
                {metrics.map((one) => (
                  <th key={one.type} scope="col">
                    {one.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[{ name: 'all', rows: data.rows, metrics: data.all }, ...data.groups].map((group, index) => (
                <tr key={`${index}-${group.name}`} data-best={index === 0}>
                  <th scope="row">{group.name}</th>
                  <td>{group.rows.toLocaleString('en-GB')}</td>
                  {metrics.map((one) => (
                    <td key={one.type}>{scoreWords(group.metrics[one.name])}</td>
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
