/** The first rows as they would be read, with the type and meaning of each column, which can be changed. */
import { Select, TextInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { decimalsOf, isNumeric, MEANING_WORDS, textOf, typeWord } from './cellValues';
import classes from './Dataset.module.css';
import { chosenWords, isChosen, meaningsFor, ownMeaning } from './meanings';
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
const MOST_COLUMNS = 60;

interface PreviewTableProps {
  columns: readonly Column[];
  rows: readonly (readonly unknown[])[];
  /** What of a column can be changed: types and meanings; names and comments besides; meanings and comments alone. */
  edits: 'kinds' | 'everything' | 'meanings';
  onColumn: (index: number, column: Column) => void;
}

export function PreviewTable({ columns, rows, edits, onColumn }: PreviewTableProps) {
  const shown = columns.slice(0, MOST_COLUMNS);
  const digits = shown.map((_, index) => Math.max(0, ...rows.map((row) => decimalsOf(row[index]))));
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
                {edits === 'everything' ? (
                  <TextInput size="xs" variant="unstyled" classNames={{ input: `${classes.bare ?? ''} ${classes.nameInput ?? ''}` }} aria-label={`Name of column ${String(index + 1)}`} value={column.name} maxLength={200} onChange={(event) => onColumn(index, { ...column, name: event.currentTarget.value })} />
                ) : (
                  <strong className={classes.columnName}>{column.name}</strong>
                )}
                {edits !== 'kinds' && (
                  <TextInput size="xs" variant="unstyled" classNames={{ input: classes.bare ?? '' }} aria-label={`Comment on ${column.name}`} placeholder="Add a comment" value={column.comment ?? ''} maxLength={1000} onChange={(event) => onColumn(index, { ...column, comment: event.currentTarget.value === '' ? null : event.currentTarget.value })} />
                )}
                <span className={classes.kinds}>
                  {edits === 'meanings' ? <span className={classes.lockedType}>{typeWord(column)}</span> : <TypeSelect column={column} onChange={(next) => onColumn(index, next)} />}
                  <MeaningSelect column={column} onChange={(next) => onColumn(index, next)} />
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
                  <td key={index} data-number={isNumeric(column)} title={column.type === 'date' && typeof value === 'string' ? value : undefined}>
                    {isNone ? <span className={classes.dot}>·</span> : textOf(value, column, digits[index])}
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

interface SelectProps {
  column: Column;
  onChange: (column: Column) => void;
}

function TypeSelect({ column, onChange }: SelectProps) {
  return (
    <Select
      size="xs"
      variant="unstyled"
      w={84}
      aria-label={`Type of ${column.name}`}
      data={TYPES.some((type) => type.value === column.type) ? TYPES : [{ value: column.type, label: column.type }, ...TYPES]}
      value={column.type}
      allowDeselect={false}
      onChange={(next) => next !== null && onChange({ ...column, type: next })}
    />
  );
}

function MeaningSelect({ column, onChange }: SelectProps) {
  const own = ownMeaning(column);
  const isOver = isChosen(column);
  const others = meaningsFor(column).filter((meaning) => !isOver || meaning !== own);
  return (
    <Select
      size="xs"
      variant="unstyled"
      w={isOver ? 132 : 116}
      aria-label={`Meaning of ${column.name}${isOver ? `, ${chosenWords(column)}` : ''}`}
      classNames={{ input: classes.meaning ?? '' }}
      comboboxProps={{ width: 190, position: 'bottom-start' }}
      leftSection={isOver ? <IconLock size={11} stroke={1.8} /> : undefined}
      leftSectionWidth={isOver ? 16 : undefined}
      title={isOver ? chosenWords(column) : undefined}
      data={[...(isOver ? [{ value: own, label: `Auto-detect (${MEANING_WORDS[own]})` }] : []), ...others.map((meaning) => ({ value: meaning, label: MEANING_WORDS[meaning] }))]}
      value={column.meaning ?? 'text'}
      allowDeselect={false}
      onChange={(next) => next !== null && onChange({ ...column, meaning: next })}
    />
  );
}
