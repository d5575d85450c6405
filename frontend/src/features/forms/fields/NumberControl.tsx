/** A number as typed: what stands in the field is never rewritten under the cursor, and 0.001 stays 0.001. */
import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import type { ControlProps } from '../formContext';
import classes from '../Forms.module.css';
import { readNumber, writeNumber } from '../numbers';

export function NumberControl({ id, field, value, onChange, isDisabled, hasError, describedBy }: ControlProps) {
  return (
    <NumberInput
      id={id}
      value={value}
      unit={field.unit}
      step={field.step ?? (field.isInteger ? 1 : undefined)}
      isDisabled={isDisabled}
      hasError={hasError}
      describedBy={describedBy}
      onChange={onChange}
    />
  );
}

interface NumberInputProps {
  id: string;
  value: unknown;
  unit: string | undefined;
  step: number | undefined;
  isDisabled: boolean;
  hasError: boolean;
  describedBy: string | undefined;
  label?: string;
  onChange: (value: unknown) => void;
}

export function NumberInput({ id, value, unit, step, isDisabled, hasError, describedBy, label, onChange }: NumberInputProps) {
  const [text, setText] = useState(() => writeNumber(value));
  const read = readNumber(text);
  // The value may change from outside (reset, another revision); text that still means the value is left as it is.
  const shown = (read ?? text.trim()) === value ? text : writeNumber(value);
  const type = (next: string) => {
    setText(next);
    onChange(readNumber(next) ?? next.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (step === undefined || typeof value !== 'number' || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    const next = value + (event.key === 'ArrowUp' ? step : -step) * (event.shiftKey ? 10 : 1);
    type(String(Number(next.toPrecision(12))));
  };
  return (
    <TextInput
      id={id}
      className={classes.number}
      value={shown}
      inputMode="decimal"
      autoComplete="off"
      error={hasError}
      disabled={isDisabled}
      aria-describedby={describedBy}
      aria-label={label}
      aria-invalid={hasError}
      rightSection={unit === undefined ? undefined : <span className={classes.unit}>{unit}</span>}
      rightSectionWidth={34}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}
