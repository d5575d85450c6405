/** One or several columns of the table a setting works on; a name that is not there is kept and said so. */
import { MultiSelect, Select } from '@mantine/core';
import { useForm, type ColumnChoice, type ControlProps } from '../formContext';
import classes from '../Forms.module.css';

/** A list longer than this is found by typing. */
const MOST_SHOWN = 200;
const NONE: readonly ColumnChoice[] = [];

function optionsOf(columns: readonly ColumnChoice[], chosen: readonly string[]) {
  const names = new Set(columns.map((column) => column.name));
  const gone = [...new Set(chosen)].filter((name) => name !== '' && !names.has(name));
  return [...columns.filter((column) => column.name !== '').map((column) => ({ value: column.name, label: column.name })), ...gone.map((name) => ({ value: name, label: `${name} (not there)` }))];
}

function useColumnOption() {
  const { columns = NONE } = useForm();
  const typeOf = new Map(columns.map((column) => [column.name, column.type]));
  const renderOption = ({ option }: { option: { value: string; label: string } }) => (
    <span className={classes.columnOption}>
      <span>{option.label}</span>
      <small>{typeOf.get(option.value) ?? ''}</small>
    </span>
  );
  return { columns, renderOption };
}

export function ColumnControl({ id, field, value, onChange, isDisabled, hasError, describedBy }: ControlProps) {
  const { columns, renderOption } = useColumnOption();
  const current = typeof value === 'string' ? value : '';
  return (
    <Select
      id={id}
      className={classes.wide}
      data={optionsOf(columns, [current])}
      value={current === '' ? null : current}
      placeholder={columns.length === 0 ? 'No columns yet' : 'Choose a column'}
      searchable
      limit={MOST_SHOWN}
      clearable={!field.isRequired && field.start === ''}
      allowDeselect={false}
      nothingFoundMessage="No column has this name"
      error={hasError}
      disabled={isDisabled}
      aria-describedby={describedBy}
      renderOption={renderOption}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}

export function ColumnsControl({ id, field, value, onChange, isDisabled, hasError }: ControlProps) {
  const { columns, renderOption } = useColumnOption();
  const chosen = Array.isArray(value) ? (value as unknown[]).map(String) : [];
  return (
    <MultiSelect
      id={id}
      aria-label={field.label}
      className={classes.wide}
      data={optionsOf(columns, chosen)}
      value={[...new Set(chosen)]}
      searchable
      hidePickedOptions
      limit={MOST_SHOWN}
      nothingFoundMessage="No other column has this name"
      disabled={isDisabled}
      error={hasError}
      placeholder={chosen.length === 0 ? 'Choose columns' : ''}
      renderOption={renderOption}
      onChange={onChange}
    />
  );
}
