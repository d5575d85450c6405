/** Text, long text, on and off, one of a few, one of many, and JSON for what has no control of its own. */
import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Segmented } from '@/ui';
import type { ControlProps } from '../formContext';
import classes from '../Forms.module.css';

/** Letters that a narrow list shows whole. */
const SHORT = 20;

const asText = (value: unknown) => (typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value));

export function TextControl({ id, field, value, onChange, isDisabled, hasError, describedBy }: ControlProps) {
  return (
    <TextInput
      id={id}
      className={classes.text}
      value={asText(value)}
      error={hasError}
      disabled={isDisabled}
      maxLength={field.maxLength === undefined ? undefined : field.maxLength + 1}
      aria-describedby={describedBy}
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export function TextAreaControl({ id, value, onChange, isDisabled, hasError, describedBy }: ControlProps) {
  const text = asText(value);
  const lines = text.split('\n').filter((line) => line.trim() !== '').length;
  return (
    <div className={classes.long}>
      <Textarea
        id={id}
        autosize
        minRows={3}
        maxRows={12}
        value={text}
        error={hasError}
        disabled={isDisabled}
        aria-describedby={describedBy}
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {lines > 0 && <span className={classes.lines}>{lines.toLocaleString('en-GB')} lines</span>}
    </div>
  );
}

export function BooleanControl({ id, value, onChange, isDisabled, describedBy }: ControlProps) {
  return (
    <Switch
      id={id}
      checked={value === true}
      disabled={isDisabled}
      aria-describedby={describedBy}
      label={value === true ? 'On' : 'Off'}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

export function SegmentedControl({ field, value, onChange, isDisabled }: ControlProps) {
  return <Segmented label={field.label} value={asText(value)} options={field.options} disabled={isDisabled} onChange={onChange} />;
}

export function OptionsControl({ id, field, value, onChange, isDisabled, hasError, describedBy }: ControlProps) {
  return (
    <Select
      id={id}
      className={classes.select}
      mod={{ wide: field.options.some((one) => one.label.length > SHORT) }}
      data={[...field.options]}
      value={asText(value)}
      allowDeselect={false}
      searchable={field.options.length > 8}
      error={hasError}
      disabled={isDisabled}
      aria-describedby={describedBy}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}

export function JsonControl({ id, value, onChange, isDisabled, hasError, describedBy }: ControlProps) {
  const [text, setText] = useState(() => JSON.stringify(value ?? null, null, 2));
  const [isWrong, setIsWrong] = useState(false);
  return (
    <div className={classes.long}>
      <Textarea
        id={id}
        autosize
        minRows={2}
        maxRows={12}
        value={text}
        error={hasError || isWrong}
        disabled={isDisabled}
        aria-describedby={describedBy}
        spellCheck={false}
        classNames={{ input: classes.code ?? '' }}
        onChange={(event) => {
          setText(event.currentTarget.value);
          try {
            onChange(JSON.parse(event.currentTarget.value));
            setIsWrong(false);
          } catch {
            setIsWrong(true);
          }
        }}
      />
      {isWrong && <span className={classes.lines}>This is not JSON yet; the last whole value stands.</span>}
    </div>
  );
}
