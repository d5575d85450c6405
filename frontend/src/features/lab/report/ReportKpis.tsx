/** The figures people ask for first. */
import { useQuery } from '@tanstack/react-query';
import { counted } from '@/lib/format';
import { worstPairs } from '@/features/models';
import { reportQuery } from '../labQueries';
import { scoreWords } from '../labWords';
import type { LabTypes, ModelMetric, TrainedDetail } from '../types';
import { readReport } from './reading';
import classes from './Report.module.css';

interface ReportKpisProps {
  projectKey: string;
  model: TrainedDetail;
  metric: ModelMetric;
  types: LabTypes;
  spread: number | null;
}

const MOST_METRICS = 3;
/** Those that tell most beside the one models are ranked by. */
const FIRST = ['F1', 'LOG_LOSS', 'ROC_AUC', 'RMSE', 'MAE', 'ACCURACY'];

export function ReportKpis({ projectKey, model, metric, types, spread }: ReportKpisProps) {
  const has = (section: string) => model.sections.includes(section);
  const classesOf = useQuery({ ...reportQuery(projectKey, model.id, 'classes'), enabled: has('classes') });
  const confusionOf = useQuery({ ...reportQuery(projectKey, model.id, 'confusion'), enabled: has('confusion') });
  const weakest = readReport.classes(classesOf.data?.content).filter((one) => one.recall !== undefined).sort((a, b) => (a.recall ?? 0) - (b.recall ?? 0))[0];
  const confusion = readReport.confusion(confusionOf.data?.content);
  const worst = confusion && worstPairs(confusion, 1)[0];
  const rank = (one: ModelMetric) => (one.type === metric.type ? -1 : FIRST.includes(one.type) ? FIRST.indexOf(one.type) : FIRST.length);
  const shown = types.metrics.filter((one) => typeof model.metrics[one.name] === 'number').sort((a, b) => rank(a) - rank(b)).slice(0, MOST_METRICS);
  return (
    <dl className={classes.kpis}>
      {shown.map((one) => (
        <div key={one.type} title={one.description}>
          <dt>{one.label}</dt>
          <dd>
            {scoreWords(model.metrics[one.name])}
            {one.type === metric.type && spread !== null && <small> ± {spread.toFixed(3)}</small>}
          </dd>
        </div>
      ))}
      {weakest && (
        <div>
          <dt>Weakest class</dt>
          <dd>
            {weakest.name}
            <small> recall {weakest.recall?.toFixed(2)}</small>
          </dd>
        </div>
      )}
      {worst && (
        <div>
          <dt>Most confused</dt>
          <dd>
            {worst.label}, {worst.prediction}
            <small> {counted(worst.count, 'row')}</small>
          </dd>
        </div>
      )}
    </dl>
  );
}
