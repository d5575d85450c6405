/** A cell by the meaning of its column. */
import { IconCheck } from '@tabler/icons-react';
import { MiddleCut, StateGlyph } from '@/ui';
import { ClassLabel, type ClassLook } from '../../classes';
import { guessesOf, isEmpty, isNumeric, textOf, vectorOf } from '../cellValues';
import type { Column } from '../types';
import classes from './Grid.module.css';
import { MomentText } from './MomentText';
import { PredictionBars } from './PredictionBars';
import { Sparkline } from './Sparkline';

interface CellProps {
  column: Column;
  /** undefined while its block is on its way. */
  value: unknown;
  /** Decimals of the column's numbers. */
  digits: number;
  lookOf: (name: string) => ClassLook;
}

export function Cell({ column, value, digits, lookOf }: CellProps) {
  if (value === undefined) return <span className={classes.waiting} aria-label="loading" role="img" />;
  if (column.meaning === 'prediction') {
    const guesses = guessesOf(value);
    return guesses === undefined || guesses.length === 0 ? <span className={classes.none}>{guesses === undefined ? 'no prediction' : 'none above the threshold'}</span> : <PredictionBars guesses={guesses} lookOf={lookOf} most={2} />;
  }
  if (isEmpty(value)) return <span className={classes.none}>·</span>;
  if (column.meaning === 'vector' || column.type === 'array') {
    const vector = vectorOf(value);
    if (vector) return <Sparkline vector={vector} />;
  }
  if (column.meaning === 'class' && typeof value === 'string') return <ClassLabel name={value} look={lookOf(value)} />;
  if (column.meaning === 'flag') return <Flag column={column} value={value} />;
  if (column.meaning === 'picture_path' && typeof value === 'string') return <MiddleCut name={value} />;
  if (column.type === 'date' && typeof value === 'string') return <MomentText iso={value} />;
  const text = textOf(value, column, digits);
  return (
    <span className={isNumeric(column) ? classes.figure : classes.text} title={text.length > 24 ? text : undefined}>
      {text}
    </span>
  );
}

function Flag({ column, value }: { column: Column; value: unknown }) {
  const isError = column.name.startsWith('error');
  if (typeof value === 'boolean') {
    return (
      <span className={classes.flag}>
        {value ? <IconCheck size={14} stroke={1.8} aria-hidden="true" /> : <StateGlyph state="failed" />}
        {value ? 'yes' : 'no'}
      </span>
    );
  }
  return (
    <span className={classes.figure} data-loud={isError && value !== 0}>
      {textOf(value, column)}
    </span>
  );
}
