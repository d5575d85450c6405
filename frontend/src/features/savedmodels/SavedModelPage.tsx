/** A saved model of the flow: its versions, which of them is active, how well it does, and what it was trained on. */
import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { projectQuery } from '@/api';
import type { SavedModelSearch } from '@/app/search';
import { StatusTab } from '@/features/metrics';
import { useObjectId, useProjectKey } from '@/lib/params';
import { EmptyState, ErrorState, ItemShape, Page, Sheet, SkeletonRows } from '@/ui';
import { DesignTab } from './DesignTab';
import { ModelFigures } from './ModelFigures';
import { savedModelQuery, type SavedModel } from './queries';
import { ReportTab } from './ReportTab';
import classes from './SavedModel.module.css';
import { SavedModelHead } from './SavedModelHead';
import { SavedModelPanel } from './SavedModelPanel';
import { VersionsTab } from './VersionsTab';

export default function SavedModelPage() {
  const key = useProjectKey();
  const id = useObjectId();
  const model = useQuery(savedModelQuery(key, id));
  if (model.data) return <SavedModelView projectKey={key} model={model.data} />;
  return (
    <Page documentTitle="Saved model" panelLabel="Facts" panel={<SkeletonRows rows={8} height={24} awaited="the model" />}>
      <Sheet className={classes.sheet}>
        <h1 className="visually-hidden">Saved model</h1>
        {model.error ? (
          <ErrorState error={model.error} what="the saved model" onRetry={() => void model.refetch()} />
        ) : (
          <SkeletonRows rows={10} height={36} awaited="the model" />
        )}
      </Sheet>
    </Page>
  );
}

const TABS = [
  { value: 'versions', label: 'Versions' },
  { value: 'report', label: 'Report' },
  { value: 'design', label: 'Design' },
  { value: 'status', label: 'Status' },
] as const;

function SavedModelView({ projectKey, model }: { projectKey: string; model: SavedModel }) {
  const search: SavedModelSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const project = useQuery(projectQuery(projectKey));
  const setSearch = (next: SavedModelSearch) => {
    void navigate({ to: '/projects/$key/saved-models/$id', params: { key: projectKey, id: model.id }, search: next, replace: true });
  };
  const canChange = project.data !== undefined && project.data.permission !== 'READ_CONF';
  const shown = model.versions.find((one) => one.version === search.version) ?? model.versions.find((one) => one.is_active);
  return (
    <Page
      documentTitle={`${model.name} - ${project.data?.name ?? projectKey}`}
      panelLabel="Facts"
      panel={<SavedModelPanel projectKey={projectKey} model={model} version={shown} />}
    >
      <Sheet className={classes.sheet} isScrolling>
        <SavedModelHead projectKey={projectKey} model={model} />
        {shown === undefined ? (
          <EmptyState title="No version yet" drawing={<ItemShape kind="model" glyph="model" state="not_built" size={84} />}>
            A version is here as soon as the recipe that trains this model has run, or a model of the Lab is deployed to it.
          </EmptyState>
        ) : (
          <>
            <ModelFigures projectKey={projectKey} modelId={model.id} version={shown} />
            <Tabs
              value={search.tab ?? 'versions'}
              onChange={(value) => setSearch({ version: search.version, tab: TABS.find((tab) => tab.value === value && value !== 'versions')?.value })}
              keepMounted={false}
            >
              <Tabs.List className={classes.tabs}>
                {TABS.map((tab) => (
                  <Tabs.Tab key={tab.value} value={tab.value}>
                    {tab.label}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              <Tabs.Panel value="versions">
                <VersionsTab projectKey={projectKey} model={model} compared={search.other} onCompare={(other) => setSearch({ other })} />
              </Tabs.Panel>
              <Tabs.Panel value="report">
                <ReportTab projectKey={projectKey} model={model} version={shown} search={search} canChange={canChange} onGo={setSearch} />
              </Tabs.Panel>
              <Tabs.Panel value="design">
                <DesignTab projectKey={projectKey} model={model} version={shown} />
              </Tabs.Panel>
              <Tabs.Panel value="status">
                <StatusTab projectKey={projectKey} itemId={model.id} />
              </Tabs.Panel>
            </Tabs>
          </>
        )}
      </Sheet>
    </Page>
  );
}
