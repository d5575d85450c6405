import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { count, counted } from '@/lib/format';
import classes from './Dataset.module.css';
import type { SchemaCheck } from './types';

/** What a check found: which values would not fit their column's type, with the first few of them. */
export function SchemaCheckWords({ check }: { check: SchemaCheck }) {
  const bad = check.columns.filter((column) => column.misfits > 0);
  if (bad.length === 0) {
    return (
      <p className={classes.quiet} role="status">
        <IconCheck size={14} stroke={1.8} aria-hidden="true" /> All values of {counted(check.rows, 'row')} fit.
      </p>
    );
  }
  return (
    <div className={classes.problems} role="status">
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
      <div>
        <strong>Values that would be left empty, of {counted(check.rows, 'row')}</strong>
        <ul>
          {bad.map((column) => (
            <li key={column.name}>
              {column.name}: {count(column.misfits)} do not fit {column.type}
              {column.examples.length > 0 && `, such as ${column.examples.map((one) => `“${one.value}” in row ${count(one.row)}`).join(', ')}`}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
