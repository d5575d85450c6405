/** How a column becomes places: its values, bins or spans of dates; how many, in which order. */
import { Checkbox, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import classes from '../Charts.module.css';
import { isNumber } from '../deeds';
import type { Column, Dimension, Well } from '../types';

type Group = 'values' | 'bins' | 'date';
const GROUPS: Record<Group, string> = { values: 'Each value', bins: 'Ranges of numbers', date: 'Spans of dates' };
const BY: Record<Dimension['by'], string> = { auto: 'As fits the rows', year: 'Year', quarter: 'Quarter', month: 'Month', week: 'Week', day: 'Day', hour: 'Hour', minute: 'Minute', month_of_year: 'Month of the year', weekday: 'Day of the week', hour_of_day: 'Hour of the day' };
const MOST = 200;

/** The group that a dimension has where none was chosen: the same rule as the server's. */
export function groupOf(dimension: Dimension, column: Column | undefined): Group {
  if (dimension.group !== 'auto') return dimension.group;
  if (column === undefined) return 'values';
  if (column.type === 'date') return 'date';
  return isNumber(column) && !['flag', 'class', 'boolean'].includes(column.meaning ?? '') ? 'bins' : 'values';
}

export function dimensionWords(dimension: Dimension, columns: readonly Column[], well: Well): string {
  const column = columns.find((one) => one.name === dimension.column);
  if (well.takes === 'numbers') return dimension.column;
  const group = groupOf(dimension, column);
  if (group === 'date' && dimension.by !== 'auto') return `${dimension.column}, ${BY[dimension.by].toLowerCase()}`;
  return dimension.column;
}

interface DimensionOptionsProps {
  dimension: Dimension;
  columns: readonly Column[];
  isHistogram: boolean;
  hasMeasure: boolean;
  onDimension: (dimension: Dimension) => void;
}

export function DimensionOptions({ dimension, columns, isHistogram, hasMeasure, onDimension }: DimensionOptionsProps) {
  const column = columns.find((one) => one.name === dimension.column);
  const group = isHistogram ? 'bins' : groupOf(dimension, column);
  const set = (change: Partial<Dimension>) => onDimension({ ...dimension, ...change });
  const groups = (['values', 'bins', 'date'] as const).filter((one) => one === 'values' || (one === 'bins' ? column !== undefined && isNumber(column) : column?.type === 'date'));
  return (
    <div className={classes.options}>
      {groups.length > 1 && !isHistogram && <Select label="Group by" data={groups.map((value) => ({ value, label: GROUPS[value] }))} value={group} allowDeselect={false} comboboxProps={{ withinPortal: false }} onChange={(next) => next !== null && set({ group: next })} />}
      {group === 'bins' && <Whole label="About how many ranges" description="Their edges are round numbers." value={dimension.bins} onValue={(bins) => set({ bins })} />}
      {group === 'date' && <Select label="Span" data={Object.entries(BY).map(([value, label]) => ({ value, label }))} value={dimension.by} allowDeselect={false} comboboxProps={{ withinPortal: false }} onChange={(next) => next !== null && set({ by: next as Dimension['by'] })} />}
      {group === 'values' && (
        <>
          <Select
            label="Order"
            data={[{ value: 'size', label: 'Most rows first' }, { value: 'measure', label: hasMeasure ? 'Largest figure first' : 'Largest figure first (rows)' }, { value: 'name', label: 'By name' }]}
            value={dimension.order}
            allowDeselect={false}
            comboboxProps={{ withinPortal: false }}
            onChange={(next) => next !== null && set({ order: next })}
          />
          <Whole label="Show at most" description={dimension.order === 'name' ? 'Those with most rows, ordered by name.' : ''} value={dimension.most} onValue={(most) => set({ most })} />
          <Checkbox label="Put the rest together as others" checked={dimension.others} onChange={(event) => set({ others: event.currentTarget.checked })} />
        </>
      )}
      {!isHistogram && <Checkbox label="Show rows where it is empty" checked={dimension.empty} onChange={(event) => set({ empty: event.currentTarget.checked })} />}
    </div>
  );
}

function Whole({ label, description, value, onValue }: { label: string; description: string; value: number; onValue: (value: number) => void }) {
  const [text, setText] = useState<string | number>(value);
  return (
    <NumberInput
      label={label}
      description={description}
      w={140}
      min={1}
      max={MOST}
      clampBehavior="strict"
      allowDecimal={false}
      allowNegative={false}
      value={text}
      onChange={(next) => {
        setText(next);
        if (typeof next === 'number' && next >= 1 && next <= MOST) onValue(next);
      }}
    />
  );
}
