/** A box plot on the axis of the histogram above it: whiskers at 5 and 95 %, box at the quartiles, line at the median. */
import type { Analysis } from '../types';
import classes from './Analysis.module.css';
import { edgeWords } from './Histogram';

export function BoxPlot({ numbers }: { numbers: NonNullable<Analysis['numbers']> }) {
  const { min, max, p5, p25, median, p75, p95 } = numbers;
  if (min === null || max === null || p5 === null || p25 === null || median === null || p75 === null || p95 === null || max <= min) return null;
  const x = (value: number) => `${(((value - min) / (max - min)) * 100).toFixed(2)}%`;
  const words = [`5 % ${edgeWords(p5, false)}`, `quartile ${edgeWords(p25, false)}`, `median ${edgeWords(median, false)}`, `quartile ${edgeWords(p75, false)}`, `95 % ${edgeWords(p95, false)}`].join(', ');
  return (
    <div className={classes.box} role="img" aria-label={`Box plot: ${words}`} title={words}>
      <span className={classes.whisker} style={{ left: x(p5), right: `calc(100% - ${x(p95)})` }} />
      <span className={classes.quartiles} style={{ left: x(p25), right: `calc(100% - ${x(p75)})` }} />
      <span className={classes.median} style={{ left: x(median) }} />
      <span className={classes.cap} style={{ left: x(p5) }} />
      <span className={classes.cap} style={{ left: x(p95) }} />
    </div>
  );
}
