/** The rows of a sample: found, filtered, sorted, coloured; as a grid or as pictures; columns analysed beside it. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { copyText } from '@/lib/copyText';
import { count, counted } from '@/lib/format';
import { EmptyState, ErrorState, SkeletonRows, say, sayError } from '@/ui';
import { AnalyzeDrawer } from './analysis/AnalyzeDrawer';
import { ColumnStatistics } from './analysis/ColumnStatistics';
import { CellDialog } from './CellDialog';
import { ColumnPanel } from './ColumnPanel';
import { DisplayMenu } from './DisplayMenu';
import { ExploreBar } from './ExploreBar';
import { fetchPage, fetchRange, headQuery, qualityQuery } from './exploreQueries';
import { isActive, sortedBy, type Ask, type Filter } from './exploreState';
import { FilterBar } from './filters/FilterBar';
import { BLOCK_ROWS, BlockCache, GROUP_COLUMNS } from './grid/blockCache';
import { cellsIn, type CellRange } from './grid/cellRange';
import { isSummary, tabSeparated } from './grid/cellText';
import type { ColumnDeeds } from './grid/ColumnMenu';
import { inOrder, type PlacedColumn } from './grid/columns';
import { DataGrid } from './grid/DataGrid';
import type { HeadSort } from './grid/HeadCell';
import { KeysDialog } from './KeysDialog';
import { MeaningDialog } from './MeaningDialog';
import { PictureDialog } from './PictureDialog';
import { PicturesView } from './PicturesView';
import { SampleControl } from './SampleControl';
import { StaleSource } from './StaleSource';
import { truthOf } from './truth';
import { TruthChips } from './TruthChips';
import type { Dataset } from './types';
import { useColumnView } from './useColumnView';
import { useDatasetClasses } from './useDatasetClasses';
import { usePainters } from './usePainters';

const MOST_COPIED = 100_000;

interface ExploreTabProps {
  projectKey: string;
  dataset: Dataset;
  ask: Ask;
  row: number | undefined;
  analyzed: string | undefined;
  isPictures: boolean;
  onAsk: (change: Partial<Ask>) => void;
  onAnalyze: (column: string | undefined) => void;
  onRow: (row: number | undefined) => void;
  onTotal: (total: number | undefined) => void;
}

type Shown = { kind: 'keys' } | { kind: 'cell'; row: number; index: number } | { kind: 'picture'; row: number } | { kind: 'meaning'; name: string };

export function ExploreTab(props: ExploreTabProps) {
  const { projectKey, dataset, ask, row, analyzed, isPictures, onAsk, onAnalyze, onRow, onTotal } = props;
  const { columns, version, id } = dataset;
  const head = useQuery(headQuery(projectKey, id, version, ask));
  const quality = useQuery(qualityQuery(projectKey, id, version, ask.sample));
  const [view, setView] = useColumnView(id);
  const [editing, setEditing] = useState<string>();
  const [jump, setJump] = useState<{ name: string }>();
  const [shown, setShown] = useState<Shown>();
  const [clears, setClears] = useState(0);
  const searchRef = useRef<HTMLInputElement>(null);
  const lookOf = useDatasetClasses(projectKey, dataset);
  const painters = usePainters(projectKey, dataset, ask, view.coloured, lookOf);
  const total = head.data?.total;
  const cache = useMemo(
    () =>
      new BlockCache(async (block, group, signal) => {
        const names = columns.slice(group * GROUP_COLUMNS, (group + 1) * GROUP_COLUMNS).map((column) => column.name);
        const page = await fetchPage(projectKey, id, ask, { offset: block * BLOCK_ROWS, limit: BLOCK_ROWS, columns: names }, signal);
        return page.rows;
      }),
    // A new version of the data is a new cache, even where the columns stay.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [projectKey, id, version, columns, ask],
  );
  useEffect(() => () => cache.dispose(), [cache]);
  useEffect(() => onTotal(total), [onTotal, total]);

  const sorted = useMemo(() => new Map<string, HeadSort>(ask.sort.map((one, index) => [one.column, { isDescending: one.descending, rank: ask.sort.length > 1 ? index + 1 : 0 }])), [ask.sort]);
  const filtered = useMemo(() => new Set(ask.filters.filter(isActive).map((filter) => filter.column)), [ask.filters]);
  const setFilter = (filter: Filter) => onAsk({ filters: [...ask.filters.filter((one) => one.column !== filter.column), filter] });
  const toggled = (list: readonly string[], name: string, isIn: boolean) => (isIn ? [...list.filter((one) => one !== name), name] : list.filter((one) => one !== name));
  const deeds: ColumnDeeds = {
    analyze: onAnalyze,
    filter: setEditing,
    sort: (name, isDescending, isAdded) => onAsk({ sort: sortedBy(ask.sort, name, isDescending, isAdded) }),
    unsort: (name) => onAsk({ sort: ask.sort.filter((one) => one.column !== name) }),
    hide: (name) => {
      if (columns.filter((column) => !view.hidden.includes(column.name)).length > 1) setView({ hidden: [...view.hidden, name] });
      else say('One column has to stay. Show another one first.');
    },
    pin: (name, isPinned) => setView({ pinned: toggled(view.pinned, name, isPinned) }),
    colour: (name, isColoured) => setView({ coloured: toggled(view.coloured, name, isColoured) }),
    copyName: (name) => void copyText(name).then(() => say(`Copied ${name}`), sayError),
    editMeaning: (name) => setShown({ kind: 'meaning', name }),
  };
  const copy = async (range: CellRange, placed: readonly PlacedColumn[]) => {
    const cells = cellsIn(range);
    if (cells > MOST_COPIED) {
      say(`The selection has ${count(cells)} cells; ${count(MOST_COPIED)} can be copied at once. Select fewer, or download the dataset.`);
      return;
    }
    const chosen = placed.slice(range.from, range.to + 1);
    const rows = Array.from({ length: range.bottom - range.top + 1 }, (_, offset) => chosen.map((one) => cache.cell(range.top + offset, one.index)));
    const isThere = rows.every((cellsOfRow) => cellsOfRow.every((value) => value !== undefined));
    const whole = isThere ? rows : await fetchRange(projectKey, id, ask, range.top, range.bottom + 1, chosen.map((one) => one.column.name));
    await copyText(tabSeparated(whole));
    const isShort = whole.some((cellsOfRow) => cellsOfRow.some(isSummary));
    say(`Copied ${cells === 1 ? 'the cell' : counted(cells, 'cell')}${isShort ? '; a vector is copied as its length, its values are in the cell itself (E)' : ''}`);
  };
  const clearAll = () => {
    setClears(clears + 1);
    onAsk({ filters: [], search: '' });
  };
  const truth = truthOf(dataset.facts);
  const isNarrowed = ask.search !== '' || ask.filters.length > 0;
  const folderId = dataset.picture_folder_id;
  const expanded = shown?.kind === 'cell' ? columns[shown.index] : undefined;
  return (
    <>
      <StaleSource projectKey={projectKey} dataset={dataset} />
      <ExploreBar
        ask={ask}
        columns={columns}
        total={total}
        sampled={head.data?.sampled}
        isPictures={isPictures}
        searchRef={searchRef}
        searchKey={clears}
        sample={<SampleControl sample={ask.sample} sampled={head.data?.sampled} whole={head.data?.whole} columns={columns} onSample={(sample) => onAsk({ sample })} />}
        truth={truth && <TruthChips truth={truth} />}
        columnPanel={<ColumnPanel columns={columns} view={view} onView={setView} onJump={(name) => setJump({ name })} />}
        onSearch={(search) => onAsk({ search })}
        onSort={(sort) => onAsk({ sort })}
        onFilter={setEditing}
        onRow={onRow}
        display={<DisplayMenu view={view} onView={setView} onKeys={() => setShown({ kind: 'keys' })} />}
      />
      <FilterBar projectKey={projectKey} dataset={dataset} ask={ask} editing={editing} onEdit={setEditing} onFilters={(filters) => onAsk({ filters })} />
      {head.error ? (
        <ErrorState
          error={head.error}
          what="the rows"
          onRetry={() => void head.refetch()}
          actions={isNarrowed && <Button onClick={clearAll}>Clear the filters</Button>}
        />
      ) : total === undefined ? (
        <SkeletonRows rows={12} awaited="the rows" />
      ) : total === 0 ? (
        <EmptyState title={isNarrowed ? 'No row matches' : 'This dataset has no rows'} actions={isNarrowed && <Button onClick={clearAll}>Clear search and filters</Button>}>
          {isNarrowed ? 'None of the rows of the sample answers all of that.' : 'Its columns are known, but nothing stands in them.'}
        </EmptyState>
      ) : isPictures ? (
        <PicturesView projectKey={projectKey} dataset={dataset} cache={cache} total={total} row={row} onRow={onRow} />
      ) : (
        <DataGrid
          projectKey={projectKey}
          dataset={dataset}
          cache={cache}
          total={total}
          quality={quality.data?.columns ?? []}
          view={view}
          painters={painters}
          row={row}
          sorted={sorted}
          filtered={filtered}
          jump={jump}
          deeds={deeds}
          statisticsOf={(column) => <ColumnStatistics projectKey={projectKey} dataset={dataset} ask={ask} column={column} look={lookOf} />}
          onRow={onRow}
          onExpand={(at, index) => setShown({ kind: 'cell', row: at, index })}
          onEnlarge={(at) => setShown({ kind: 'picture', row: at })}
          onCopy={(range, placed) => void copy(range, placed).catch(sayError)}
          onSearch={() => searchRef.current?.focus()}
          onHelp={() => setShown({ kind: 'keys' })}
        />
      )}
      {analyzed !== undefined && (
        <AnalyzeDrawer
          projectKey={projectKey}
          dataset={dataset}
          ask={ask}
          column={analyzed}
          columns={inOrder(columns, view).map((one) => one.column)}
          onColumn={onAnalyze}
          onFilter={setFilter}
          onEditFilter={(name) => {
            onAnalyze(undefined);
            setEditing(name);
          }}
        />
      )}
      {shown?.kind === 'meaning' && <MeaningDialog projectKey={projectKey} dataset={dataset} name={shown.name} onClose={() => setShown(undefined)} />}
      {shown?.kind === 'keys' && <KeysDialog onClose={() => setShown(undefined)} />}
      {shown?.kind === 'cell' && expanded && <CellDialog projectKey={projectKey} dataset={dataset} ask={ask} row={shown.row} column={expanded} onClose={() => setShown(undefined)} />}
      {shown?.kind === 'picture' && folderId !== null && (
        <PictureDialog projectKey={projectKey} dataset={dataset} folderId={folderId} ask={ask} row={shown.row} total={total ?? 0} onRow={(next) => setShown({ kind: 'picture', row: next })} onClose={() => setShown(undefined)} />
      )}
    </>
  );
}
