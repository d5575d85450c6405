/** What becomes of each column in a group: a table of columns and functions, with the finer settings of a column at its end. */
import { ActionIcon, Checkbox, Popover, TextInput } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { useState } from 'react';
import { useForm, type ColumnChoice, type ControlProps } from '../forms';
import { ColumnPick } from './parts';
import classes from './Visual.module.css';
import { put, rowsOf, textOf, textsOf, type Row } from './visualContext';

const FUNCTIONS = [
  { name: 'count', word: 'count' },
  { name: 'count_distinct', word: 'distinct' },
  { name: 'min', word: 'min' },
  { name: 'max', word: 'max' },
  { name: 'sum', word: 'sum' },
  { name: 'avg', word: 'avg' },
  { name: 'median', word: 'median' },
  { name: 'stddev', word: 'std dev' },
  { name: 'concat', word: 'concat' },
  { name: 'concat_distinct', word: 'concat distinct' },
  { name: 'first', word: 'first' },
  { name: 'last', word: 'last' },
] as const;
const MOST_SHOWN = 60;

/** Switch a function of a column; a column without any has no line. */
export function toggled(rows: readonly Row[], column: string, name: string, isOn: boolean): Row[] {
  const at = rows.findIndex((row) => row.column === column);
  const old = textsOf(rows[at]?.functions);
  const functions = FUNCTIONS.map((one) => one.name).filter((one) => (one === name ? isOn : old.includes(one)));
  if (at < 0) return isOn ? [...rows, { column, functions }] : [...rows];
  return functions.length === 0 ? rows.filter((_, index) => index !== at) : put(rows, at, { functions });
}

export function Aggregations({ value, onChange }: Pick<ControlProps, 'value' | 'onChange'>) {
  const { columns = [], values } = useForm();
  const [search, setSearch] = useState('');
  const rows = rowsOf(value);
  const keys = new Set(textsOf(values.keys));
  const listed = new Set(columns.map((column) => column.name));
  const gone: ColumnChoice[] = rows.map((row) => textOf(row.column)).filter((name) => !listed.has(name)).map((name) => ({ name, type: 'not there' }));
  const found = [...gone, ...columns.filter((column) => !keys.has(column.name))].filter((column) => column.name.toLocaleLowerCase('en-GB').includes(search.toLocaleLowerCase('en-GB')));
  const shown = found.slice(0, MOST_SHOWN);
  return (
    <div className={classes.wide}>
      {columns.length > 12 && <TextInput size="xs" style={{ width: 220 }} placeholder="Find a column" aria-label="Find a column to aggregate" value={search} onChange={(event) => setSearch(event.currentTarget.value)} />}
      {/* A wide table scrolls by itself and must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.matrixFrame} tabIndex={0} role="region" aria-label="Columns and functions">
        <table className={classes.matrix}>
          <thead>
            <tr>
              <th scope="col">Column</th>
              {FUNCTIONS.map((one) => (
                <th key={one.name} scope="col">
                  {one.word}
                </th>
              ))}
              <th>
                <span className="visually-hidden">Settings</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((column) => {
              const at = rows.findIndex((row) => row.column === column.name);
              const row = rows[at];
              const functions = textsOf(row?.functions);
              return (
                <tr key={column.name} data-used={functions.length > 0}>
                  <th scope="row">
                    {column.name} <small>{column.type}</small>
                  </th>
                  {FUNCTIONS.map((one) => (
                    <td key={one.name}>
                      <Checkbox size="xs" aria-label={`${one.word} of ${column.name}`} checked={functions.includes(one.name)} onChange={(event) => onChange(toggled(rows, column.name, one.name, event.currentTarget.checked))} />
                    </td>
                  ))}
                  <td>{row !== undefined && <Finer row={row} columns={columns} onChange={(part) => onChange(put(rows, at, part))} />}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {found.length > shown.length && <p className={classes.quiet}>{found.length - shown.length} more columns: find them by name.</p>}
      {columns.length === 0 && <p className={classes.quiet}>The input has no columns yet. Build it, or choose another under Inputs and outputs.</p>}
    </div>
  );
}

function Finer({ row, columns, onChange }: { row: Row; columns: readonly ColumnChoice[]; onChange: (part: Row) => void }) {
  const name = textOf(row.column);
  return (
    <Popover withinPortal position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <ActionIcon size={26} aria-label={`Settings of ${name}`}>
          <IconAdjustments size={15} stroke={1.5} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.finer}>
        <div>
          <span className={classes.small}>First and last go by</span>
          <ColumnPick label={`Order for ${name}`} columns={columns} value={textOf(row.order)} placeholder="the rows’ order" isClearable onChange={(order) => onChange({ order })} />
        </div>
        <Checkbox size="xs" label="falling order" checked={row.descending === true} onChange={(event) => onChange({ descending: event.currentTarget.checked })} />
        <Checkbox size="xs" label="skip empty cells for first and last" checked={row.ignore_empty === true} onChange={(event) => onChange({ ignore_empty: event.currentTarget.checked })} />
        <TextInput size="xs" label="Between concatenated values" value={typeof row.separator === 'string' ? row.separator : ', '} onChange={(event) => onChange({ separator: event.currentTarget.value })} />
      </Popover.Dropdown>
    </Popover>
  );
}
