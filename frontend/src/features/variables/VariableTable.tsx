/** A table of variables to edit: names, values checked as JSON, rows to add and to take out. */
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { kindOf, newRow, valueOf, type VariableRow } from './variableRows';
import classes from './Variables.module.css';

interface VariableTableProps {
  label: string;
  rows: readonly VariableRow[];
  problems: ReadonlyMap<number, string>;
  isReadOnly: boolean;
  onChange: (rows: VariableRow[]) => void;
}

export function VariableTable({ label, rows, problems, isReadOnly, onChange }: VariableTableProps) {
  const change = (id: number, part: Partial<VariableRow>) => onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <>
      {rows.length > 0 && (
        <table className={classes.table} aria-label={label}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Value</th>
              <th scope="col">Kind</th>
              <th scope="col" aria-label="Take out" />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const problem = problems.get(row.id);
              const name = row.name === '' ? 'new variable' : row.name;
              return (
                <tr key={row.id}>
                  <td>
                    <TextInput aria-label={`Name of ${name}`} value={row.name} readOnly={isReadOnly} classNames={{ input: classes.code ?? '' }} onChange={(event) => change(row.id, { name: event.currentTarget.value })} />
                  </td>
                  <td>
                    <TextInput aria-label={`Value of ${name}`} value={row.text} readOnly={isReadOnly} error={problem} classNames={{ input: classes.code ?? '' }} onChange={(event) => change(row.id, { text: event.currentTarget.value })} />
                  </td>
                  <td className={classes.kind}>{problem === undefined ? kindOf(valueOf(row.text).value) : ''}</td>
                  <td>
                    {!isReadOnly && (
                      <ActionIcon aria-label={`Take out ${name}`} onClick={() => onChange(rows.filter((one) => one.id !== row.id))}>
                        <IconTrash size={16} stroke={1.5} />
                      </ActionIcon>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {rows.length === 0 && <p className={classes.none}>None yet.</p>}
      {!isReadOnly && (
        <Button size="xs" leftSection={<IconPlus size={14} stroke={1.5} />} onClick={() => onChange([...rows, newRow()])}>
          Add a variable
        </Button>
      )}
    </>
  );
}
