/** A file name that narrows first and is then cut in the middle, never at its ending. */
import { headAndTail } from '@/lib/middleCut';
import classes from './Controls.module.css';

export function MiddleCut({ name, tail = 9 }: { name: string; tail?: number }) {
  const [head, end] = headAndTail(name, tail);
  return (
    <span className={classes.cut} title={name}>
      <span className={classes.cutHead}>{head}</span>
      {end !== '' && <span className={classes.cutTail}>{end}</span>}
    </span>
  );
}
