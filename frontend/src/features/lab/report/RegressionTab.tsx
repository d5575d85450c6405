/** The answers of a regression: predicted beside true values, and what is left over. */
import { useQuery } from '@tanstack/react-query';
import { isRecord } from '@/features/forms';
import { ErrorState, SkeletonRows } from '@/ui';
import { reportQuery, rowsQuery } from '../labQueries';
import type { TrainedDetail } from '../types';
import { Plot } from './Plot';
import { readReport } from './reading';
import classes from './Report.module.css';

const MOST = 200;

export function RegressionTab({ projectKey, model }: { projectKey: string; model: TrainedDetail }) {
  const has = model.sections.includes('regression');
  const section = useQuery({ ...reportQuery(projectKey, model.id, 'regression'), enabled: has });
  const rows = useQuery({ ...rowsQuery(projectKey, model.id, { limit: MOST }), enabled: !has });
  const error = section.error ?? rows.error;
  if (error) return <ErrorState error={error} what="the answers" />;
  if (section.isLoading || rows.isLoading) return <SkeletonRows rows={8} height={60} awaited="the answers" />;
  const content = isRecord(section.data?.content) ? section.data.content : {};
  const fromRows = (rows.data?.rows ?? []).flatMap((row) => (typeof row.truth === 'number' && typeof row.prediction === 'number' ? [[row.truth, row.prediction] as const] : []));
  const scatter = readReport.lines(content.scatter, [
    ['truth', 'prediction'],
    ['true', 'predicted'],
  ])[0]?.points ?? fromRows;
  const residuals = readReport.lines(content.residuals, [
    ['at', 'count'],
    ['bins', 'counts'],
    ['residual', 'count'],
    ['prediction', 'residual'],
  ])[0]?.points;
  const all = scatter.flatMap((point) => point);
  const ends = all.length === 0 ? undefined : ([Math.min(...all), Math.max(...all)] as const);
  const leftOver = residuals ?? scatter.map(([truth, prediction]) => [prediction, truth - prediction] as const);
  return (
    <section className={classes.part} aria-label="Answers">
      {!has && rows.data && rows.data.total > MOST && <p className={classes.note}>The {MOST} rows that are farthest off, of {rows.data.total.toLocaleString('en-GB')}.</p>}
      <div className={classes.charts}>
        <Plot title="Predicted and true" x="true value" y="predicted value" xEnds={ends} yEnds={ends} hasDiagonal lines={[{ name: '', points: scatter, colour: 'var(--c0)', as: 'points' }]} height={300} />
        {leftOver.length > 0 && <Plot title="What is left over" x={residuals ? 'true less predicted' : 'predicted value'} y={residuals ? 'rows' : 'true less predicted'} lines={[{ name: '', points: leftOver, colour: 'var(--c0)', as: residuals ? 'both' : 'points' }]} height={300} />}
      </div>
    </section>
  );
}
