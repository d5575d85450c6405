/** What another threshold would give: a slider, the figures there, and the confusion of the two classes. */
import { Slider } from '@mantine/core';
import { useState } from 'react';
import { count, decimals } from '@/lib/format';
import { Plot } from './Plot';
import type { Counts } from './reading';
import classes from './Report.module.css';
import { figuresAt, nearestTo } from './thresholds';

interface ThresholdPartProps {
  points: readonly Counts[];
  /** The one the model answers by. */
  used: number | undefined;
  positive: string;
  weights: Readonly<Record<string, number>>;
}

export function ThresholdPart({ points, used, positive, weights }: ThresholdPartProps) {
  const [at, setAt] = useState(used ?? 0.5);
  const here = nearestTo(points, at);
  if (here === undefined) return null;
  const figures = figuresAt(here, weights);
  const shown: [string, number | undefined][] = [
    ['Accuracy', figures.accuracy],
    ['Precision', figures.precision],
    ['Recall', figures.recall],
    ['F1', figures.f1],
    ['Gain a row', figures.gain],
    ...(points.some((one) => one.own !== undefined) ? [['Own metric', here.own] satisfies [string, number | undefined]] : []),
  ];
  const lines = (['precision', 'recall', 'f1'] as const).map((name, index) => ({
    name: name === 'f1' ? 'F1' : name,
    colour: `var(--c${index})`,
    points: points.flatMap((one) => {
      const value = figuresAt(one, weights)[name];
      return value === undefined ? [] : [[one.threshold, value] as const];
    }),
  }));
  return (
    <section className={classes.part} aria-label="Threshold">
      <div className={classes.partHead}>
        <h2>Threshold</h2>
        <span className={classes.note}>
          from which probability on a row counts as {positive}
          {used === undefined ? '' : `; this model answers by ${used.toFixed(3)}`}
        </span>
      </div>
      <div className={classes.threshold}>
        <div className={classes.slider}>
          <Slider min={0} max={1} step={0.01} value={at} onChange={setAt} label={(value) => value.toFixed(2)} thumbLabel="Threshold" {...(used === undefined ? {} : { marks: [{ value: used }] })} />
        </div>
        <dl className={classes.kpis} style={{ border: 0, padding: 0 }}>
          {shown.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{decimals(value)}</dd>
            </div>
          ))}
        </dl>
      </div>
      <p className={classes.note} style={{ margin: '8px 0' }}>
        At {here.threshold.toFixed(2)}: {count(here.tp)} found, {count(here.fn)} missed, {count(here.fp)} wrongly taken for it, {count(here.tn)} rightly not.
      </p>
      <Plot title="By threshold" x="threshold" y="figure" xEnds={[0, 1]} yEnds={[0, 1]} mark={here.threshold} lines={lines} height={200} />
    </section>
  );
}
