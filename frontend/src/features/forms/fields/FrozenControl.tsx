/** A setting that came with the recipe and is not edited: shown as it stands, long ones folded. */
import { IconLock } from '@tabler/icons-react';
import type { ControlProps } from '../formContext';
import classes from '../Forms.module.css';

export function FrozenControl({ field, value }: ControlProps) {
  if (typeof value === 'string') {
    return (
      <span className={classes.locked} role="img" aria-label={`${field.label}: ${value === '' ? 'not known' : value}, frozen`}>
        <span>{value === '' ? 'not known' : value}</span>
        <IconLock size={14} stroke={1.5} aria-hidden="true" />
      </span>
    );
  }
  const size = Array.isArray(value) ? value.length : Object.keys(value ?? {}).length;
  if (size === 0) return <span className={classes.lines}>none</span>;
  return (
    <details className={classes.long}>
      <summary>
        {size} {size === 1 ? 'entry' : 'entries'}
      </summary>
      <pre className={classes.frozen}>{JSON.stringify(value, null, 2)}</pre>
    </details>
  );
}
