/** The report of a finished model: its figures, and a tab for each way to look at it. */
import { Button, Tabs } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { ItemShape } from '@/ui';
import { modelName, nounOf } from '../labWords';
import type { TrainedDetail } from '../types';
import { DeployDialog } from './DeployDialog';
import { useInSight } from '../useInSight';
import { ModelMenu } from './ModelMenu';
import type { ModelViewProps } from './ModelView';
import { ReportBody, reportTabs, tabOf } from './ReportBody';
import { ReportKpis } from './ReportKpis';
import classes from './Report.module.css';
import { reportedTrained, reportQuery } from './source';

export function ReportView(props: ModelViewProps & { model: TrainedDetail }) {
  const { projectKey, model, search, types, ranked, metric, tickedCount, comparable, canChange, onGo } = props;
  const [isDeploying, setIsDeploying] = useState(false);
  const reported = useMemo(() => reportedTrained(projectKey, model), [projectKey, model]);
  const summary = useQuery({ ...reportQuery(reported.source, 'summary'), enabled: model.sections.includes('summary') });
  const tabs = reportTabs(model);
  const tab = tabOf(tabs, search.report);
  const row = useInSight<HTMLDivElement>(tab);
  const chosen = search.label !== undefined && search.prediction !== undefined ? { label: search.label, prediction: search.prediction } : undefined;
  return (
    <>
      <div className={classes.head}>
        <ItemShape kind="model" glyph="model" size={34} />
        <div className={classes.names}>
          <h2 title={model.full_id}>{modelName(model)}</h2>
          <p>{[model.name === '' ? '' : model.label, model.values_text, featuresWords(summary.data?.content)].filter(Boolean).join(', ')}</p>
        </div>
        <Tabs ref={row} className={classes.tabs} value={tab} onChange={(next) => onGo({ report: next === tabs[0].value ? undefined : (next ?? undefined) })}>
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
          <Button leftSection={<IconLink size={15} stroke={1.5} />} disabled={tickedCount < 2 && comparable.length < 2} title={tickedCount < 2 && comparable.length < 2 ? 'There is no other finished model to compare with.' : undefined} onClick={() => onGo({ view: 'compare', ...(tickedCount < 2 ? { compare: comparable.join(',') } : {}) })}>
            Compare{tickedCount > 1 ? ` ${tickedCount}` : ''}
          </Button>
          <Button variant="filled" disabled={!canChange} onClick={() => setIsDeploying(true)}>
            Deploy to the flow
          </Button>
        </div>
      </div>
      <ReportKpis model={reported} metric={metric} types={types} noun={nounOf(model.design)} />
      <div className={classes.scroll}>
        <ReportBody
          projectKey={projectKey}
          model={reported}
          types={types}
          tab={tab}
          chosen={chosen}
          onChoose={(pair) => onGo({ label: pair?.label, prediction: pair?.prediction })}
          isGreaterBetter={ranked.session.greater_is_better}
          canChange={canChange}
          jobId={ranked.session.job_id}
        />
      </div>
      {isDeploying && <DeployDialog projectKey={projectKey} model={model} onClose={() => setIsDeploying(false)} />}
    </>
  );
}

function featuresWords(summary: unknown): string {
  const count = (summary as { features?: unknown } | undefined)?.features;
  return typeof count === 'number' ? `${count.toLocaleString('en-GB')} ${count === 1 ? 'feature' : 'features'}` : '';
}
