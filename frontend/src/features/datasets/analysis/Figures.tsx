/** Named figures in two columns; a count of rows carries its share. */
import { momentText } from '../moments';
import classes from './Analysis.module.css';
import { edgeWords } from './Histogram';

type Pair = readonly [name: string, value: number | string | null, of?: number];

export function Figures({ pairs }: { pairs: readonly Pair[] }) {
  return (
    <dl className={classes.figures}>
      {pairs.map(([name, value, of]) => (
        <div key={name} data-wide={typeof value === 'string' || undefined}>
          <dt>{name}</dt>
          <dd>
            {value === null ? '·' : typeof value === 'string' ? <time dateTime={value} title={value}>{momentText(value)}</time> : edgeWords(value, false)}
            {of !== undefined && of > 0 && typeof value === 'number' && <small> {percent(value / of)}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A share with one decimal, never rounded to nothing or to all while something is left. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1 %';
  if (share < 1 && share > 0.999) return '> 99.9 %';
  return `${(share * 100).toFixed(1)} %`;
}
