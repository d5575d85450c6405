/** An item of the project as a setting: its id is kept, its name is shown. */
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { flowQuery } from '@/api';
import { itemFact, itemKindWord } from '../../items';
import { useForm, type ControlProps } from '../formContext';
import classes from '../Forms.module.css';

export function ItemControl({ id, field, value, onChange, isDisabled, hasError, describedBy }: ControlProps) {
  const { projectKey } = useForm();
  const flow = useQuery(flowQuery(projectKey));
  const items = (flow.data?.items ?? []).filter((item) => item.kind === field.itemKind);
  const current = typeof value === 'string' && value !== '' ? value : null;
  const isGone = current !== null && flow.isSuccess && !items.some((item) => item.id === current);
  const wordsOf = new Map(items.map((item) => [item.id, [itemKindWord(item), itemFact(item)].filter(Boolean).join(', ')]));
  return (
    <Select
      id={id}
      className={classes.wide}
      data={[...(isGone ? [{ value: current, label: 'an item that is gone' }] : []), ...items.map((item) => ({ value: item.id, label: item.name }))]}
      value={current}
      placeholder={flow.isPending ? 'Asking the server' : items.length === 0 ? `There is no ${field.itemKind ?? 'item'} in this project yet` : 'Choose'}
      searchable={items.length > 8}
      clearable={!field.isRequired}
      allowDeselect={false}
      error={hasError}
      disabled={isDisabled}
      aria-describedby={describedBy}
      renderOption={({ option }) => (
        <span className={classes.option}>
          <span>{option.label}</span>
          <small>{wordsOf.get(option.value)}</small>
        </span>
      )}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}
