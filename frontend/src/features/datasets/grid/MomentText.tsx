import { momentOf } from '../moments';
import classes from './Grid.module.css';

/** A moment in a cell; days and times stand under one another, the text of the data is told on hover. */
export function MomentText({ iso }: { iso: string }) {
  const moment = momentOf(iso);
  if (moment === undefined) return <span className={classes.text}>{iso}</span>;
  return (
    <time dateTime={iso} title={iso} className={classes.moment}>
      <span className={classes.day} data-alone={moment.time === '' || undefined}>
        {moment.day}
      </span>
      {moment.time !== '' && (
        <>
          {' '}
          {moment.time} <small>{moment.zone}</small>
        </>
      )}
    </time>
  );
}
