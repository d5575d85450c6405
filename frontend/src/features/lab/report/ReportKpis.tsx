/** The figures people ask for first. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { counted } from '@/lib/format';
import { worstPairs } from '@/features/models';
import { scoreWords } from '../labWords';
import type { LabTypes, ModelMetric } from '../types';
import { readReport } from './reading';
import classes from './Report.module.css';
import { type Reported, reportQuery } from './source';

interface ReportKpisProps {
  model: Pick<Reported, 'source' | 'sections' | 'metrics'>;
  /** What models are ranked by, where it is known. */
  metric: ModelMetric | undefined;
  types: LabTypes | undefined;
  /** What is counted. */
  noun?: 'row' | 'picture';
  /** A figure before all others. */
  lead?: { name: string; value: ReactNode };
}

const MOST_METRICS = 3;
/** Those that tell most beside the one models are ranked by. */
const FIRST = ['F1', 'LOG_LOSS', 'ROC_AUC', 'RMSE', 'MAE', 'ACCURACY'];

export function ReportKpis({ model, metric, types, noun = 'row', lead }: ReportKpisProps) {
  const has = (section: string) => model.sections.includes(section);
  const classesOf = useQuery({ ...reportQuery(model.source, 'classes'), enabled: has('classes') });
  const confusionOf = useQuery({ ...reportQuery(model.source, 'confusion'), enabled: has('confusion') });
  const summary = useQuery({ ...reportQuery(model.source, 'summary'), enabled: has('summary') });
  const spread = metric === undefined ? undefined : readReport.spread(summary.data?.content, metric.name);
  const weakest = readReport.classes(classesOf.data?.content).filter((one) => one.recall !== undefined).sort((a, b) => (a.recall ?? 0) - (b.recall ?? 0))[0];
  const confusion = readReport.confusion(confusionOf.data?.content);
  const worst = confusion && worstPairs(confusion, 1)[0];
  const rank = (one: ModelMetric) => (one.type === metric?.type ? -1 : FIRST.includes(one.type) ? FIRST.indexOf(one.type) : FIRST.length);
  const shown = (types?.metrics ?? []).filter((one) => typeof model.metrics[one.name] === 'number').sort((a, b) => rank(a) - rank(b)).slice(0, MOST_METRICS);
  return (
    <dl className={classes.kpis}>
      {lead && (
        <div>
          <dt>{lead.name}</dt>
          <dd>{lead.value}</dd>
        </div>
      )}
      {shown.map((one) => (
        <div key={one.type} title={one.description}>
          <dt>{one.label}</dt>
          <dd>
            {scoreWords(model.metrics[one.name])}
            {one.type === metric?.type && spread !== undefined && <small> ± {spread.toFixed(3)}</small>}
          </dd>
        </div>
      ))}
      {weakest?.recall !== undefined && weakest.recall < 1 && (
        <div>
          <dt>Weakest class</dt>
          <dd>
            {weakest.name}
            <small> recall {weakest.recall.toFixed(2)}</small>
          </dd>
        </div>
      )}
      {worst && (
        <div>
          <dt>Most confused</dt>
          <dd>
            {worst.label}, {worst.prediction}
            <small> {counted(worst.count, noun)}</small>
          </dd>
        </div>
      )}
    </dl>
  );
}
