/** How a chart is made: its type, what is in its wells, and the columns there are. */
import { Checkbox } from '@mantine/core';
import { ApiError } from '@/api';
import classes from '../Charts.module.css';
import { turnedInto } from '../deeds';
import type { Chart, ChartType, Column } from '../types';
import { ColumnList } from './ColumnList';
import { TypePicker } from './TypePicker';
import { WellField } from './WellField';

interface BuilderProps {
  chart: Chart;
  types: readonly ChartType[];
  columns: readonly Column[];
  /** What the server said of the chart as it stands. */
  error: unknown;
  isReadOnly: boolean;
  onChart: (chart: Chart, tag?: string) => void;
}

const OPTIONS = { horizontal: 'Lying bars', shares: 'As shares of 100 %' } as const;

export function Builder({ chart, types, columns, error, isReadOnly, onChart }: BuilderProps) {
  const type = types.find((one) => one.name === chart.type) ?? types[0];
  if (type === undefined) return null;
  const problems = error instanceof ApiError ? error.fields : [];
  const problemOf = (well: string) => problems.find((one) => one.loc[0] === well)?.message;
  return (
    <section className={classes.builder} aria-label="Make the chart">
      <TypePicker types={types} type={chart.type} isReadOnly={isReadOnly} onType={(next) => onChart(turnedInto(chart, next, columns))} />
      <div className={classes.wells}>
        {type.wells.map((well) => (
          <WellField key={well.name} well={well} chart={chart} columns={columns} problem={problemOf(well.name)} isReadOnly={isReadOnly} onChart={onChart} />
        ))}
        {type.options.map((option) => (
          <Checkbox key={option} label={chart.type === 'boxes' && option === 'horizontal' ? 'Lying boxes' : OPTIONS[option]} checked={chart[option]} disabled={isReadOnly} onChange={(event) => onChart({ ...chart, [option]: event.currentTarget.checked })} />
        ))}
      </div>
      <ColumnList columns={columns} chart={chart} type={type} isReadOnly={isReadOnly} onChart={onChart} />
    </section>
  );
}
