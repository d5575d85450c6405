/** A stack's inputs, and which of their columns fill each column of the result. */
import { Button, TextInput } from '@mantine/core';
import { useForm, type ControlProps } from '../forms';
import { Add, ColumnPick, FormulaInput, Line } from './parts';
import classes from './Visual.module.css';
import { put, rowsOf, swapped, textOf, textsOf, useVisual, without, type Row, type TableChoice } from './visualContext';

type Part = Pick<ControlProps, 'value' | 'onChange'>;

export function StackInputs({ value, onChange }: Part) {
  const { values } = useForm();
  const { tables } = useVisual();
  const rows = rowsOf(value);
  // One line for each input; those without settings are as they would be by default.
  const all = tables.map((_, index) => rows[index] ?? { filter: '', label: '' });
  const hasOrigin = textOf(values.origin) !== '';
  if (tables.length === 0) return <p className={classes.quiet}>Choose the tables under Inputs and outputs; their order there is the order here.</p>;
  return (
    <div className={classes.lines}>
      {tables.map((table, index) => (
        <Line key={table.id} name={table.name}>
          <strong className={classes.tableName}>{table.name}</strong>
          <FormulaInput label={`Rows of ${table.name} to take`} placeholder="all rows; or a formula for those to take" value={textOf(all[index]?.filter)} onChange={(filter) => onChange(put(all, index, { filter }))} />
          {hasOrigin && <TextInput aria-label={`Origin of ${table.name}`} style={{ width: 150 }} placeholder={table.name} value={textOf(all[index]?.label)} onChange={(event) => onChange(put(all, index, { label: event.currentTarget.value }))} />}
        </Line>
      ))}
    </div>
  );
}

/** A line for each name that any table has, filled from the tables that have it. */
export function mappingByName(tables: readonly TableChoice[]): Row[] {
  const names = [...new Set(tables.flatMap((table) => table.columns.map((column) => column.name)))];
  return names.map((name) => ({ name, columns: tables.map((table) => (table.columns.some((column) => column.name === name) ? name : '')) }));
}

export function StackMapping({ value, onChange }: Part) {
  const { tables } = useVisual();
  const rows = rowsOf(value);
  return (
    <div className={classes.lines}>
      {rows.map((row, index) => {
        const name = `column ${index + 1}`;
        const columns = textsOf(row.columns);
        return (
          <Line key={index} name={name} onRemove={() => onChange(without(rows, index))} onUp={index === 0 ? undefined : () => onChange(swapped(rows, index, -1))} onDown={index === rows.length - 1 ? undefined : () => onChange(swapped(rows, index, 1))}>
            <TextInput aria-label={`Name of ${name}`} style={{ width: 150 }} placeholder="name" value={textOf(row.name)} onChange={(event) => onChange(put(rows, index, { name: event.currentTarget.value }))} />
            <span aria-hidden="true">=</span>
            {tables.map((table, at) => (
              <ColumnPick key={table.id} label={`Column of ${table.name} for ${name}`} columns={table.columns} value={columns[at] ?? ''} placeholder={`nothing of ${table.name}`} isClearable width={170} onChange={(next) => onChange(put(rows, index, { columns: tables.map((_, place) => (place === at ? next : (columns[place] ?? ''))) }))} />
            ))}
          </Line>
        );
      })}
      <div className={classes.buttons}>
        <Add isFirst={rows.length === 0} onClick={() => onChange([...rows, { name: '', columns: tables.map(() => '') }])}>
          Add a column
        </Add>
        {rows.length === 0 && tables.length > 0 && (
          <Button size="xs" variant="subtle" onClick={() => onChange(mappingByName(tables))}>
            Start with all columns by name
          </Button>
        )}
      </div>
    </div>
  );
}
