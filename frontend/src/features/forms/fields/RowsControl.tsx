/** A list of equal rows, or one part, each drawn from its own fields: whatever a type declares has a form. */
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { Control } from '../Control';
import type { FieldSpec } from '../fieldModel';
import type { ControlProps } from '../formContext';
import classes from '../Forms.module.css';
import { isRecord, isShown } from '../shownIf';

type Row = Record<string, unknown>;

const rowsOf = (value: unknown): Row[] => (Array.isArray(value) ? (value as unknown[]).map((one) => (isRecord(one) ? one : {})) : []);

/** What a new row starts with. */
export function freshRow(fields: readonly FieldSpec[]): Row {
  return Object.fromEntries(fields.flatMap((field) => (field.start === undefined ? [] : [[field.name, field.start]])));
}

export function RowsControl({ id, field, value, onChange, isDisabled, hasError }: ControlProps) {
  const rows = rowsOf(value);
  const swap = (at: number, by: number) => {
    const next = [...rows];
    const [row] = next.splice(at, 1);
    if (row) next.splice(at + by, 0, row);
    onChange(next);
  };
  return (
    <div className={classes.rows} role="group" aria-label={field.label} id={id}>
      {rows.map((row, index) => (
        // A row has no identity beyond its place.
        <div key={index} className={classes.oneRow}>
          <Parts id={`${id}-${index}`} fields={field.items} row={row} isDisabled={isDisabled} hasError={hasError} onChange={(next) => onChange(rows.map((old, at) => (at === index ? next : old)))} />
          {!isDisabled && (
            <span className={classes.rowTools}>
              <ActionIcon size={24} aria-label={`Move ${field.label} ${index + 1} up`} disabled={index === 0} onClick={() => swap(index, -1)}>
                <IconArrowUp size={14} stroke={1.5} />
              </ActionIcon>
              <ActionIcon size={24} aria-label={`Move ${field.label} ${index + 1} down`} disabled={index === rows.length - 1} onClick={() => swap(index, 1)}>
                <IconArrowDown size={14} stroke={1.5} />
              </ActionIcon>
              <ActionIcon size={24} aria-label={`Remove ${field.label} ${index + 1}`} onClick={() => onChange(rows.filter((_, at) => at !== index))}>
                <IconX size={14} stroke={1.5} />
              </ActionIcon>
            </span>
          )}
        </div>
      ))}
      {!isDisabled && (
        <Button size="xs" variant={rows.length === 0 ? 'default' : 'subtle'} leftSection={<IconPlus size={14} stroke={1.5} />} onClick={() => onChange([...rows, freshRow(field.items)])}>
          Add
        </Button>
      )}
    </div>
  );
}

export function PartControl({ id, field, value, onChange, isDisabled, hasError }: ControlProps) {
  return (
    <div className={classes.part} role="group" aria-label={field.label} id={id}>
      <Parts id={id} fields={field.items} row={isRecord(value) ? value : {}} isDisabled={isDisabled} hasError={hasError} onChange={onChange} />
    </div>
  );
}

interface PartsProps {
  id: string;
  fields: readonly FieldSpec[];
  row: Row;
  isDisabled: boolean;
  hasError: boolean;
  onChange: (row: Row) => void;
}

function Parts({ id, fields, row, isDisabled, hasError, onChange }: PartsProps) {
  const values = { ...freshRow(fields), ...row };
  return (
    <div className={classes.parts}>
      {fields
        .filter((field) => isShown(field.shownIf, values))
        .map((field) => {
          const own = `${id}-${field.name}`;
          return (
            <div key={field.name} className={classes.onePart}>
              <label htmlFor={own}>{field.label}</label>
              <Control id={own} field={field} value={values[field.name]} isDisabled={isDisabled} hasError={hasError && (values[field.name] === '' || values[field.name] === undefined)} describedBy={undefined} onChange={(next) => onChange({ ...row, [field.name]: next === '' && field.isNullable ? null : next })} />
            </div>
          );
        })}
    </div>
  );
}
