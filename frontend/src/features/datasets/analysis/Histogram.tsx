/** How values are spread: bars over equal or calendar parts, each told on hover and to readers. */
import { count, decimals } from '@/lib/format';
import classes from './Analysis.module.css';

interface HistogramProps {
  bins: readonly { start: number; end: number; count: number }[];
  label: string;
  height?: number;
  /** The part that is kept by a filter; bars outside are pale. */
  from?: number | undefined;
  to?: number | undefined;
  isDate?: boolean;
  /** What stands under the first and the last bar; left out, the edges of the bars. */
  ends?: readonly [first: string, last: string];
}

export function edgeWords(value: number, isDate: boolean): string {
  if (isDate) return new Date(value).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  return Number.isInteger(value) ? count(value) : Math.abs(value) >= 1e6 || (value !== 0 && Math.abs(value) < 1e-3) ? value.toExponential(2) : decimals(value, 3);
}

export function Histogram({ bins, label, height = 96, from, to, isDate = false, ends }: HistogramProps) {
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const first = bins[0];
  const last = bins.at(-1);
  const words = (bin: (typeof bins)[number]) => `${edgeWords(bin.start, isDate)} to ${edgeWords(bin.end, isDate)}: ${count(bin.count)}`;
  return (
    <figure className={classes.histogram} aria-label={label}>
      <div className={classes.columns} style={{ height }} role="img" aria-label={`${label}. ${bins.filter((bin) => bin.count > 0).map(words).join('; ')}`}>
        {bins.map((bin) => {
          const isOut = (from !== undefined && bin.end < from) || (to !== undefined && bin.start > to);
          return (
            <span key={bin.start} className={classes.slot} title={words(bin)}>
              <span className={classes.column} data-out={isOut} style={{ height: bin.count === 0 ? 0 : `${String(Math.max(2, (bin.count / most) * 100))}%` }} />
            </span>
          );
        })}
      </div>
      {first && last && (
        <figcaption className={classes.axis}>
          <span>{ends?.[0] ?? edgeWords(first.start, isDate)}</span>
          <span>{ends?.[1] ?? edgeWords(last.end, isDate)}</span>
        </figcaption>
      )}
    </figure>
  );
}
