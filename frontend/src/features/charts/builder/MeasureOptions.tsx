/** What is worked out of a mark's rows. */
import { Select } from '@mantine/core';
import classes from '../Charts.module.css';
import { isNumber, isUsable } from '../deeds';
import type { Column, Measure } from '../types';

type Function = Measure['function'];
const WORDS: Record<Function, string> = { count: 'Number of rows', share: 'Share of rows', count_distinct: 'Distinct values', sum: 'Sum', avg: 'Average', median: 'Median', min: 'Least', max: 'Largest' };
const OF_NUMBERS: readonly Function[] = ['sum', 'avg', 'median', 'min', 'max'];
const STACKABLE: readonly Function[] = ['count', 'share', 'sum'];

export function measureWords(measure: Measure): string {
  if (measure.column === null) return WORDS[measure.function];
  return measure.function === 'count' ? `Filled cells of ${measure.column}` : `${WORDS[measure.function]}${measure.function === 'count_distinct' ? ' of' : ''} ${measure.column}`;
}

interface MeasureOptionsProps {
  measure: Measure;
  columns: readonly Column[];
  isStacked: boolean;
  onMeasure: (measure: Measure) => void;
}

export function MeasureOptions({ measure, columns, isStacked, onMeasure }: MeasureOptionsProps) {
  const column = columns.find((one) => one.name === measure.column);
  const hasNumbers = column !== undefined && (isNumber(column) || column.type === 'boolean');
  const functions = (Object.keys(WORDS) as Function[]).filter((one) => !isStacked || STACKABLE.includes(one));
  const needsColumn = measure.function !== 'count' && measure.function !== 'share';
  const fitting = columns.filter((one) => isUsable(one) && (!OF_NUMBERS.includes(measure.function) || isNumber(one) || one.type === 'boolean'));
  return (
    <div className={classes.options}>
      <Select
        label="Figure"
        data={functions.map((value) => ({ value, label: WORDS[value], disabled: column !== undefined && !hasNumbers && OF_NUMBERS.includes(value) }))}
        description={column !== undefined && !hasNumbers ? `“${column.name}” holds no numbers, so it has no sum, average or median.` : undefined}
        value={measure.function}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        onChange={(next) => {
          if (next === null) return;
          onMeasure({ function: next, column: next === 'share' || next === 'count' ? null : measure.column });
        }}
      />
      {needsColumn && <Select label="Of" data={fitting.map((one) => one.name)} value={measure.column} searchable limit={200} allowDeselect={false} comboboxProps={{ withinPortal: false }} onChange={(name) => name !== null && onMeasure({ ...measure, column: name })} />}
    </div>
  );
}
