/** The curves of a classifier, each with its table; for two classes what another threshold would give. */
import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { colourOf, useClassLook } from '@/features/classes';
import { ErrorState, SkeletonRows } from '@/ui';
import { Plot } from './Plot';
import { readReport, type ClassCurves } from './reading';
import { classNames } from '../design/features';
import classes from './Report.module.css';
import { ThresholdPart } from './ThresholdPart';
import { type Reported, reportQuery } from './source';

const SHARE = [0, 1] as const;
/** More lines than these could not be told apart at once. */
const FIRST_SHOWN = 6;

interface Curve {
  name: 'roc' | 'pr' | 'lift' | 'calibration';
  title: string;
  x: string;
  y: string;
  hasDiagonal: boolean;
}

export const CURVES: readonly Curve[] = [
  { name: 'roc', title: 'ROC', x: 'false positives', y: 'true positives', hasDiagonal: true },
  { name: 'pr', title: 'Precision and recall', x: 'recall', y: 'precision', hasDiagonal: false },
  { name: 'lift', title: 'Cumulative gain', x: 'share of rows, surest first', y: 'share of the class found', hasDiagonal: true },
  { name: 'calibration', title: 'Calibration', x: 'predicted probability', y: 'share that is so', hasDiagonal: true },
];

export function CurvesTab({ projectKey, model }: { projectKey: string; model: Reported }) {
  const has = (section: string) => model.sections.includes(section);
  const curves = useQuery({ ...reportQuery(model.source, 'curves'), enabled: has('curves') });
  const threshold = useQuery({ ...reportQuery(model.source, 'threshold'), enabled: has('threshold') });
  const summary = useQuery({ ...reportQuery(model.source, 'summary'), enabled: has('summary') });
  const lookOf = useClassLook(projectKey, classNames(model.design));
  const [picked, setPicked] = useState<string[]>();
  if (curves.error) return <ErrorState error={curves.error} what="the curves" onRetry={() => void curves.refetch()} />;
  if (curves.isLoading || threshold.isLoading) return <SkeletonRows rows={8} height={60} awaited="the curves" />;
  const found = readReport.curves(curves.data?.content);
  const chosen = picked ?? found.slice(0, FIRST_SHOWN).map((one) => one.name);
  const shown = found.filter((one) => chosen.includes(one.name));
  const lines = (part: (one: ClassCurves) => (readonly [number, number])[]) => shown.map((one) => ({ name: one.name, points: part(one), colour: colourOf(lookOf(one.name)) }));
  const points = readReport.thresholds(threshold.data?.content);
  const used = (summary.data?.content as { threshold?: unknown } | undefined)?.threshold;
  return (
    <>
      {points.length > 1 && <ThresholdPart points={points} used={typeof used === 'number' ? used : undefined} positive={found[0]?.name ?? ''} weights={model.design.modeling.metrics.costMatrixWeights} />}
      <section className={classes.part} aria-label="Curves">
        {found.length > 1 && (
          <div className={classes.partHead}>
            <h2>Each class against the rest</h2>
            <MultiSelect aria-label="Classes shown" w={560} data={found.map((one) => one.name)} value={chosen} onChange={setPicked} searchable hidePickedOptions maxValues={10} />
          </div>
        )}
        <div className={classes.charts}>
          {CURVES.map((curve) => (
            <Plot
              key={curve.name}
              title={curve.title}
              note={curve.name === 'roc' && shown.length === 1 && shown[0]?.auc !== undefined ? `area under the curve ${shown[0].auc.toFixed(4)}` : undefined}
              x={curve.x}
              y={curve.y}
              xEnds={SHARE}
              yEnds={SHARE}
              hasDiagonal={curve.hasDiagonal}
              lines={lines((one) => one[curve.name]).map((line) => (curve.name === 'calibration' ? { ...line, as: 'both' as const } : line))}
            />
          ))}
          {shown.slice(0, FIRST_SHOWN).map((one) => (
            <Plot
              key={`density-${one.name}`}
              title={`Probability of ${one.name}`}
              x="predicted probability"
              y="share of rows"
              xEnds={SHARE}
              lines={[
                { name: one.name, points: one.positive, colour: colourOf(lookOf(one.name)) },
                { name: 'all others', points: one.negative, colour: 'var(--ink3)', isDashed: true },
              ]}
            />
          ))}
        </div>
        {found.length === 0 && <p className={classes.note}>This model answers without probabilities, so it has no curves.</p>}
      </section>
    </>
  );
}
