import { IconLock } from '@tabler/icons-react';
import { Field } from '@/ui';
import { valueWords } from './changes';
import type { FieldSpec } from './fieldModel';
import classes from './Forms.module.css';

/** A setting that the inputs have decided: shown, locked, with the reason under it. */
export function LockedField({ field, value, reason }: { field: FieldSpec; value: unknown; reason: string }) {
  return (
    <div id={`field-${field.name}`} className={classes.field}>
      <Field label={field.label} help={reason}>
        <span className={classes.locked} aria-label={`${field.label}: ${valueWords(field, value)}, locked`} role="img">
          <span>{valueWords(field, value)}</span>
          <IconLock size={14} stroke={1.5} aria-hidden="true" />
        </span>
      </Field>
    </div>
  );
}
