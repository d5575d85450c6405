/** The few kinds of fields that the sections are made of, each with its label, help and problem. */
import { Select, Switch } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { NumberInput } from '@/features/forms';
import { Field, Segmented } from '@/ui';

interface Common {
  label: string;
  help?: ReactNode;
  error?: string | undefined;
}

export function NumberField({ label, help, error, value, unit, step, onChange }: Common & { value: unknown; unit?: string; step?: number; onChange: (value: number) => void }) {
  const id = useId();
  return (
    <Field label={label} htmlFor={id} help={help} error={error}>
      <NumberInput id={id} value={value} unit={unit} step={step} isDisabled={false} hasError={error !== undefined} describedBy={undefined} onChange={(next) => onChange(next as number)} />
    </Field>
  );
}

export function SwitchField({ label, help, error, checked, words, onChange }: Common & { checked: boolean; words?: string; onChange: (checked: boolean) => void }) {
  const id = useId();
  return (
    <Field label={label} htmlFor={id} help={help} error={error}>
      <Switch id={id} checked={checked} label={words} onChange={(event) => onChange(event.currentTarget.checked)} />
    </Field>
  );
}

interface Option<Value extends string> {
  value: Value;
  label: string;
}

export function ChoiceField<Value extends string>({ label, help, error, value, options, onChange }: Common & { value: Value; options: readonly Option<Value>[]; onChange: (value: Value) => void }) {
  const id = useId();
  if (options.length <= 4) {
    return (
      <Field label={label} help={help} error={error}>
        <Segmented label={label} value={value} options={options} onChange={onChange} />
      </Field>
    );
  }
  return (
    <Field label={label} htmlFor={id} help={help} error={error}>
      <Select id={id} data={[...options]} value={value} allowDeselect={false} error={error !== undefined} onChange={(next) => next !== null && onChange(next)} />
    </Field>
  );
}

export function ColumnField({ label, help, error, value, columns, none = 'None', onChange }: Common & { value: string; columns: readonly string[]; none?: string; onChange: (value: string) => void }) {
  const id = useId();
  const data = value === '' || columns.includes(value) ? [...columns] : [...columns, value];
  return (
    <Field label={label} htmlFor={id} help={help} error={error}>
      <Select id={id} data={data} value={value === '' ? null : value} placeholder={none} searchable clearable error={error !== undefined} onChange={(next) => onChange(next ?? '')} />
    </Field>
  );
}
