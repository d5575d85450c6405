/** Free parameters by name and value, as typed. */
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ControlProps } from '../formContext';
import classes from '../Forms.module.css';

interface Pair {
  name: string;
  value: string;
}

function pairsOf(value: unknown): Pair[] {
  if (!Array.isArray(value)) return [];
  return (value as unknown[]).map((one) => {
    const pair = (typeof one === 'object' && one !== null ? one : {}) as Partial<Record<'name' | 'value', unknown>>;
    return { name: typeof pair.name === 'string' ? pair.name : '', value: typeof pair.value === 'string' ? pair.value : '' };
  });
}

export function PairsControl({ id, field, value, onChange, isDisabled, hasError }: ControlProps) {
  const pairs = pairsOf(value);
  const change = (index: number, part: Partial<Pair>) => onChange(pairs.map((pair, at) => (at === index ? { ...pair, ...part } : pair)));
  return (
    <div className={classes.pairs} role="group" aria-label={field.label} id={id}>
      {pairs.map((pair, index) => (
        // A row has no identity beyond its place.
        <div key={index} className={classes.pair}>
          <TextInput
            aria-label={`Name of parameter ${index + 1}`}
            placeholder="name"
            value={pair.name}
            disabled={isDisabled}
            error={hasError && pair.name === ''}
            spellCheck={false}
            onChange={(event) => change(index, { name: event.currentTarget.value })}
          />
          <span aria-hidden="true">=</span>
          <TextInput
            aria-label={`Value of parameter ${index + 1}`}
            placeholder="value"
            value={pair.value}
            disabled={isDisabled}
            error={hasError && pair.value === ''}
            spellCheck={false}
            onChange={(event) => change(index, { value: event.currentTarget.value })}
          />
          <ActionIcon aria-label={`Remove parameter ${index + 1}`} disabled={isDisabled} onClick={() => onChange(pairs.filter((_, at) => at !== index))}>
            <IconX size={15} stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
      {!isDisabled && (
        <Button size="xs" variant={pairs.length === 0 ? 'default' : 'subtle'} leftSection={<IconPlus size={14} stroke={1.5} />} onClick={() => onChange([...pairs, { name: '', value: '' }])}>
          Add a parameter
        </Button>
      )}
    </div>
  );
}
