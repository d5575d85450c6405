/** The first rows as they would be read, with the type and meaning of each column, which can be changed. */
import { Select, TextInput } from '@mantine/core';
import classes from './Dataset.module.css';
import { isNumeric, MEANING_WORDS, textOf } from './cellValues';
import type { Column } from './types';

const TYPES: { value: Column['type']; label: string }[] = [
  { value: 'string', label: 'text' },
  { value: 'bigint', label: 'integer' },
  { value: 'double', label: 'decimal' },
  { value: 'boolean', label: 'boolean' },
  { value: 'date', label: 'date' },
  { value: 'array', label: 'array' },
  { value: 'object', label: 'object' },
];
const MEANINGS = Object.entries(MEANING_WORDS).map(([value, label]) => ({ value, label }));
const MOST_COLUMNS = 60;

interface PreviewTableProps {
  columns: readonly Column[];
  rows: readonly (readonly unknown[])[];
  onColumn?: ((index: number, column: Column) => void) | undefined;
  /** Names and comments can be written too. */
  isNaming?: boolean;
}

export function PreviewTable({ columns, rows, onColumn, isNaming = false }: PreviewTableProps) {
  const shown = columns.slice(0, MOST_COLUMNS);
  return (
    // A wide table scrolls by itself and must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.preview} tabIndex={0} role="region" aria-label="Preview of the rows">
      <table>
        <thead>
          <tr>
            <th scope="col" className={classes.previewNumber}>
              <span className="visually-hidden">Row</span>
            </th>
            {shown.map((column, index) => (
              <th key={index} scope="col">
                {isNaming && onColumn ? (
                  <>
                    <TextInput size="xs" variant="unstyled" classNames={{ input: classes.nameInput ?? '' }} aria-label={`Name of column ${String(index + 1)}`} value={column.name} maxLength={200} onChange={(event) => onColumn(index, { ...column, name: event.currentTarget.value })} />
                    <TextInput size="xs" variant="unstyled" aria-label={`Comment on ${column.name}`} placeholder="comment" value={column.comment ?? ''} maxLength={1000} onChange={(event) => onColumn(index, { ...column, comment: event.currentTarget.value === '' ? null : event.currentTarget.value })} />
                  </>
                ) : (
                  <strong>{column.name}</strong>
                )}
                <span className={classes.kinds}>
                  <TypeSelect column={column} onChange={onColumn && ((next) => onColumn(index, next))} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            <tr key={number}>
              <td className={classes.previewNumber}>{number + 1}</td>
              {shown.map((column, index) => {
                const value = row[index];
                const isNone = value === null || value === undefined || value === '';
                return (
                  <td key={index} data-number={isNumeric(column)}>
                    {isNone ? <span className={classes.dot}>·</span> : textOf(value, column)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {columns.length > MOST_COLUMNS && <p className={classes.quiet}>{columns.length - MOST_COLUMNS} more columns are read and not shown here.</p>}
    </div>
  );
}

function TypeSelect({ column, onChange }: { column: Column; onChange: ((column: Column) => void) | undefined }) {
  return (
    <>
      <Select
        size="xs"
        variant="unstyled"
        w={84}
        aria-label={`Type of ${column.name}`}
        data={TYPES.some((type) => type.value === column.type) ? TYPES : [{ value: column.type, label: column.type }, ...TYPES]}
        value={column.type}
        allowDeselect={false}
        disabled={!onChange}
        onChange={(next) => next !== null && onChange?.({ ...column, type: next })}
      />
      <Select
        size="xs"
        variant="unstyled"
        w={116}
        aria-label={`Meaning of ${column.name}`}
        classNames={{ input: classes.meaning ?? '' }}
        data={MEANINGS}
        value={column.meaning ?? 'text'}
        allowDeselect={false}
        disabled={!onChange}
        onChange={(next) => next !== null && onChange?.({ ...column, meaning: next as NonNullable<Column['meaning']> })}
      />
    </>
  );
}
