/** A range of numbers or dates, under a histogram of what is there. */
import { NumberInput, RangeSlider, TextInput } from '@mantine/core';
import { decimals } from '@/lib/format';
import { Histogram } from '../analysis/Histogram';
import classes from '../Explore.module.css';
import type { Analysis } from '../types';

type Bound = number | string | null;

interface RangeEditorProps {
  analysis: Analysis;
  min: Bound;
  max: Bound;
  onRange: (min: Bound, max: Bound) => void;
}

const STEPS = 200;

export function RangeEditor({ analysis, min, max, onRange }: RangeEditorProps) {
  const { numbers, dates } = analysis;
  if (dates) return <DateRange dates={dates} min={textOf(min)} max={textOf(max)} onRange={onRange} />;
  if (!numbers || numbers.min === null || numbers.max === null) return <p className={classes.note}>The column holds no numbers here.</p>;
  const [low, high] = [numbers.min, numbers.max];
  const isWhole = Number.isInteger(low) && Number.isInteger(high) && ['tinyint', 'smallint', 'int', 'bigint'].includes(analysis.column.type);
  const span = high - low;
  const step = isWhole ? Math.max(1, Math.round(span / STEPS)) : span / STEPS || 1;
  const from = typeof min === 'number' ? min : low;
  const to = typeof max === 'number' ? max : high;
  // The ends mean "no bound", so that rows that come later are not left out.
  const set = (start: number, end: number) => onRange(start <= low ? null : start, end >= high ? null : end);
  const figure = (value: number) => (isWhole ? value.toLocaleString('en-GB') : decimals(value));
  return (
    <>
      <Histogram bins={numbers.histogram} label="Distribution" height={64} from={from} to={to} />
      {span > 0 && (
        <RangeSlider
          min={low}
          max={high}
          step={step}
          minRange={0}
          thumbSize={24}
          label={figure}
          value={[Math.max(low, Math.min(from, high)), Math.min(high, Math.max(to, low))]}
          onChange={([start, end]) => set(start, end)}
          thumbFromLabel="Smallest"
          thumbToLabel="Largest"
        />
      )}
      <div className={classes.pair}>
        <NumberInput label="From" hideControls value={typeof min === 'number' ? min : ''} placeholder={figure(low)} onChange={(next) => onRange(typeof next === 'number' ? next : null, max)} />
        <NumberInput label="Up to" hideControls value={typeof max === 'number' ? max : ''} placeholder={figure(high)} onChange={(next) => onRange(min, typeof next === 'number' ? next : null)} />
      </div>
    </>
  );
}

function DateRange({ dates, min, max, onRange }: { dates: NonNullable<Analysis['dates']>; min: string | null; max: string | null; onRange: (min: Bound, max: Bound) => void }) {
  const bins = dates.histogram.map((bin) => ({ start: Date.parse(bin.start), end: Date.parse(bin.end), count: bin.count }));
  return (
    <>
      <Histogram bins={bins} label={`Rows by ${dates.by}`} height={64} from={min === null ? undefined : Date.parse(min)} to={max === null ? undefined : Date.parse(max)} isDate />
      <div className={classes.pair}>
        <TextInput type="date" label="From" value={min?.slice(0, 10) ?? ''} onChange={(event) => onRange(event.currentTarget.value === '' ? null : `${event.currentTarget.value}T00:00:00Z`, max)} />
        <TextInput type="date" label="Up to" value={max?.slice(0, 10) ?? ''} onChange={(event) => onRange(min, event.currentTarget.value === '' ? null : `${event.currentTarget.value}T23:59:59.999Z`)} />
      </div>
      <p className={classes.note}>Days in universal time, both included.</p>
    </>
  );
}

function textOf(bound: Bound): string | null {
  return typeof bound === 'string' ? bound : null;
}
