/** The columns that come out, with their types; where the recipe can, each may be given another name. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { counted } from '@/lib/format';
import { Section } from '@/ui';
import type { ColumnChoice } from '../forms';
import { outputColumns, renamed, type OutputColumn } from './renames';
import type { Row } from './visualContext';
import classes from './Visual.module.css';

interface OutputColumnsProps {
  columns: readonly ColumnChoice[] | undefined;
  renames: unknown;
  /** Left out where names cannot be given. */
  onRenames?: ((renames: Row[]) => void) | undefined;
}

const MOST_SHOWN = 200;

export function OutputColumns({ columns, renames, onRenames }: OutputColumnsProps) {
  const found = columns === undefined ? [] : outputColumns(columns, renames);
  return (
    <Section title="Columns that come out" aside={<span className={classes.small}>{columns === undefined ? '' : counted(found.length, 'column')}</span>}>
      {columns === undefined ? (
        <p className={classes.quiet}>They are known once the settings hold.</p>
      ) : (
        <ol className={classes.outputs}>
          {found.slice(0, MOST_SHOWN).map((column) => (
            <li key={column.original}>
              {onRenames === undefined ? <span className={classes.outputName}>{column.name}</span> : <Name key={column.name} column={column} onName={(name) => onRenames(renamed(renames, column.original, name))} />}
              <small>{column.type}</small>
            </li>
          ))}
        </ol>
      )}
      {found.length > MOST_SHOWN && <p className={classes.quiet}>{found.length - MOST_SHOWN} more columns come out.</p>}
    </Section>
  );
}

/** A name is taken when the field is left or Enter is pressed: a half-typed one would be worked out for nothing. */
function Name({ column, onName }: { column: OutputColumn; onName: (name: string) => void }) {
  const [typed, setTyped] = useState(column.name);
  const settle = () => typed !== column.name && onName(typed.trim());
  return (
    <TextInput
      size="xs"
      variant="unstyled"
      className={classes.outputName}
      aria-label={`Name of ${column.original}`}
      title={column.name === column.original ? undefined : `${column.original} in the settings`}
      data-changed={column.name !== column.original}
      value={typed}
      spellCheck={false}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
        if (event.key === 'Escape') setTyped(column.name);
      }}
    />
  );
}
