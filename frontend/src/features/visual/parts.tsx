/** Small parts that all builders are made of: a line with its tools, a column, a formula, an output. */
import { ActionIcon, Button, Select, Textarea } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ColumnChoice } from '../forms';
import classes from './Visual.module.css';
import { useVisual } from './visualContext';

interface LineProps {
  /** What the line is, for the names of its tools: "Sort key 2". */
  name: string;
  children: ReactNode;
  onRemove?: (() => void) | undefined;
  onUp?: (() => void) | undefined;
  onDown?: (() => void) | undefined;
}

export function Line({ name, children, onRemove, onUp, onDown }: LineProps) {
  return (
    <div className={classes.line} role="group" aria-label={name}>
      <div className={classes.lineParts}>{children}</div>
      <span className={classes.lineTools}>
        {(onUp ?? onDown) !== undefined && (
          <>
            <ActionIcon size={26} aria-label={`Move ${name} up`} disabled={onUp === undefined} onClick={onUp}>
              <IconArrowUp size={14} stroke={1.5} />
            </ActionIcon>
            <ActionIcon size={26} aria-label={`Move ${name} down`} disabled={onDown === undefined} onClick={onDown}>
              <IconArrowDown size={14} stroke={1.5} />
            </ActionIcon>
          </>
        )}
        {onRemove && (
          <ActionIcon size={26} aria-label={`Remove ${name}`} onClick={onRemove}>
            <IconX size={14} stroke={1.5} />
          </ActionIcon>
        )}
      </span>
    </div>
  );
}

export function Add({ children, onClick, isFirst = false }: { children: ReactNode; onClick: () => void; isFirst?: boolean }) {
  return (
    <Button size="xs" variant={isFirst ? 'default' : 'subtle'} leftSection={<IconPlus size={14} stroke={1.5} />} onClick={onClick}>
      {children}
    </Button>
  );
}

interface ColumnPickProps {
  label: string;
  columns: readonly ColumnChoice[];
  value: string;
  onChange: (name: string) => void;
  placeholder?: string;
  isClearable?: boolean;
  width?: number;
}

export function ColumnPick({ label, columns, value, onChange, placeholder = 'Choose a column', isClearable = false, width = 200 }: ColumnPickProps) {
  const names = columns.map((column) => column.name).filter((name) => name !== '');
  const types = new Map(columns.map((column) => [column.name, column.type]));
  const data = [...names, ...(value === '' || names.includes(value) ? [] : [value])];
  return (
    <Select
      aria-label={label}
      style={{ width }}
      data={data.map((name) => ({ value: name, label: types.has(name) ? name : `${name} (not there)` }))}
      value={value === '' ? null : value}
      placeholder={placeholder}
      searchable
      limit={200}
      clearable={isClearable}
      allowDeselect={false}
      nothingFoundMessage="No column has this name"
      renderOption={({ option }) => (
        <span className={classes.columnOption}>
          <span>{option.label}</span>
          <small>{types.get(option.value) ?? ''}</small>
        </span>
      )}
      onChange={(name) => onChange(name ?? '')}
    />
  );
}

interface PickProps {
  label: string;
  options: readonly { value: string; label: string }[];
  value: string;
  onChange: (value: string) => void;
  width?: number;
}

export function Pick({ label, options, value, onChange, width = 160 }: PickProps) {
  return <Select aria-label={label} style={{ width }} data={[...options]} value={value} allowDeselect={false} onChange={(next) => next !== null && onChange(next)} />;
}

export function FormulaInput({ label, value, onChange, placeholder = 'a formula, such as price > 10' }: { label: string; value: string; onChange: (value: string) => void; placeholder?: string }) {
  return (
    <Textarea
      aria-label={label}
      className={classes.formula}
      classNames={{ input: classes.mono ?? '' }}
      autosize
      minRows={1}
      maxRows={8}
      value={value}
      placeholder={placeholder}
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

const DROP = -1;

/** One of the outputs by its place, or none: the rows are dropped. */
export function OutputPick({ label, value, onChange }: { label: string; value: number; onChange: (place: number) => void }) {
  const { outputs } = useVisual();
  const places = outputs.map((name, place) => ({ value: String(place), label: name }));
  const isThere = value === DROP || value < outputs.length;
  return (
    <Pick
      label={label}
      width={190}
      options={[...places, ...(isThere ? [] : [{ value: String(value), label: `Output ${value + 1} (not there)` }]), { value: String(DROP), label: 'Nowhere (dropped)' }]}
      value={String(value)}
      onChange={(next) => onChange(Number(next))}
    />
  );
}
