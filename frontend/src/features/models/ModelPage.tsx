/** A network: what it is, what it learnt from, how well it does and on which pictures not. */
import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { projectQuery } from '@/api';
import type { ModelSearch } from '@/app/search';
import { useModelFolderId, useProjectKey } from '@/lib/params';
import { ErrorState, Page, Sheet, Skeleton, SkeletonRows } from '@/ui';
import { StatusTab } from '@/features/metrics';
import { LayersTab } from './LayersTab';
import classes from './Model.module.css';
import { ModelHead } from './ModelHead';
import { ModelKpis } from './ModelKpis';
import { ModelPanel } from './ModelPanel';
import { modelQuery, type Model } from './modelQueries';
import { OriginTab } from './OriginTab';
import { ResultsTab } from './ResultsTab';
import { SummaryTab } from './SummaryTab';

export default function ModelPage() {
  const key = useProjectKey();
  const folderId = useModelFolderId();
  const model = useQuery(modelQuery(key, folderId));
  if (model.data) return <ModelView projectKey={key} model={model.data} />;
  return (
    <Page documentTitle="Model" panelLabel="Facts" panel={<SkeletonRows rows={8} height={24} awaited="the model" />}>
      <Sheet className={classes.sheet}>
        <h1 className="visually-hidden">Model</h1>
        {model.error ? (
          <ErrorState error={model.error} what="the model" onRetry={() => void model.refetch()} />
        ) : (
          <>
            <div className={classes.headSkeleton}>
              <Skeleton height={40} width={320} />
            </div>
            <SkeletonRows rows={10} height={36} awaited="the model" />
          </>
        )}
      </Sheet>
    </Page>
  );
}

const TABS = [
  { value: 'results', label: 'Results' },
  { value: 'layers', label: 'Layers' },
  { value: 'summary', label: 'Summary' },
  { value: 'origin', label: 'Origin' },
  { value: 'status', label: 'Status' },
] as const;

function ModelView({ projectKey, model }: { projectKey: string; model: Model }) {
  const search: ModelSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const project = useQuery(projectQuery(projectKey));
  const setSearch = (next: ModelSearch) => {
    void navigate({
      to: '/projects/$key/models/$folderId',
      params: { key: projectKey, folderId: model.folder.id },
      search: next,
      replace: true,
    });
  };
  return (
    <Page
      documentTitle={`${model.folder.name} - ${project.data?.name ?? projectKey}`}
      panelLabel="Facts"
      panel={<ModelPanel projectKey={projectKey} model={model} />}
    >
      <Sheet className={classes.sheet} isScrolling>
        <ModelHead projectKey={projectKey} model={model} />
        <ModelKpis model={model} />
        <Tabs
          value={search.tab ?? 'results'}
          onChange={(value) => setSearch({ tab: TABS.find((tab) => tab.value === value && value !== 'results')?.value })}
          keepMounted={false}
        >
          <Tabs.List className={classes.tabs}>
            {TABS.map((tab) => (
              <Tabs.Tab key={tab.value} value={tab.value}>
                {tab.label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="results">
            <ResultsTab
              projectKey={projectKey}
              model={model}
              chosen={search.label !== undefined && search.prediction !== undefined ? { label: search.label, prediction: search.prediction } : undefined}
              onChoose={(pair) => setSearch({ label: pair?.label, prediction: pair?.prediction })}
            />
          </Tabs.Panel>
          <Tabs.Panel value="layers">
            <LayersTab layers={model.layers} />
          </Tabs.Panel>
          <Tabs.Panel value="summary">
            <SummaryTab summary={model.summary} />
          </Tabs.Panel>
          <Tabs.Panel value="origin">
            <OriginTab model={model} />
          </Tabs.Panel>
          <Tabs.Panel value="status">
            <StatusTab projectKey={projectKey} itemId={model.folder.id} />
          </Tabs.Panel>
        </Tabs>
      </Sheet>
    </Page>
  );
}
