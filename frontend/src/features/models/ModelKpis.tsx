/** The figures people ask for first, each percentage with its counts beside it. */
import { figure } from '@/features/curves';
import { count, counted } from '@/lib/format';
import { readConfusion, totals, worstPairs } from './confusion';
import classes from './Model.module.css';
import { readMetrics } from './metrics';
import type { Model } from './modelQueries';

export function ModelKpis({ model }: { model: Model }) {
  const confusion = readConfusion(model.confusion);
  const metrics = readMetrics(model.metrics);
  const sum = confusion && totals(confusion);
  const weakest = [...metrics.perClass].sort((a, b) => a.recall - b.recall)[0];
  const worst = confusion && worstPairs(confusion, 1)[0];
  const best = model.best_epoch ?? figure(model.metrics.best_epoch);
  const kpis: { label: string; value: string; more?: string | undefined }[] = [];
  if (metrics.valAcc !== undefined) {
    kpis.push({
      label: 'Validation accuracy',
      value: metrics.valAcc.toFixed(4),
      more: sum && sum.all > 0 ? `${count(sum.right)} of ${count(sum.all)}` : undefined,
    });
  }
  if (metrics.valLoss !== undefined) kpis.push({ label: 'Validation loss', value: metrics.valLoss.toFixed(4) });
  if (best !== undefined && model.history.length > 0) kpis.push({ label: 'Best epoch', value: String(best), more: `of ${model.history.length}` });
  if (metrics.macroF1 !== undefined) kpis.push({ label: 'F1, mean of classes', value: metrics.macroF1.toFixed(4) });
  if (metrics.top5Acc !== undefined) kpis.push({ label: 'Among the first five', value: metrics.top5Acc.toFixed(4) });
  if (weakest) kpis.push({ label: 'Weakest class', value: weakest.name, more: `recall ${weakest.recall.toFixed(2)}` });
  if (worst) kpis.push({ label: 'Most confused', value: `${worst.label}, ${worst.prediction}`, more: counted(worst.count, 'picture') });
  if (kpis.length === 0) {
    kpis.push(
      { label: 'Classes', value: count(model.classes.length) },
      { label: 'Parameters', value: count(model.parameters) },
      { label: 'Input', value: `${model.input_size.join(' × ')} px` },
    );
  }
  return (
    <dl className={classes.kpis}>
      {kpis.map((kpi) => (
        <div key={kpi.label}>
          <dt>{kpi.label}</dt>
          <dd>
            {kpi.value}
            {kpi.more !== undefined && <small> {kpi.more}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
