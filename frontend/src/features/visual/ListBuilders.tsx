/** Builders that are lists of lines: sort keys, computed columns, custom aggregates, values of a pivot. */
import { Checkbox, TextInput } from '@mantine/core';
import { Segmented } from '@/ui';
import { useForm, type ControlProps } from '../forms';
import { Add, ColumnPick, FormulaInput, Line, Pick as Choose } from './parts';
import classes from './Visual.module.css';
import { put, rowsOf, swapped, textOf, without, type Row } from './visualContext';

export function SortKeys({ value, onChange }: Part) {
  const { columns = [] } = useForm();
  const keys = rowsOf(value);
  const taken = new Set(keys.map((key) => key.column));
  return (
    <div className={classes.lines}>
      {keys.map((key, index) => {
        const name = `sort key ${index + 1}`;
        const set = (part: Row) => onChange(put(keys, index, part));
        return (
          <Line key={index} name={name} onRemove={() => onChange(without(keys, index))} onUp={index === 0 ? undefined : () => onChange(swapped(keys, index, -1))} onDown={index === keys.length - 1 ? undefined : () => onChange(swapped(keys, index, 1))}>
            <ColumnPick label={`Column of ${name}`} columns={columns} value={textOf(key.column)} onChange={(column) => set({ column })} />
            <Segmented
              label={`Direction of ${name}`}
              value={key.descending === true ? 'down' : 'up'}
              options={[
                { value: 'up', label: 'Rising' },
                { value: 'down', label: 'Falling' },
              ]}
              onChange={(next) => set({ descending: next === 'down' })}
            />
            <Checkbox size="xs" label="empty first" checked={key.empty_first === true} onChange={(event) => set({ empty_first: event.currentTarget.checked })} />
          </Line>
        );
      })}
      <Add isFirst={keys.length === 0} onClick={() => onChange([...keys, { column: columns.find((column) => !taken.has(column.name))?.name ?? '', descending: false, empty_first: false }])}>
        Add a sort key
      </Add>
    </div>
  );
}

type Part = Pick<ControlProps, 'value' | 'onChange'>;

/** @param noun What a line is: "column", "aggregate". */
export function NamedFormulas({ value, onChange, noun, example }: Part & { noun: string; example: string }) {
  const rows = rowsOf(value);
  return (
    <div className={classes.lines}>
      {rows.map((row, index) => {
        const name = `${noun} ${index + 1}`;
        return (
          <Line key={index} name={name} onRemove={() => onChange(without(rows, index))} onUp={index === 0 ? undefined : () => onChange(swapped(rows, index, -1))} onDown={index === rows.length - 1 ? undefined : () => onChange(swapped(rows, index, 1))}>
            <TextInput aria-label={`Name of ${name}`} style={{ width: 160 }} placeholder="name" value={textOf(row.name)} spellCheck={false} onChange={(event) => onChange(put(rows, index, { name: event.currentTarget.value }))} />
            <span aria-hidden="true">=</span>
            <FormulaInput label={`Formula of ${name}`} value={textOf(row.formula)} placeholder={example} onChange={(formula) => onChange(put(rows, index, { formula }))} />
          </Line>
        );
      })}
      <Add isFirst={rows.length === 0} onClick={() => onChange([...rows, { name: '', formula: '' }])}>
        Add a {noun}
      </Add>
    </div>
  );
}

const PIVOT_FUNCTIONS = [
  { value: 'count', label: 'Count' },
  { value: 'count_distinct', label: 'Count distinct' },
  { value: 'sum', label: 'Sum' },
  { value: 'avg', label: 'Average' },
  { value: 'min', label: 'Minimum' },
  { value: 'max', label: 'Maximum' },
  { value: 'median', label: 'Median' },
  { value: 'stddev', label: 'Standard deviation' },
  { value: 'first', label: 'First' },
  { value: 'last', label: 'Last' },
];

export function PivotValues({ value, onChange }: Part) {
  const { columns = [] } = useForm();
  const rows = rowsOf(value);
  return (
    <div className={classes.lines}>
      {rows.map((row, index) => {
        const name = `value ${index + 1}`;
        const set = (part: Row) => onChange(put(rows, index, part));
        return (
          <Line key={index} name={name} onRemove={() => onChange(without(rows, index))}>
            <Choose label={`Function of ${name}`} options={PIVOT_FUNCTIONS} value={textOf(row.function) || 'count'} onChange={(next) => set({ function: next })} />
            <span>of</span>
            <ColumnPick label={`Column of ${name}`} columns={columns} value={textOf(row.column)} placeholder={row.function === 'count' || row.function === undefined ? 'all rows' : 'Choose a column'} isClearable onChange={(column) => set({ column })} />
            <TextInput aria-label={`Ending of the names of ${name}`} style={{ width: 140 }} placeholder="name, if wished" value={textOf(row.name)} onChange={(event) => set({ name: event.currentTarget.value })} />
          </Line>
        );
      })}
      <Add isFirst={rows.length === 0} onClick={() => onChange([...rows, { column: '', function: 'count', name: '' }])}>
        Add a value
      </Add>
    </div>
  );
}
