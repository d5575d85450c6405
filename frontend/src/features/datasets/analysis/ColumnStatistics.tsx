/** A column in a few figures under its head: numbers and dates as a small histogram with their ends, other values by the commonest one. */
import { useQuery } from '@tanstack/react-query';
import { ApiError } from '@/api';
import { count, counted } from '@/lib/format';
import { ClassLabel, type ClassLook } from '../../classes';
import { analysisQuery } from '../exploreQueries';
import type { Ask } from '../exploreState';
import { momentOf } from '../moments';
import type { Analysis, Column, Dataset } from '../types';
import classes from './ColumnStatistics.module.css';
import { percent } from './Figures';
import { Histogram } from './Histogram';

interface ColumnStatisticsProps {
  projectKey: string;
  dataset: Dataset;
  ask: Ask;
  column: Column;
  look: (name: string) => ClassLook;
}

const BARS = 24;
const DAY_MS = 86_400_000;

export function ColumnStatistics({ projectKey, dataset, ask, column, look }: ColumnStatisticsProps) {
  const analysis = useQuery(analysisQuery(projectKey, dataset.id, dataset.version, ask, column.name));
  return (
    <div className={classes.part} role="group" aria-label={`Statistics of ${column.name}`}>
      {analysis.data ? (
        <Told analysis={analysis.data} look={look} />
      ) : analysis.error ? (
        <p className={classes.quiet} title={analysis.error instanceof ApiError ? analysis.error.message : undefined}>
          Could not be worked out
        </p>
      ) : (
        <span className={classes.waiting} />
      )}
    </div>
  );
}

function Told({ analysis, look }: { analysis: Analysis; look: (name: string) => ClassLook }) {
  const { numbers, dates, top, column, rows, empty, distinct, is_exact: isExact } = analysis;
  if (rows === empty) return <p className={classes.quiet}>{rows === 0 ? 'No rows' : 'All empty'}</p>;
  if (numbers && numbers.histogram.length > 0) {
    return (
      <>
        <Histogram bins={numbers.histogram} height={BARS} label={`Histogram of ${column.name}`} ends={[figure(numbers.min), figure(numbers.max)]} />
        <p className={classes.line}>mean {figure(numbers.mean)}</p>
      </>
    );
  }
  if (dates && dates.histogram.length > 0) {
    const bins = dates.histogram.map((bin) => ({ start: Date.parse(bin.start), end: Date.parse(bin.end), count: bin.count }));
    return (
      <>
        <Histogram bins={bins} height={BARS} label={`${column.name} by ${dates.by}`} isDate ends={[day(dates.min), day(dates.max)]} />
        <p className={classes.line}>{spanWords(dates.min, dates.max)}</p>
      </>
    );
  }
  const first = top.find((one) => one.value !== null && one.value !== '');
  const different = distinct === null ? undefined : `${isExact ? '' : 'about '}${counted(distinct, 'different value')}`;
  if (first?.value == null) return <p className={classes.quiet}>{different ?? counted(rows - empty, 'value')}</p>;
  if (first.count === 1) return <p className={classes.quiet}>{isExact ? `All ${count(rows - empty)} differ` : different}</p>;
  return (
    <>
      <div className={classes.common} title={first.value}>
        {column.meaning === 'class' ? <ClassLabel name={first.value} look={look(first.value)} /> : first.value}
      </div>
      <div className={classes.bar} aria-hidden="true">
        <span style={{ width: `${String(first.share * 100)}%` }} />
      </div>
      <p className={classes.shares} title={`${percent(first.share)}, ${count(first.count)} of ${count(rows)}${different === undefined ? '' : `; ${different}`}`}>
        <span>
          {percent(first.share)}, {count(first.count)}
        </span>
        <span> of {count(rows)}</span>
      </p>
    </>
  );
}

function figure(value: number | null): string {
  if (value === null) return '·';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e9)) return value.toExponential(2);
  return value.toLocaleString('en-GB', Number.isInteger(value) ? {} : size >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 4 });
}

function day(iso: string | null): string {
  return iso === null ? '·' : (momentOf(iso)?.day ?? iso);
}

/** "900 days", with both ends counted; "one day" where they are the same. */
function spanWords(min: string | null, max: string | null): string {
  const days = Math.floor(Date.parse(max ?? '') / DAY_MS) - Math.floor(Date.parse(min ?? '') / DAY_MS) + 1;
  return Number.isNaN(days) ? '' : days === 1 ? 'one day' : counted(days, 'day');
}
