/** The answers of a regression: predicted beside true values, and how far off they are. */
import { useQuery } from '@tanstack/react-query';
import { ErrorState, SkeletonRows } from '@/ui';
import { numberWords } from '../labWords';
import { Plot } from './Plot';
import { readReport } from './reading';
import classes from './Report.module.css';
import { type Reported, reportQuery } from './source';

export function RegressionTab({ model }: { model: Reported }) {
  const section = useQuery({ ...reportQuery(model.source, 'regression'), enabled: model.sections.includes('regression') });
  if (section.error) return <ErrorState error={section.error} what="the answers" onRetry={() => void section.refetch()} />;
  if (section.isLoading) return <SkeletonRows rows={8} height={60} awaited="the answers" />;
  const found = readReport.regression(section.data?.content);
  if (found === undefined) return <p className={classes.part}>This model's answers were not kept.</p>;
  const all = found.points.flat();
  const ends = all.length === 0 ? undefined : ([Math.min(...all), Math.max(...all)] as const);
  const [low, , , , high] = found.quantiles;
  return (
    <section className={classes.part} aria-label="Answers">
      <div className={classes.charts}>
        <Plot title="Predicted and true" x="true value" y="predicted value" xEnds={ends} yEnds={ends} hasDiagonal lines={[{ name: '', points: found.points, colour: 'var(--c0)', as: 'points' }]} height={300} />
        <Plot
          title="How far off"
          note={low === undefined || high === undefined ? undefined : `nine of ten answers are off by ${numberWords(low)} to ${numberWords(high)}`}
          x="predicted less true"
          y="rows"
          lines={[{ name: '', points: found.errors, colour: 'var(--c0)', as: 'bars' }]}
          height={300}
        />
      </div>
    </section>
  );
}
