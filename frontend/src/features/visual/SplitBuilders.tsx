/** Where the rows of a split go: by value, by formula, by share; and where all others go. */
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { NumberInput, useForm, type ControlProps } from '../forms';
import { Add, FormulaInput, Line, OutputPick } from './parts';
import { valuesQuery } from './valuesQuery';
import classes from './Visual.module.css';
import { numberOf, put, rowsOf, swapped, textOf, useVisual, without } from './visualContext';

type Part = Pick<ControlProps, 'value' | 'onChange'>;

const MOST_TAKEN = 200;

export function SplitValues({ value, onChange }: Part) {
  const { projectKey, values } = useForm();
  const { tables, outputs } = useVisual();
  const rows = rowsOf(value);
  const column = textOf(values.column);
  const table = tables[0];
  const known = useQuery({ ...valuesQuery(projectKey, table?.id ?? '', column), enabled: table !== undefined && column !== '' });
  const taken = new Set(rows.map((row) => textOf(row.value)));
  const missing = (known.data ?? []).filter((one) => !taken.has(one)).slice(0, MOST_TAKEN);
  return (
    <div className={classes.lines}>
      {rows.map((row, index) => (
        <Line key={index} name={`value ${index + 1}`} onRemove={() => onChange(without(rows, index))}>
          <TextInput aria-label={`Value ${index + 1}`} style={{ width: 200 }} placeholder="(empty cells)" value={textOf(row.value)} onChange={(event) => onChange(put(rows, index, { value: event.currentTarget.value }))} />
          <span>to</span>
          <OutputPick label={`Output of value ${index + 1}`} value={numberOf(row.output, 0)} onChange={(output) => onChange(put(rows, index, { output }))} />
        </Line>
      ))}
      <div className={classes.buttons}>
        <Add isFirst={rows.length === 0} onClick={() => onChange([...rows, { value: '', output: rows.length % Math.max(1, outputs.length) }])}>
          Add a value
        </Add>
        {missing.length > 0 && (
          <Button size="xs" variant="subtle" onClick={() => onChange([...rows, ...missing.map((one, index) => ({ value: one, output: (rows.length + index) % Math.max(1, outputs.length) }))])}>
            Add the {missing.length === 1 ? 'value' : `${missing.length} values`} found in the sample
          </Button>
        )}
      </div>
    </div>
  );
}

export function SplitRules({ value, onChange }: Part) {
  const rows = rowsOf(value);
  return (
    <div className={classes.lines}>
      {rows.map((row, index) => (
        <Line key={index} name={`rule ${index + 1}`} onRemove={() => onChange(without(rows, index))} onUp={index === 0 ? undefined : () => onChange(swapped(rows, index, -1))} onDown={index === rows.length - 1 ? undefined : () => onChange(swapped(rows, index, 1))}>
          <FormulaInput label={`Formula of rule ${index + 1}`} value={textOf(row.formula)} onChange={(formula) => onChange(put(rows, index, { formula }))} />
          <span>to</span>
          <OutputPick label={`Output of rule ${index + 1}`} value={numberOf(row.output, 0)} onChange={(output) => onChange(put(rows, index, { output }))} />
        </Line>
      ))}
      <Add isFirst={rows.length === 0} onClick={() => onChange([...rows, { formula: '', output: 0 }])}>
        Add a rule
      </Add>
    </div>
  );
}

export function SplitShares({ value, onChange }: Part) {
  const rows = rowsOf(value);
  const sum = rows.reduce((total, row) => total + numberOf(row.percent, 0), 0);
  return (
    <div className={classes.lines}>
      {rows.map((row, index) => (
        <Line key={index} name={`share ${index + 1}`} onRemove={() => onChange(without(rows, index))}>
          <NumberInput id={`share-${index}`} label={`Share ${index + 1}`} value={row.percent ?? 50} unit="%" step={5} isDisabled={false} hasError={false} describedBy={undefined} onChange={(percent) => onChange(put(rows, index, { percent }))} />
          <span>to</span>
          <OutputPick label={`Output of share ${index + 1}`} value={numberOf(row.output, 0)} onChange={(output) => onChange(put(rows, index, { output }))} />
        </Line>
      ))}
      <div className={classes.buttons}>
        <Add isFirst={rows.length === 0} onClick={() => onChange([...rows, { percent: Math.max(0, 100 - sum), output: rows.length }])}>
          Add a share
        </Add>
        <span className={classes.quiet}>{sum === 100 ? '100 % in all' : sum < 100 ? `${sum} % in all; all other rows go where it says below` : `${sum} % in all is more than there is`}</span>
      </div>
    </div>
  );
}

export function RestOutput({ field, value, onChange }: ControlProps) {
  return <OutputPick label={field.label} value={numberOf(value, -1)} onChange={onChange} />;
}
