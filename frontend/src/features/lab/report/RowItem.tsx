/** A row of the test set: its picture, what it is, what the model took it for, and how sure it was of each class. */
import { Link } from '@tanstack/react-router';
import { ClassLabel, colourOf, useClassLook } from '@/features/classes';
import { StateMark } from '@/ui';
import { scoreWords } from '../labWords';
import type { TrainedRow } from '../types';
import classes from './Report.module.css';
import { TestPicture } from './TestPicture';

const MOST_BARS = 3;

interface RowItemProps {
  projectKey: string;
  row: TrainedRow;
  folder: string;
}

export function RowItem({ projectKey, row, folder }: RowItemProps) {
  const lookOf = useClassLook(projectKey, Object.keys(row.probabilities));
  const sorted = Object.entries(row.probabilities).sort((a, b) => b[1] - a[1]);
  const isClass = sorted.length > 0 || typeof row.truth === 'string';
  const words = (value: unknown) => (typeof value === 'number' ? scoreWords(value) : <ClassLabel name={String(value)} look={lookOf(String(value))} />);
  return (
    <li className={classes.rowItem}>
      {folder !== '' && row.picture !== null ? (
        <Link to="/projects/$key/folders/$id" params={{ key: projectKey, id: folder }} search={{ picture: row.picture }} aria-label={`Picture of row ${row.row + 1}`}>
          <TestPicture projectKey={projectKey} folderId={folder} path={row.picture} />
        </Link>
      ) : (
        <span className={classes.note}>row {(row.row + 1).toLocaleString('en-GB')}</span>
      )}
      <span>
        <span className={classes.note}>is</span>
        <div>{words(row.truth)}</div>
      </span>
      <span>
        <span className={classes.note}>predicted</span>
        <div>{words(row.prediction)}</div>
        {isClass && row.truth === row.prediction && <StateMark state="up_to_date" word="right" />}
      </span>
      <span className={classes.bars}>
        {sorted.slice(0, MOST_BARS).map(([name, value]) => (
          <span key={name} className={classes.predictionBar}>
            <i style={{ width: `${(100 * value).toFixed(1)}%`, background: colourOf(lookOf(name)) }} aria-hidden="true" />
            <span>{name}</span>
            <b>{value.toFixed(4)}</b>
          </span>
        ))}
        {sorted.length > MOST_BARS && <span className={classes.note}>+{sorted.length - MOST_BARS}</span>}
        {sorted.length === 0 && typeof row.truth === 'number' && typeof row.prediction === 'number' && <span className={classes.note}>off by {scoreWords(row.prediction - row.truth)}</span>}
      </span>
    </li>
  );
}
