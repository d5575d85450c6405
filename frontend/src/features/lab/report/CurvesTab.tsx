/** The curves of a classifier, each with its table; for two classes what another threshold would give. */
import { Slider } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { colourOf, useClassLook } from '@/features/classes';
import { isRecord } from '@/features/forms';
import { decimals } from '@/lib/format';
import { ErrorState, SkeletonRows } from '@/ui';
import { reportQuery } from '../labQueries';
import type { TrainedDetail } from '../types';
import { Plot } from './Plot';
import { readReport, type Line, type ThresholdPoint } from './reading';
import classes from './Report.module.css';

const SHARE = [0, 1] as const;

/** The curves a report may have, and under which names their figures stand. */
export const CURVES = [
  { name: 'roc', title: 'ROC', x: 'false positives', y: 'true positives', axes: [['fpr', 'tpr'], ['false_positive_rate', 'true_positive_rate']], xEnds: SHARE, yEnds: SHARE, hasDiagonal: true },
  { name: 'pr', title: 'Precision and recall', x: 'recall', y: 'precision', axes: [['recall', 'precision']], xEnds: SHARE, yEnds: SHARE, hasDiagonal: false },
  { name: 'lift', title: 'Cumulative lift', x: 'share of rows', y: 'lift', axes: [['share', 'lift'], ['population', 'lift'], ['share', 'gain']], xEnds: SHARE, yEnds: undefined, hasDiagonal: false },
  { name: 'calibration', title: 'Calibration', x: 'predicted probability', y: 'share that is true', axes: [['predicted', 'observed'], ['predicted', 'true'], ['mean_predicted', 'fraction_positive']], xEnds: SHARE, yEnds: SHARE, hasDiagonal: true },
  { name: 'density', title: 'Density of the probability', x: 'predicted probability', y: 'density', axes: [['probability', 'density'], ['at', 'density'], ['bins', 'density']], xEnds: SHARE, yEnds: undefined, hasDiagonal: false },
] as const;

export function CurvesTab({ projectKey, model }: { projectKey: string; model: TrainedDetail }) {
  const has = (section: string) => model.sections.includes(section);
  const curves = useQuery({ ...reportQuery(projectKey, model.id, 'curves'), enabled: has('curves') });
  const threshold = useQuery({ ...reportQuery(projectKey, model.id, 'threshold'), enabled: has('threshold') });
  const lookOf = useClassLook(projectKey);
  if (curves.error) return <ErrorState error={curves.error} what="the curves" onRetry={() => void curves.refetch()} />;
  if (curves.isLoading || threshold.isLoading) return <SkeletonRows rows={8} height={60} awaited="the curves" />;
  const content = isRecord(curves.data?.content) ? curves.data.content : {};
  const shown = CURVES.map((curve) => ({ ...curve, lines: readReport.lines(content[curve.name], curve.axes) })).filter((curve) => curve.lines.length > 0);
  const points = readReport.thresholds(threshold.data?.content);
  return (
    <>
      {points.points.length > 1 && <ThresholdPart points={points.points} chosen={points.chosen} />}
      <section className={classes.part} aria-label="Curves">
        <div className={classes.charts}>
          {shown.map((curve) => (
            <Plot key={curve.name} title={curve.title} x={curve.x} y={curve.y} xEnds={curve.xEnds} yEnds={curve.yEnds} hasDiagonal={curve.hasDiagonal} lines={curve.lines.map((line) => ({ ...line, colour: colourOfLine(line, lookOf) }))} />
          ))}
        </div>
        {shown.length === 0 && <p className={classes.note}>This model answers without probabilities, so it has no curves.</p>}
      </section>
    </>
  );
}

function colourOfLine(line: Line, lookOf: ReturnType<typeof useClassLook>): string {
  return line.name === '' ? 'var(--accent)' : colourOf(lookOf(line.name));
}

function ThresholdPart({ points, chosen }: { points: readonly ThresholdPoint[]; chosen: number | undefined }) {
  const [at, setAt] = useState(chosen ?? 0.5);
  const nearest = points.reduce((best, one) => (Math.abs(one.threshold - at) < Math.abs(best.threshold - at) ? one : best), points[0] as ThresholdPoint);
  return (
    <section className={classes.part} aria-label="Threshold">
      <div className={classes.partHead}>
        <h2>Threshold</h2>
        <span className={classes.note}>from which probability on a row counts as the second class{chosen === undefined ? '' : `; chosen: ${chosen.toFixed(3)}`}</span>
      </div>
      <div className={classes.threshold}>
        <div className={classes.slider}>
          <Slider min={0} max={1} step={0.005} value={at} onChange={setAt} label={(value) => value.toFixed(3)} thumbLabel="Threshold" {...(chosen === undefined ? {} : { marks: [{ value: chosen }] })} />
        </div>
        <dl className={classes.kpis} style={{ border: 0, padding: 0 }}>
          {Object.entries(nearest.values)
            .slice(0, 8)
            .map(([name, value]) => (
              <div key={name}>
                <dt>{name.replaceAll('_', ' ')}</dt>
                <dd>{Number.isInteger(value) && value > 1 ? value.toLocaleString('en-GB') : decimals(value)}</dd>
              </div>
            ))}
        </dl>
      </div>
    </section>
  );
}
