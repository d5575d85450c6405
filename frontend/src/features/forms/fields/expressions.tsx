/** What is written rather than chosen: names of new columns, formulas, patterns, lists of values, code. */
import { Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useForm, type ControlProps } from '../formContext';
import classes from '../Forms.module.css';

const asText = (value: unknown) => (typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value));

export function NewColumnControl({ id, field, value, onChange, isDisabled, hasError, describedBy }: ControlProps) {
  const { columns = [] } = useForm();
  const text = asText(value);
  const isThere = columns.some((column) => column.name === text);
  return (
    <>
      <TextInput
        id={id}
        className={classes.text}
        value={text}
        error={hasError}
        disabled={isDisabled}
        aria-describedby={describedBy}
        placeholder={field.isRequired ? '' : 'the same column'}
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {text !== '' && <span className={classes.fact}>{isThere ? 'replaces the column of this name' : 'a new column'}</span>}
    </>
  );
}

export function RegexControl({ id, value, onChange, isDisabled, hasError, describedBy }: ControlProps) {
  return (
    <TextInput
      id={id}
      className={classes.wide}
      classNames={{ input: classes.code ?? '' }}
      value={asText(value)}
      error={hasError}
      disabled={isDisabled}
      aria-describedby={describedBy}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Texts one by one; Enter takes what is typed, so that a comma may be part of a value. */
export function ValuesControl({ id, field, value, onChange, isDisabled, hasError }: ControlProps) {
  const chosen = Array.isArray(value) ? (value as unknown[]).map(String) : [];
  return (
    <TagsInput
      id={id}
      aria-label={field.label}
      className={classes.wide}
      value={chosen}
      splitChars={[]}
      acceptValueOnBlur
      error={hasError}
      disabled={isDisabled}
      placeholder={chosen.length === 0 ? 'Type a value, then Enter' : ''}
      onChange={onChange}
    />
  );
}

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A column's name as a formula writes it. */
export function quoted(name: string): string {
  return PLAIN_NAME.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

export function FormulaControl({ id, field, value, onChange, isDisabled, hasError, describedBy }: ControlProps) {
  const { columns = [] } = useForm();
  const area = useRef<HTMLTextAreaElement>(null);
  const text = asText(value);
  const put = (name: string) => {
    const start = area.current?.selectionStart ?? text.length;
    const end = area.current?.selectionEnd ?? text.length;
    onChange(`${text.slice(0, start)}${quoted(name)}${text.slice(end)}`);
    area.current?.focus();
  };
  return (
    <div className={classes.long}>
      <Textarea
        id={id}
        ref={area}
        autosize
        minRows={2}
        maxRows={12}
        classNames={{ input: classes.code ?? '' }}
        value={text}
        error={hasError}
        disabled={isDisabled}
        aria-describedby={describedBy}
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {columns.length > 0 && !isDisabled && (
        <Select
          className={classes.put}
          size="xs"
          aria-label={`Put a column into ${field.label.toLocaleLowerCase()}`}
          placeholder="Put in a column"
          data={columns.filter((column) => column.name !== '').map((column) => column.name)}
          value={null}
          searchable
          limit={200}
          onChange={(name) => name !== null && put(name)}
        />
      )}
    </div>
  );
}

export function CodeControl({ id, value, onChange, isDisabled, hasError, describedBy }: ControlProps) {
  return (
    <div className={classes.long}>
      <Textarea
        id={id}
        autosize
        minRows={6}
        maxRows={24}
        classNames={{ input: classes.code ?? '' }}
        value={asText(value)}
        error={hasError}
        disabled={isDisabled}
        aria-describedby={describedBy}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
