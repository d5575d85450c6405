/** Windows: the rows that a row looks at, and the columns worked out over them. */
import { MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { NumberInput, useForm, type ControlProps } from '../forms';
import { SortKeys } from './ListBuilders';
import { UNITS } from './joinModel';
import { Add, ColumnPick, Line, Pick as Choose } from './parts';
import classes from './Visual.module.css';
import { numberOf, put, rowsOf, textOf, textsOf, without, type Row } from './visualContext';

const FUNCTIONS = [
  { value: 'row_number', label: 'Row number' },
  { value: 'rank', label: 'Rank' },
  { value: 'dense_rank', label: 'Dense rank' },
  { value: 'percent_rank', label: 'Rank in percent' },
  { value: 'cume_dist', label: 'Share at or before' },
  { value: 'ntile', label: 'Tile of equal size' },
  { value: 'lag', label: 'Value before (lag)' },
  { value: 'lead', label: 'Value after (lead)' },
  { value: 'lag_difference', label: 'Difference to before' },
  { value: 'lead_difference', label: 'Difference to after' },
  { value: 'sum', label: 'Sum' },
  { value: 'avg', label: 'Average' },
  { value: 'min', label: 'Minimum' },
  { value: 'max', label: 'Maximum' },
  { value: 'count', label: 'Count' },
  { value: 'stddev', label: 'Standard deviation' },
  { value: 'first', label: 'First' },
  { value: 'last', label: 'Last' },
];
const WITHOUT_COLUMN = new Set(['row_number', 'rank', 'dense_rank', 'percent_rank', 'cume_dist', 'ntile']);
const OFFSET_WORDS: Readonly<Record<string, string>> = { lag: 'rows away', lead: 'rows away', lag_difference: 'rows away', lead_difference: 'rows away', ntile: 'tiles' };
const UNBOUNDED = -1;

const FRAMES = [
  { value: 'partition', label: 'All its rows' },
  { value: 'to_current', label: 'Up to this row' },
  { value: 'rows', label: 'So many rows around' },
  { value: 'range', label: 'Rows of near values' },
];
const RANGE_UNITS = [...UNITS, { value: 'weeks', label: 'weeks' }];

const freshFunction: Row = { function: 'row_number', column: '', offset: 1, name: '' };
const freshWindow: Row = { partition: [], order: [], frame: 'partition', before: UNBOUNDED, after: 0, functions: [freshFunction] };

export function Windows({ value, onChange }: Pick<ControlProps, 'value' | 'onChange'>) {
  const windows = rowsOf(value);
  return (
    <div className={classes.lines}>
      {windows.map((window, index) => (
        <Line key={index} name={`window ${index + 1}`} onRemove={() => onChange(without(windows, index))}>
          <OneWindow name={`window ${index + 1}`} window={window} onChange={(part) => onChange(put(windows, index, part))} />
        </Line>
      ))}
      <Add isFirst={windows.length === 0} onClick={() => onChange([...windows, freshWindow])}>
        Add a window
      </Add>
    </div>
  );
}

function OneWindow({ name, window, onChange }: { name: string; window: Row; onChange: (part: Row) => void }) {
  const { columns = [] } = useForm();
  const frame = textOf(window.frame) || 'partition';
  const partition = textsOf(window.partition);
  const functions = rowsOf(window.functions);
  const setFunctions = (next: Row[]) => onChange({ functions: next });
  return (
    <div className={classes.window}>
      <Named label="For each">
        <MultiSelect aria-label={`Partition of ${name}`} data={[...new Set([...columns.map((column) => column.name).filter(Boolean), ...partition])]} value={[...new Set(partition)]} placeholder={partition.length === 0 ? 'all rows together' : ''} searchable hidePickedOptions limit={200} style={{ width: 'min(420px, 100%)' }} onChange={(next) => onChange({ partition: next })} />
      </Named>
      <Named label="In the order of">
        <SortKeys value={window.order} onChange={(order) => onChange({ order })} />
      </Named>
      <Named label="Looking at">
        <div className={classes.lineParts}>
          <Choose label={`Frame of ${name}`} options={FRAMES} value={frame} width={190} onChange={(next) => onChange({ frame: next })} />
          {frame === 'rows' && (
            <>
              <Bound label={`Rows before in ${name}`} word="before" value={numberOf(window.before, UNBOUNDED)} onChange={(before) => onChange({ before })} />
              <Bound label={`Rows after in ${name}`} word="after" value={numberOf(window.after, 0)} onChange={(after) => onChange({ after })} />
            </>
          )}
          {frame === 'range' && (
            <>
              <Distance label={`Distance before in ${name}`} word="below" value={distanceOf(window.distance_before, 1)} onChange={(next) => onChange({ distance_before: next })} />
              <Distance label={`Distance after in ${name}`} word="above" value={distanceOf(window.distance_after, 0)} onChange={(next) => onChange({ distance_after: next })} />
              <Choose label={`Unit of distance in ${name}`} options={RANGE_UNITS} value={textOf(window.unit) || 'number'} width={130} onChange={(unit) => onChange({ unit })} />
            </>
          )}
        </div>
      </Named>
      <Named label="Add">
        <div className={classes.lines}>
          {functions.map((row, index) => {
            const one = `column ${index + 1} of ${name}`;
            const which = textOf(row.function) || 'row_number';
            const set = (part: Row) => setFunctions(put(functions, index, part));
            const word = OFFSET_WORDS[which];
            return (
              <Line key={index} name={one} onRemove={() => setFunctions(without(functions, index))}>
                <Choose label={`Function of ${one}`} options={FUNCTIONS} value={which} width={190} onChange={(next) => set({ function: next })} />
                {!WITHOUT_COLUMN.has(which) && <ColumnPick label={`Column read by ${one}`} columns={columns} value={textOf(row.column)} width={180} placeholder={which === 'count' ? 'all rows' : 'Choose a column'} isClearable={which === 'count'} onChange={(column) => set({ column })} />}
                {word !== undefined && <NumberInput id={`${name}-${index}-offset`} label={`${word} in ${one}`} value={row.offset ?? 1} unit={undefined} step={1} isDisabled={false} hasError={false} describedBy={undefined} onChange={(offset) => set({ offset })} />}
                {word !== undefined && <span className={classes.small}>{word}</span>}
                <TextInput aria-label={`Name of ${one}`} style={{ width: 150 }} placeholder="name, if wished" value={textOf(row.name)} spellCheck={false} onChange={(event) => set({ name: event.currentTarget.value })} />
              </Line>
            );
          })}
          <Add isFirst={functions.length === 0} onClick={() => setFunctions([...functions, freshFunction])}>
            Add a column
          </Add>
        </div>
      </Named>
    </div>
  );
}

function Bound({ label, word, value, onChange }: { label: string; word: string; value: number; onChange: (value: number) => void }) {
  return (
    <span className={classes.bound}>
      <TextInput
        aria-label={label}
        style={{ width: 72 }}
        inputMode="numeric"
        placeholder="all"
        value={value === UNBOUNDED ? '' : String(value)}
        onChange={(event) => {
          const text = event.currentTarget.value.trim();
          if (/^\d{0,9}$/.test(text)) onChange(text === '' ? UNBOUNDED : Number(text));
        }}
      />
      <span className={classes.small}>{word}</span>
    </span>
  );
}

const distanceOf = (value: unknown, otherwise: number) => (value === null ? null : numberOf(value, otherwise));

/** How far a value may lie; nothing is without limit. */
function Distance({ label, word, value, onChange }: { label: string; word: string; value: number | null; onChange: (value: number | null) => void }) {
  const [text, setText] = useState(value === null ? '' : String(value));
  return (
    <span className={classes.bound}>
      <TextInput
        aria-label={label}
        style={{ width: 84 }}
        inputMode="decimal"
        placeholder="any"
        value={text}
        onChange={(event) => {
          const next = event.currentTarget.value.trim();
          if (!/^\d{0,12}(?:\.\d{0,9})?$/.test(next)) return;
          setText(next);
          if (next === '') onChange(null);
          else if (/\d$/.test(next)) onChange(Number(next));
        }}
      />
      <span className={classes.small}>{word}</span>
    </span>
  );
}

function Named({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={classes.named}>
      <span className={classes.namedLabel}>{label}</span>
      <div className={classes.namedBody}>{children}</div>
    </div>
  );
}
