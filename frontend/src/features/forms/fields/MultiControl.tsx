import { MultiSelect } from '@mantine/core';
import type { ControlProps } from '../formContext';
import classes from '../Forms.module.css';
import { useChoices } from './useChoices';

/** Several of a list, such as the columns of a dataset. */
export function MultiControl({ id, field, value, onChange, isDisabled, hasError }: ControlProps) {
  const choices = useChoices(field);
  const chosen = Array.isArray(value) ? (value as unknown[]).map(String) : [];
  const known = (choices.data ?? []).map((choice) => ({ value: String(choice.value), label: choice.label }));
  const gone = chosen.filter((one) => !known.some((choice) => choice.value === one)).map((one) => ({ value: one, label: `${one} (not found any more)` }));
  return (
    <MultiSelect
      id={id}
      aria-label={field.label}
      className={classes.wide}
      data={[...known, ...gone]}
      value={chosen}
      searchable
      disabled={isDisabled}
      error={hasError || choices.isError}
      placeholder={chosen.length === 0 ? 'Choose' : ''}
      onChange={onChange}
    />
  );
}
