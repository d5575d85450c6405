/** What models are ranked by. */
import { Select } from '@mantine/core';
import { useId } from 'react';
import { CodeEditor } from '@/features/code';
import { Field } from '@/ui';
import { withMetrics } from './change';
import classes from './Design.module.css';
import type { SectionProps } from './DesignView';
import { NumberField, SwitchField } from './fields';
import { problemAt } from './sections';

const COSTS = [
  { name: 'tpGain', label: 'Rightly positive' },
  { name: 'fpGain', label: 'Wrongly positive' },
  { name: 'tnGain', label: 'Rightly negative' },
  { name: 'fnGain', label: 'Wrongly negative' },
];
const OWN_METRIC = { code: '', greaterIsBetter: true, needsProbability: false };
const SAMPLE = 'def score(y_true, y_pred):\n    return (y_true == y_pred).mean()\n';

export function MetricSection({ draft, design, types }: SectionProps) {
  const id = useId();
  const metrics = design.modeling.metrics;
  const offered = types.metrics.filter((one) => one.tasks.includes(design.predictionType));
  const chosen = types.metrics.find((one) => one.type === metrics.evaluationMetric);
  const custom = metrics.custom;
  const costs = metrics.costMatrixWeights ;
  return (
    <>
      <div className={classes.head}>
        <h2>Metric</h2>
        <span className={classes.note}>All metrics are worked out; this one ranks models and steers the search.</span>
      </div>
      <Field label="Rank models by" htmlFor={id} help={chosen?.description} error={problemAt(draft.problems, 'modeling', 'metrics', 'evaluationMetric')}>
        <Select id={id} data={offered.map((one) => ({ value: one.type, label: one.label }))} value={metrics.evaluationMetric} searchable allowDeselect={false} onChange={(type) => type !== null && draft.edit((now) => withMetrics(now, { evaluationMetric: type }))} />
      </Field>
      {design.predictionType === 'BINARY_CLASSIFICATION' && (
        <>
          <SwitchField label="Threshold" words="the one with the best value of the metric" help="Otherwise the class with more than half of the probability is the answer." checked={metrics.optimizeThreshold } onChange={(optimizeThreshold) => draft.edit((now) => withMetrics(now, { optimizeThreshold }))} />
          <h3 style={{ margin: '16px 0 4px' }}>What an answer is worth</h3>
          <p className={classes.note}>Weights of the cost matrix, for the metric of that name.</p>
          {COSTS.map(({ name, label }) => (
            <NumberField key={name} label={label} value={costs[name] ?? 0} step={0.1} onChange={(value) => draft.edit((now) => withMetrics(now, { costMatrixWeights: { ...costs, [name]: value } }), name)} />
          ))}
          <NumberField label="Point of lift" value={metrics.liftPoint } step={0.05} help="The share of rows at which the lift is measured." onChange={(liftPoint) => draft.edit((now) => withMetrics(now, { liftPoint }), 'lift')} />
        </>
      )}
      {metrics.evaluationMetric === 'CUSTOM' && (
        <>
          <h3 style={{ margin: '16px 0 4px' }}>Metric in Python</h3>
          <p className={classes.note}>A function score(y_true, y_pred) that returns a number.</p>
          <div className={classes.code}>
            <CodeEditor language="python" label="Metric in Python" minHeight={160} value={custom.code } hint={SAMPLE} onChange={(code) => draft.edit((now) => withMetrics(now, { custom: { ...OWN_METRIC, ...custom, code } }), 'metric-code')} />
          </div>
          <SwitchField label="Direction" words="greater is better" checked={custom.greaterIsBetter } onChange={(greaterIsBetter) => draft.edit((now) => withMetrics(now, { custom: { ...OWN_METRIC, ...custom, greaterIsBetter } }))} />
          <SwitchField label="Given" words="probabilities instead of classes" checked={custom.needsProbability } onChange={(needsProbability) => draft.edit((now) => withMetrics(now, { custom: { ...OWN_METRIC, ...custom, needsProbability } }))} />
        </>
      )}
    </>
  );
}
