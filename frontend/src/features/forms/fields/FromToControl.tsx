/** Pairs of what is there and what takes its place: columns with new names, values with new values. */
import { ActionIcon, Autocomplete, Button, TextInput } from '@mantine/core';
import { IconArrowRight, IconPlus, IconX } from '@tabler/icons-react';
import { isRecord } from '../shownIf';
import { useForm, type ControlProps } from '../formContext';
import classes from '../Forms.module.css';

interface FromTo {
  from: string;
  to: string;
}

function pairsOf(value: unknown): FromTo[] {
  const part = (one: unknown) => (typeof one === 'string' ? one : one === undefined || one === null ? '' : JSON.stringify(one));
  return Array.isArray(value) ? (value as unknown[]).map((one) => (isRecord(one) ? { from: part(one.from), to: part(one.to) } : { from: '', to: '' })) : [];
}

export function FromToControl({ id, field, value, onChange, isDisabled, hasError }: ControlProps) {
  const { columns = [] } = useForm();
  const isOfColumns = field.name === 'renamings';
  const isOfRules = field.name === 'rules';
  const pairs = pairsOf(value);
  const noun = isOfColumns ? 'column' : isOfRules ? 'rule' : 'value';
  const taken = new Set(pairs.map((pair) => pair.from));
  const free = columns.map((column) => column.name).filter((name) => name !== '' && !taken.has(name));
  const put = (index: number, part: Partial<FromTo>) => onChange(pairs.map((pair, at) => (at === index ? { ...pair, ...part } : pair)));
  return (
    <div className={classes.pairs} role="group" aria-label={field.label} id={id}>
      {pairs.map((pair, index) => (
        // A pair has no identity beyond its place.
        <div key={index} className={classes.fromTo}>
          <Autocomplete
            aria-label={`From ${noun} ${index + 1}`}
            placeholder={isOfColumns ? 'column' : isOfRules ? 'if: price > 10' : 'this'}
            data={isOfColumns ? free : []}
            limit={100}
            value={pair.from}
            disabled={isDisabled}
            spellCheck={false}
            onChange={(from) => put(index, { from })}
          />
          <IconArrowRight size={14} stroke={1.5} aria-hidden="true" />
          <TextInput
            aria-label={`To ${noun} ${index + 1}`}
            placeholder={isOfColumns ? 'new name' : isOfRules ? 'then' : 'becomes'}
            value={pair.to}
            disabled={isDisabled}
            error={hasError && isOfColumns && pair.to.trim() === ''}
            spellCheck={false}
            onChange={(event) => put(index, { to: event.currentTarget.value })}
          />
          <ActionIcon aria-label={`Remove ${noun} ${index + 1}`} disabled={isDisabled} size={28} onClick={() => onChange(pairs.filter((_, at) => at !== index))}>
            <IconX size={15} stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
      {!isDisabled && (
        <Button size="xs" variant={pairs.length === 0 ? 'default' : 'subtle'} leftSection={<IconPlus size={14} stroke={1.5} />} onClick={() => onChange([...pairs, { from: '', to: '' }])}>
          Add a {noun}
        </Button>
      )}
    </div>
  );
}
