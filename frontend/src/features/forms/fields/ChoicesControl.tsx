/** One of a list that the server answers (columns, layers, files); a saved value that is gone is kept and said so. */
import { Select } from '@mantine/core';
import type { ControlProps } from '../formContext';
import classes from '../Forms.module.css';
import { plainText } from '../plainText';
import { useChoices } from './useChoices';

export function ChoicesControl({ id, field, value, onChange, isDisabled, hasError, describedBy }: ControlProps) {
  const choices = useChoices(field);
  const list = choices.data ?? [];
  const current = plainText(value);
  const isGone = current !== '' && choices.isSuccess && !list.some((choice) => String(choice.value) === current);
  const data = [
    ...(isGone ? [{ value: current, label: `${current} (not found any more)` }] : []),
    ...list.map((choice) => ({ value: String(choice.value), label: choice.label })),
  ];
  const helpOf = new Map(list.map((choice) => [String(choice.value), choice.help]));
  const placeholder = choices.isPending ? 'Asking the server' : choices.isError ? 'The list could not be read' : list.length === 0 ? 'Nothing to choose from yet' : 'Choose';
  return (
    <>
      <Select
        id={id}
        className={helpOf.size > 0 && [...helpOf.values()].some((help) => help.length > 14) ? classes.wide : classes.select}
        data={data}
        value={current === '' ? null : current}
        placeholder={placeholder}
        searchable={data.length > 8}
        clearable={!field.isRequired && field.start === ''}
        allowDeselect={false}
        nothingFoundMessage="Nothing has this name"
        error={hasError || choices.isError}
        disabled={isDisabled}
        aria-describedby={describedBy}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        renderOption={({ option }) => (
          <span className={classes.option}>
            <span>{option.label}</span>
            <small>{helpOf.get(option.value)}</small>
          </span>
        )}
        onChange={(next) => onChange(next === null ? '' : (list.find((choice) => String(choice.value) === next)?.value ?? next))}
      />
      {current !== '' && helpOf.get(current) !== undefined && <span className={classes.fact}>{helpOf.get(current)}</span>}
    </>
  );
}
