/** The report of a finished model: its figures, and a tab for each way to look at it. */
import { Button, Tabs } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ItemShape } from '@/ui';
import { reportQuery } from '../labQueries';
import { modelName } from '../labWords';
import type { TrainedDetail } from '../types';
import { ConfusionTab } from './ConfusionTab';
import { CurvesTab } from './CurvesTab';
import { DeployDialog } from './DeployDialog';
import { ErrorsTab } from './ErrorsTab';
import { FeaturesTab } from './FeaturesTab';
import { ModelMenu } from './ModelMenu';
import type { ModelViewProps } from './ModelView';
import { RegressionTab } from './RegressionTab';
import { ReportKpis } from './ReportKpis';
import classes from './Report.module.css';
import { SettingsTab } from './SettingsTab';
import { WhatIfTab } from './WhatIfTab';

export function ReportView(props: ModelViewProps & { model: TrainedDetail }) {
  const { projectKey, model, search, types, ranked, metric, tickedCount, canChange, onGo } = props;
  const [isDeploying, setIsDeploying] = useState(false);
  const has = (section: string) => model.sections.includes(section);
  const summary = useQuery({ ...reportQuery(projectKey, model.id, 'summary'), enabled: has('summary') });
  const isClasses = model.design.predictionType !== 'REGRESSION';
  const tabs = [
    isClasses ? { value: 'confusion', label: 'Confusion' } : { value: 'answers', label: 'Answers' },
    ...(has('curves') || has('threshold') ? [{ value: 'curves', label: 'Curves' }] : []),
    { value: 'features', label: 'Features' },
    { value: 'errors', label: 'Errors' },
    { value: 'what-if', label: 'What if' },
    { value: 'settings', label: 'Settings' },
  ];
  const tab = tabs.find((one) => one.value === search.report)?.value ?? tabs[0]?.value ?? 'settings';
  return (
    <>
      <div className={classes.head}>
        <ItemShape kind="model" glyph="model" size={34} />
        <div className={classes.names}>
          <h2 title={model.full_id}>{modelName(model)}</h2>
          <p>{[model.name === '' ? '' : model.label, model.values_text, featuresWords(summary.data?.content)].filter(Boolean).join(', ')}</p>
        </div>
        <Tabs className={classes.tabs} value={tab} onChange={(next) => onGo({ report: next === tabs[0]?.value ? undefined : (next ?? undefined) })}>
          <Tabs.List>
            {tabs.map((one) => (
              <Tabs.Tab key={one.value} value={one.value}>
                {one.label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        <div className={classes.deeds}>
          <ModelMenu {...props} />
          <Button leftSection={<IconLink size={15} stroke={1.5} />} disabled={tickedCount < 2} title={tickedCount < 2 ? 'Tick two models or more at the left to compare them.' : undefined} onClick={() => onGo({ view: 'compare' })}>
            Compare{tickedCount > 1 ? ` ${tickedCount}` : ''}
          </Button>
          <Button variant="filled" disabled={!canChange} onClick={() => setIsDeploying(true)}>
            Deploy to the flow
          </Button>
        </div>
      </div>
      <ReportKpis projectKey={projectKey} model={model} metric={metric} types={types} spread={ranked.model.metrics[metric.name] === ranked.model.score ? ranked.model.spread : null} />
      <div className={classes.scroll}>
        {tab === 'confusion' && <ConfusionTab {...props} />}
        {tab === 'answers' && <RegressionTab {...props} />}
        {tab === 'curves' && <CurvesTab projectKey={projectKey} model={model} />}
        {tab === 'features' && <FeaturesTab projectKey={projectKey} model={model} types={types} />}
        {tab === 'errors' && <ErrorsTab projectKey={projectKey} model={model} />}
        {tab === 'what-if' && <WhatIfTab projectKey={projectKey} model={model} />}
        {tab === 'settings' && <SettingsTab projectKey={projectKey} model={model} types={types} isGreaterBetter={ranked.session.greater_is_better} jobId={ranked.session.job_id} />}
      </div>
      {isDeploying && <DeployDialog projectKey={projectKey} model={model} onClose={() => setIsDeploying(false)} />}
    </>
  );
}

function featuresWords(summary: unknown): string {
  const count = (summary as { features?: unknown } | undefined)?.features;
  return typeof count === 'number' ? `${count.toLocaleString('en-GB')} ${count === 1 ? 'feature' : 'features'}` : '';
}
