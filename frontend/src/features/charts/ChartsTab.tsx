/** The charts of a dataset or an analysis: their names above, at the left how one is made, the chart beside it. */
import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCopy, IconDots, IconFilter, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { filterBody, FilterBar, SampleControl, type Dataset, type Filter } from '@/features/datasets';
import { isSame } from '@/features/forms';
import { ErrorState, SkeletonRows } from '@/ui';
import { Builder } from './builder/Builder';
import { BehindMark } from './BehindMark';
import { ChartFigure } from './ChartFigure';
import { ChartList } from './ChartList';
import { chartTypesQuery, drawnQuery, offersQuery, toldOf } from './chartQueries';
import classes from './Charts.module.css';
import { missingIn, nameOf, newChart } from './deeds';
import type { Mark } from './scene/scene';
import { Suggestions } from './Suggestions';
import type { Chart, ChartType, Ground } from './types';
import { useCharts, type Kept } from './useCharts';

interface ChartsTabProps {
  ground: Ground;
  /** Whose columns and values filters know. */
  dataset: Dataset;
  kept: Kept;
  canChange: boolean;
  chartId: string | undefined;
  onChartId: (id: string | undefined) => void;
  save: (charts: Chart[], revision: number) => Promise<Kept>;
  reload: () => Promise<Kept | undefined>;
}

export function ChartsTab({ ground, dataset, kept, canChange, chartId, onChartId, save, reload }: ChartsTabProps) {
  const types = useQuery(chartTypesQuery());
  const offers = useQuery(offersQuery(ground));
  const work = useCharts(kept, save, reload);
  const chart = work.charts.find((one) => one.id === chartId) ?? work.charts[0];
  const error = types.error ?? offers.error;
  if (error) return <ErrorState error={error} what="the columns" onRetry={() => void Promise.all([types.refetch(), offers.refetch()])} />;
  if (!types.data || !offers.data) return <SkeletonRows rows={10} awaited="the columns" />;
  const { columns, suggestions } = offers.data;
  const add = (from?: Chart) => {
    const made = newChart(work.charts, from);
    work.setCharts([...work.charts, made]);
    onChartId(made.id);
  };
  const put = (next: Chart, tag?: string) => work.setCharts(work.charts.map((one) => (one.id === next.id ? next : one)), tag === undefined ? undefined : `${next.id} ${tag}`);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    (event.shiftKey ? work.redo : work.undo)?.();
  };
  return (
    // Catches keys from whatever is inside; it takes no focus itself.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={classes.tab} onKeyDown={onKeyDown}>
      {work.isConflict && (
        <div className={classes.conflict} role="alert">
          <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
          <p>Somebody else saved these charts in the meantime. Your last change is not saved.</p>
          <Button size="xs" onClick={() => void work.takeTheirs()}>
            Show theirs
          </Button>
        </div>
      )}
      {chart === undefined ? (
        <Suggestions ground={ground} suggestions={suggestions} types={types.data} canChange={canChange} onAdd={add} />
      ) : (
        <>
          <ChartList charts={work.charts} types={types.data} suggestions={suggestions} current={chart.id} canChange={canChange} state={work.state} undo={work.undo} redo={work.redo} onOpen={onChartId} onAdd={add} />
          <OpenChart
            key={chart.id}
            ground={ground}
            dataset={{ ...dataset, columns }}
            chart={chart}
            types={types.data}
            isReadOnly={!canChange}
            onChart={put}
            onCopy={() => add({ ...chart, name: `${nameOf(chart)}, copy` })}
            onDelete={() => {
              work.setCharts(work.charts.filter((one) => one.id !== chart.id));
              onChartId(undefined);
            }}
          />
        </>
      )}
    </div>
  );
}

interface OpenChartProps {
  ground: Ground;
  dataset: Dataset;
  chart: Chart;
  types: readonly ChartType[];
  isReadOnly: boolean;
  onChart: (chart: Chart, tag?: string) => void;
  onCopy: () => void;
  onDelete: () => void;
}

function OpenChart({ ground, dataset, chart, types, isReadOnly, onChart, onCopy, onDelete }: OpenChartProps) {
  const type = types.find((one) => one.name === chart.type);
  const missing = type && missingIn(chart, type)?.label;
  const drawn = useQuery({ ...drawnQuery(ground, chart), enabled: missing === undefined });
  const [editing, setEditing] = useState<string>();
  const [mark, setMark] = useState<Mark>();
  const { columns, picture_folder_id: folderId } = dataset;
  const hasPictures = folderId !== null && columns.some((column) => column.meaning === 'picture_path');
  // What was behind a mark is another thing once the chart is another.
  const [markedChart, setMarkedChart] = useState(chart);
  const isMarked = mark !== undefined && isSame({ ...markedChart, name: '' }, { ...chart, name: '' });
  const title = nameOf(chart);
  const sample = { ...chart.sample, column: chart.sample.column ?? null };
  const filters = chart.filters as Filter[];
  const setFilters = (next: readonly Filter[]) => onChart({ ...chart, filters: next.map(filterBody) });
  return (
    <div className={classes.open}>
      <Builder chart={chart} types={types} columns={columns} error={missing === undefined ? drawn.error : null} isReadOnly={isReadOnly} onChart={onChart} />
      <div className={classes.main}>
        <div className={classes.titleBar}>
          <TextInput className={classes.title} aria-label="Name of the chart" classNames={{ input: classes.titleInput ?? '' }} value={chart.name} placeholder={title} maxLength={200} readOnly={isReadOnly} onChange={(event) => onChart({ ...chart, name: event.currentTarget.value }, 'name')} />
          <Menu>
            <Menu.Target>
              <ActionIcon aria-label={`More for ${title}`} disabled={isReadOnly}>
                <IconDots size={16} stroke={1.5} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconCopy size={16} stroke={1.5} />} onClick={onCopy}>
                Duplicate
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={16} stroke={1.5} />} onClick={onDelete}>
                Delete
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
        <FilterBar projectKey={ground.projectKey} dataset={dataset} ask={{ sample, filters, sort: [], search: '' }} editing={editing} onEdit={setEditing} onFilters={setFilters} told={ground.kind === 'analysis' ? toldOf(ground) : undefined} />
        <ChartFigure
          ground={ground}
          chart={chart}
          title={title}
          missing={missing}
          columns={columns}
          onMark={hasPictures ? (next) => { setMark(next); setMarkedChart(chart); } : undefined}
          onClearFilters={isReadOnly ? undefined : () => setFilters([])}
          tools={
            !isReadOnly && (
              <>
                <SampleControl sample={sample} sampled={drawn.data?.sampled} whole={drawn.data?.whole} columns={columns} onSample={(next) => onChart({ ...chart, sample: { seed: 1337, ...next } })} />
                <Menu withinPortal>
                  <Menu.Target>
                    <Button size="xs" variant="subtle" leftSection={<IconFilter size={15} stroke={1.5} />}>
                      Filter
                    </Button>
                  </Menu.Target>
                  <Menu.Dropdown className={classes.menu}>
                    {columns.map((column) => (
                      <Menu.Item key={column.name} onClick={() => setEditing(column.name)}>
                        {column.name}
                      </Menu.Item>
                    ))}
                  </Menu.Dropdown>
                </Menu>
              </>
            )
          }
        />
        {isMarked && hasPictures && <BehindMark ground={ground} chart={chart} folderId={folderId} mark={mark} onClose={() => setMark(undefined)} />}
      </div>
    </div>
  );
}
