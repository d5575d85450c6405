/** Which GPUs to use: chips of those there are; none chosen means the first free one. Indexes can be typed as well. */
import { Chip, TextInput } from '@mantine/core';
import type { ControlProps } from '../formContext';
import classes from '../Forms.module.css';
import { useChoices } from './useChoices';

export function GpuControl({ id, field, value, onChange, isDisabled, hasError, describedBy }: ControlProps) {
  const choices = useChoices(field);
  const text = typeof value === 'string' ? value : '';
  const chosen = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return (
    <div className={classes.gpus}>
      <TextInput
        id={id}
        className={classes.select}
        aria-label={field.label}
        aria-describedby={describedBy}
        placeholder="Automatic"
        value={text}
        error={hasError}
        disabled={isDisabled}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Chip.Group multiple value={chosen} onChange={(next) => onChange([...next].sort().join(','))}>
        {choices.data?.map((choice) => (
          <Chip key={String(choice.value)} size="xs" value={String(choice.value)} disabled={isDisabled} title={choice.help}>
            {choice.label}
          </Chip>
        ))}
      </Chip.Group>
    </div>
  );
}
