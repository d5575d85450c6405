/** Which rows stand for the table: the badge that says it, and the form behind it. */
import { Button, NumberInput, Popover, Select } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { count } from '@/lib/format';
import classes from './Explore.module.css';
import { FIRST_ROWS, METHODS, MOST_SAMPLED, sampleWords, type Sample } from './exploreState';
import type { Column } from './types';

const SLOW_FROM = 200_000;

interface SampleControlProps {
  sample: Sample;
  /** Rows of the sample and of the table, once they are known. */
  sampled: number | undefined;
  whole: number | undefined;
  columns: readonly Column[];
  onSample: (sample: Sample) => void;
}

export function SampleControl({ sample, sampled, whole, columns, onSample }: SampleControlProps) {
  const [isOpen, setIsOpen] = useState(false);
  const words = sampled === undefined || whole === undefined ? 'sample' : sampleWords(sample, sampled, whole);
  return (
    <Popover opened={isOpen} onChange={setIsOpen} trapFocus returnFocus position="bottom-start" width={320}>
      <Popover.Target>
        <Button
          size="xs"
          variant="subtle"
          aria-label={`Sample: ${words}`}
          leftSection={<IconAdjustmentsHorizontal size={15} stroke={1.5} />}
          rightSection={<IconChevronDown size={13} stroke={1.5} />}
          onClick={() => setIsOpen(!isOpen)}
        >
          {words}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Sample">
        {isOpen && (
          <SampleForm
            start={sample}
            whole={whole}
            columns={columns}
            onApply={(next) => {
              onSample(next);
              setIsOpen(false);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function SampleForm({ start, whole, columns, onApply }: { start: Sample; whole: number | undefined; columns: readonly Column[]; onApply: (sample: Sample) => void }) {
  const [method, setMethod] = useState(start.method);
  const [rows, setRows] = useState<string | number>(start.rows);
  const byColumn = method === 'stratified' || method === 'rebalance';
  const fitting = columns.filter((column) => !['array', 'object'].includes(column.type));
  const [column, setColumn] = useState<string | null>(start.column ?? fitting.find((one) => one.meaning === 'class')?.name ?? null);
  const help = METHODS.find((one) => one.value === method)?.help;
  const problem = byColumn && column === null ? 'Choose the column whose values count.' : method !== 'whole' && typeof rows !== 'number' ? 'Say how many rows.' : undefined;
  const isLarge = method === 'whole' ? (whole ?? 0) > SLOW_FROM : Number(rows) > SLOW_FROM;
  return (
    <form
      className={classes.popoverForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === undefined) onApply({ method, rows: typeof rows === 'number' ? rows : FIRST_ROWS.rows, column: byColumn ? column : null });
      }}
    >
      <Select label="Sample" description={help} data={METHODS.map(({ value, label }) => ({ value, label }))} value={method} allowDeselect={false} comboboxProps={{ withinPortal: false }} onChange={(next) => next !== null && setMethod(next)} />
      {byColumn && <Select label="By the values of" data={fitting.map((one) => one.name)} value={column} searchable allowDeselect={false} limit={100} comboboxProps={{ withinPortal: false }} onChange={setColumn} />}
      {method !== 'whole' && <NumberInput label="Rows" w={140} min={1} max={MOST_SAMPLED} clampBehavior="strict" allowDecimal={false} allowNegative={false} thousandSeparator="," value={rows} onChange={setRows} />}
      {problem !== undefined && <p className={classes.note}>{problem}</p>}
      {isLarge && <p className={classes.note}>Above {count(SLOW_FROM)} rows, filters and statistics take noticeably longer.</p>}
      <div className={classes.popoverFoot}>
        <Button type="button" onClick={() => onApply(FIRST_ROWS)}>
          First {count(FIRST_ROWS.rows)}
        </Button>
        <Button type="submit" variant="filled" disabled={problem !== undefined}>
          Use this sample
        </Button>
      </div>
    </form>
  );
}
