/** Named values as bars from zero, largest first. */
import type { Bar } from './reading';
import classes from './Report.module.css';

const MOST = 20;

export function Bars({ bars, all = bars.length }: { bars: readonly Bar[]; all?: number }) {
  const shown = bars.slice(0, MOST);
  const most = Math.max(...shown.map((bar) => Math.abs(bar.value)), 1e-12);
  return (
    <>
      <ul className={classes.importance}>
        {shown.map((bar) => (
          <li key={bar.name}>
            <span title={bar.name}>{bar.name}</span>
            <span className={classes.importanceBar} aria-hidden="true">
              <i data-against={bar.value < 0} style={{ width: `${(100 * Math.abs(bar.value)) / most}%` }} />
            </span>
            <b>
              {bar.value < 0 ? '−' : ''}
              {Math.abs(bar.value).toFixed(4)}
              {bar.spread === undefined ? '' : ` ± ${bar.spread.toFixed(3)}`}
            </b>
          </li>
        ))}
      </ul>
      {all > shown.length && <p className={classes.note}>The first {shown.length} of {all.toLocaleString('en-GB')}.</p>}
    </>
  );
}
