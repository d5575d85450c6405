/** Precision, recall and F1 of each class, sorted by any of them. */
import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { ClassLabel, useClassLook } from '@/features/classes';
import { count } from '@/lib/format';
import classes from './Model.module.css';
import type { ClassMetrics } from './metrics';

type Column = keyof ClassMetrics;

const COLUMNS: readonly { name: Column; label: string }[] = [
  { name: 'name', label: 'Class' },
  { name: 'precision', label: 'Precision' },
  { name: 'recall', label: 'Recall' },
  { name: 'f1', label: 'F1' },
  { name: 'support', label: 'Pictures' },
];

export function PerClassTable({ projectKey, rows, noun = 'Pictures' }: { projectKey: string; rows: readonly ClassMetrics[]; noun?: string }) {
  const [sort, setSort] = useState<{ column: Column; descending: boolean }>({ column: 'name', descending: false });
  const lookOf = useClassLook(projectKey, rows.map((row) => row.name));
  const sorted = sortRows(rows, sort.column, sort.descending);
  return (
    <section className={classes.part} aria-label="By class">
      <h2>By class</h2>
      <table className={classes.table}>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th
                key={column.name}
                scope="col"
                aria-sort={sort.column === column.name ? (sort.descending ? 'descending' : 'ascending') : 'none'}
              >
                <UnstyledButton
                  onClick={() => setSort({ column: column.name, descending: sort.column === column.name && !sort.descending })}
                >
                  {column.name === 'support' ? noun : column.label}
                  {sort.column === column.name && <span aria-hidden="true">{sort.descending ? ' ↓' : ' ↑'}</span>}
                </UnstyledButton>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((row) => (
            <tr key={row.name}>
              <td>
                <ClassLabel name={row.name} look={lookOf(row.name)} />
              </td>
              <td>{row.precision.toFixed(2)}</td>
              <td>{row.recall.toFixed(2)}</td>
              <td>{row.f1.toFixed(2)}</td>
              <td>{count(row.support)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function sortRows(rows: readonly ClassMetrics[], column: Column, descending: boolean): ClassMetrics[] {
  const way = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const byName = a.name.localeCompare(b.name);
    return way * (column === 'name' ? byName : a[column] - b[column]) || byName;
  });
}
