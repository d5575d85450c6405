/** A dataset: its rows as a grid or as pictures, its shape, its versions. */
import { Button, Menu, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { IconDownload, IconFlask, IconLayoutGrid, IconNotebook, IconTable } from '@tabler/icons-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { ApiError, projectQuery } from '@/api';
import { useObjectId, useProjectKey } from '@/lib/params';
import { recipePath } from '@/lib/paths';
import { EmptyState, ErrorState, ItemShape, ObjectHead, Page, Sheet, SkeletonRows } from '@/ui';
import { GoneItem } from '../folders';
import { ItemIcon, sinceWords } from '../items';
import { StatusTab } from '../metrics';
import { LabPanel } from '../lab';
import { pictureColumn } from './cellValues';
import classes from './Dataset.module.css';
import { datasetQuery, downloadAddress } from './datasetQueries';
import { FIRST_ROWS, type Ask } from './exploreState';
import { ExploreTab } from './ExploreTab';
import { HistoryTab } from './HistoryTab';
import { RowPanel } from './RowPanel';
import { SettingsTab } from './SettingsTab';
import type { Dataset } from './types';

/** Charts are loaded when they are first looked at. */
const DatasetCharts = lazy(async () => ({ default: (await import('../charts')).DatasetCharts }));

const DOWNLOADS = [
  { format: 'csv', label: 'CSV' },
  { format: 'tsv', label: 'TSV' },
  { format: 'jsonl', label: 'JSON lines' },
  { format: 'xlsx', label: 'Excel' },
  { format: 'parquet', label: 'Parquet' },
] as const;

const route = getRouteApi('/shell/projects/$key/datasets/$id');

export default function DatasetPage() {
  const key = useProjectKey();
  const id = useObjectId();
  const dataset = useQuery(datasetQuery(key, id));
  if (dataset.data) return <Loaded key={id} projectKey={key} dataset={dataset.data} />;
  return (
    <Page documentTitle="Dataset">
      <Sheet>
        {dataset.error instanceof ApiError && dataset.error.status === 404 ? (
          <GoneItem projectKey={key} id={id} error={dataset.error} />
        ) : dataset.error ? (
          <ErrorState error={dataset.error} what="the dataset" onRetry={() => void dataset.refetch()} />
        ) : (
          <SkeletonRows rows={10} awaited="the dataset" />
        )}
      </Sheet>
    </Page>
  );
}

function Loaded({ projectKey, dataset }: { projectKey: string; dataset: Dataset }) {
  const search = route.useSearch();
  const navigate = useNavigate();
  const project = useQuery(projectQuery(projectKey));
  const [total, setTotal] = useState<number>();
  const [isLab, setIsLab] = useState(false);
  const tab = search.tab ?? 'explore';
  const isExploring = tab === 'explore' || tab === 'pictures';
  const needsRows = isExploring || tab === 'charts';
  const hasPictures = dataset.picture_folder_id !== null && pictureColumn(dataset.columns) >= 0;
  const hasRows = dataset.version > 0 && dataset.columns.length > 0;
  const writer = dataset.usages.find((usage) => usage.direction === 'output');
  const { sample, filters, sort, q } = search;
  const ask = useMemo<Ask>(() => ({ sample: sample ?? FIRST_ROWS, filters: filters ?? [], sort: sort ?? [], search: q ?? '' }), [sample, filters, sort, q]);
  const go = (to: string | null) => void navigate({ to: '.', search: (old) => ({ ...old, tab: to === 'explore' || to === null ? undefined : to, row: undefined }), replace: true });
  const setAsk = (change: Partial<Ask>) =>
    void navigate({
      to: '.',
      // Another question has other rows: the one that was open is no longer meant.
      search: (old) => ({ ...old, row: undefined, ...addressOf(change) }),
      replace: true,
    });
  const goColumn = (column: string | undefined) => void navigate({ to: '.', search: (old) => ({ ...old, analyze: column }), replace: true });
  const goRow = (row: number | undefined) => void navigate({ to: '.', search: (old) => ({ ...old, row }), replace: true });

  return (
    <Page
      documentTitle={`${dataset.name} - ${project.data?.name ?? projectKey}`}
      panelLabel="Row"
      hasPanelHead
      isPanelOpen={search.row !== undefined}
      onPanelOpen={(isOpen) => !isOpen && goRow(undefined)}
      panel={
        isExploring && hasRows && search.row !== undefined ? (
          <RowPanel projectKey={projectKey} dataset={dataset} ask={ask} row={search.row} total={total} onGo={goRow} />
        ) : undefined
      }
    >
      <Sheet className={classes.sheet} label={dataset.name}>
        <div className={classes.head}>
          <ObjectHead
            shape={<ItemIcon item={dataset} size={32} />}
            title={dataset.name}
            meta={
              <>
                {writer ? (
                  <>
                    written by <Link {...recipePath(projectKey, writer.recipe_id)}>{writer.recipe_name}</Link>
                  </>
                ) : dataset.origin === 'linked' ? (
                  'read from a shared root'
                ) : dataset.origin === 'uploaded' ? (
                  'uploaded'
                ) : (
                  'managed dataset'
                )}
                {dataset.built_at !== null && `, ${sinceWords(dataset.built_at)}`}
              </>
            }
            actions={
              hasRows && (
                <>
                  <Button leftSection={<IconFlask size={15} stroke={1.5} />} onClick={() => setIsLab(true)}>
                    Lab
                  </Button>
                  {hasPictures && isExploring && (
                    <Button
                      leftSection={tab === 'pictures' ? <IconTable size={15} stroke={1.5} /> : <IconLayoutGrid size={15} stroke={1.5} />}
                      onClick={() => go(tab === 'pictures' ? 'explore' : 'pictures')}
                    >
                      <span className={classes.word}>{tab === 'pictures' ? 'As a table' : 'As pictures'}</span>
                    </Button>
                  )}
                  <Button
                    leftSection={<IconNotebook size={15} stroke={1.5} />}
                    renderRoot={(root) => <Link {...root} to="/projects/$key/notebooks" params={{ key: projectKey }} search={{ dataset: dataset.id }} />}
                  >
                    <span className={classes.word}>Notebooks</span>
                  </Button>
                  <Menu>
                    <Menu.Target>
                      <Button leftSection={<IconDownload size={15} stroke={1.5} />}>
                        <span className={classes.word}>Download</span>
                      </Button>
                    </Menu.Target>
                    <Menu.Dropdown>
                      {DOWNLOADS.map(({ format, label }) => (
                        <Menu.Item key={format} component="a" href={downloadAddress(projectKey, dataset.id, format)} download>
                          {label}
                        </Menu.Item>
                      ))}
                    </Menu.Dropdown>
                  </Menu>
                </>
              )
            }
          />
          <Tabs value={tab === 'pictures' ? 'explore' : tab} onChange={go} className={classes.tabs}>
            <Tabs.List>
              <Tabs.Tab value="explore">Explore</Tabs.Tab>
              <Tabs.Tab value="charts">Charts</Tabs.Tab>
              <Tabs.Tab value="status">Status</Tabs.Tab>
              <Tabs.Tab value="history">History</Tabs.Tab>
              <Tabs.Tab value="settings">Settings</Tabs.Tab>
            </Tabs.List>
          </Tabs>
        </div>
        {needsRows && !hasRows && (
          <EmptyState
            drawing={<ItemShape kind="dataset" glyph="table" state="not_built" size={84} />}
            title="Not built yet"
            actions={
              writer && (
                <Button variant="filled" renderRoot={(root) => <Link {...root} {...recipePath(projectKey, writer.recipe_id)} />}>
                  Open {writer.recipe_name}
                </Button>
              )
            }
          >
            {writer ? `Run the recipe ${writer.recipe_name} and its rows appear here.` : 'No rows have been read into this dataset.'}
          </EmptyState>
        )}
        {isExploring && hasRows && (
          <ExploreTab
            projectKey={projectKey}
            dataset={dataset}
            ask={ask}
            row={search.row}
            analyzed={search.analyze}
            isPictures={tab === 'pictures' && hasPictures}
            onAsk={setAsk}
            onAnalyze={goColumn}
            onRow={goRow}
            onTotal={setTotal}
          />
        )}
        {tab === 'charts' && hasRows && (
          <Suspense fallback={<SkeletonRows rows={10} awaited="the charts" />}>
            <DatasetCharts projectKey={projectKey} dataset={dataset} chartId={search.chart} onChartId={(chart) => void navigate({ to: '.', search: (old) => ({ ...old, chart }), replace: true })} />
          </Suspense>
        )}
        {tab === 'status' && <StatusTab projectKey={projectKey} itemId={dataset.id} />}
        {tab === 'history' && <HistoryTab projectKey={projectKey} dataset={dataset} />}
        {tab === 'settings' && <SettingsTab key={dataset.version} projectKey={projectKey} dataset={dataset} />}
      </Sheet>
      {isLab && <LabPanel projectKey={projectKey} dataset={dataset} onClose={() => setIsLab(false)} />}
    </Page>
  );
}

/** A change of the question as the address writes it: what is usual is left out. */
function addressOf({ sample, filters, sort, search }: Partial<Ask>) {
  const isUsual = sample?.method === FIRST_ROWS.method && sample.rows === FIRST_ROWS.rows;
  return {
    ...(sample && { sample: isUsual ? undefined : sample }),
    ...(filters && { filters: filters.length === 0 ? undefined : [...filters] }),
    ...(sort && { sort: sort.length === 0 ? undefined : [...sort] }),
    ...(search !== undefined && { q: search === '' ? undefined : search }),
  };
}
