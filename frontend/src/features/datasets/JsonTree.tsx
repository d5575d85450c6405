/** JSON as a tree that opens and closes; the first two levels are open. */
import { count } from '@/lib/format';
import { isRecord } from '../forms';
import classes from './Explore.module.css';

const OPEN_LEVELS = 2;
const MOST_CHILDREN = 200;

interface JsonTreeProps {
  value: unknown;
  name?: string;
  level?: number;
}

export function JsonTree({ value, name, level = 0 }: JsonTreeProps) {
  const children = Array.isArray(value) ? value.map((one, index): [string, unknown] => [String(index), one]) : isRecord(value) ? Object.entries(value) : undefined;
  const label = name === undefined ? null : <span className={classes.treeName}>{name}: </span>;
  if (children === undefined || children.length === 0) {
    return (
      <div className={classes.leaf}>
        {label}
        <code data-kind={value === null ? 'null' : typeof value}>{JSON.stringify(value)}</code>
      </div>
    );
  }
  return (
    <details className={classes.branch} open={level < OPEN_LEVELS}>
      <summary>
        {label}
        <span className={classes.quiet}>{Array.isArray(value) ? `[${count(children.length)}]` : `{${count(children.length)}}`}</span>
      </summary>
      <div className={classes.twigs}>
        {children.slice(0, MOST_CHILDREN).map(([key, child]) => (
          <JsonTree key={key} name={key} value={child} level={level + 1} />
        ))}
        {children.length > MOST_CHILDREN && <p className={classes.note}>{count(children.length - MOST_CHILDREN)} more are not shown; copy the value to have them all.</p>}
      </div>
    </details>
  );
}
