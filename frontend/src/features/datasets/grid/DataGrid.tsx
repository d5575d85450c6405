/** The grid: only the rows and columns near the window exist, whatever the table's size; one tab stop, moved in by arrows. */
import { Button } from '@mantine/core';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { ErrorLine } from '@/ui';
import { pictureColumn } from '../cellValues';
import type { Column, Dataset, Quality } from '../types';
import { useDatasetClasses } from '../useDatasetClasses';
import { GROUP_COLUMNS, type BlockCache } from './blockCache';
import { cellUnder, rangeOf, rowUnder, type CellAt, type CellRange } from './cellRange';
import { ColumnMenu, type ColumnDeeds, type MenuPlace } from './ColumnMenu';
import { columnsAt, layOut, type ColumnView, type PlacedColumn } from './columns';
import classes from './Grid.module.css';
import { GridRow, NUMBER_WIDTH, PICTURE_WIDTH } from './GridRow';
import { GridHead, headHeight } from './GridHead';
import type { HeadSort } from './HeadCell';
import type { Painter } from './painting';
import { rowsAt } from './rowWindow';
import { useCursor } from './useCursor';
import { deedOf, type GridDeeds } from './gridKeys';
import { useGridWindow } from './useGridWindow';

const ROW = 32;
const ROW_PICTURE = 56;
/** Rows are placed relative to a row of this kind: near enough for exact pixels, changed seldom enough to leave drawn rows alone. */
const BASE_ROWS = 1000;
const NONE: readonly PlacedColumn[] = [];

interface DataGridProps {
  projectKey: string;
  dataset: Dataset;
  cache: BlockCache;
  total: number;
  quality: readonly Quality[];
  view: ColumnView;
  painters: ReadonlyMap<string, Painter>;
  row: number | undefined;
  sorted: ReadonlyMap<string, HeadSort>;
  filtered: ReadonlySet<string>;
  /** A column to bring into view; a new object each time it is asked for. */
  jump: { name: string } | undefined;
  deeds: ColumnDeeds;
  /** The figures under a column's head, where the view has them. */
  statisticsOf: (column: Column) => ReactNode;
  onRow: (row: number | undefined) => void;
  onExpand: (row: number, index: number) => void;
  onEnlarge: (row: number) => void;
  onCopy: (range: CellRange, columns: readonly PlacedColumn[]) => void;
  onSearch: () => void;
  onHelp: () => void;
}

export function DataGrid(props: DataGridProps) {
  const { projectKey, dataset, cache, total, quality, view, painters, row, sorted, filtered, jump, deeds, onRow } = props;
  const pathIndex = pictureColumn(dataset.columns);
  const folderId = pathIndex >= 0 ? dataset.picture_folder_id : null;
  const hasBars = dataset.columns.some((column) => column.meaning === 'prediction' && column.type === 'object');
  const rowHeight = folderId !== null || hasBars ? ROW_PICTURE : ROW;
  const leadWidth0 = NUMBER_WIDTH + (folderId === null ? 0 : PICTURE_WIDTH);
  const head = headHeight(view);
  const { ref, place, space, onScroll, reveal } = useGridWindow(rowHeight, total, head);
  useSyncExternalStore(cache.subscribe, cache.snapshot);
  const lookOf = useDatasetClasses(projectKey, dataset);
  const [menu, setMenu] = useState<MenuPlace>();

  const layout = useMemo(() => layOut(dataset.columns, place.width - leadWidth0 - 1, view), [dataset.columns, place.width, leadWidth0, view]);
  const { all, pinned } = layout;
  const { active, anchor, setActive, setAnchor } = useCursor(row, jump, all);
  const leadWidth = leadWidth0 + layout.pinnedWidth;
  const [from, to] = columnsAt(layout.free, place.left, place.width - leadWidth);
  const seen = useMemo(() => (to > from ? layout.free.slice(from, to) : NONE), [layout, from, to]);
  const [first, end] = rowsAt(space, place.offset);
  const groups = useMemo(
    () => [...new Set([...[...pinned, ...seen].map((one) => one.index), ...(folderId === null ? [] : [pathIndex])].map((index) => Math.floor(index / GROUP_COLUMNS)))].sort((a, b) => a - b),
    [pinned, seen, folderId, pathIndex],
  );
  useEffect(() => {
    cache.want(first, end, groups, place.direction, total);
  }, [cache, first, end, groups, place.direction, total]);

  const revealColumn = (one: PlacedColumn | undefined) => {
    const element = ref.current;
    if (!one || !element || one.at < pinned.length) return;
    if (one.left < element.scrollLeft) element.scrollLeft = one.left;
    else if (one.left + one.width + leadWidth > element.scrollLeft + element.clientWidth) element.scrollLeft = one.left + one.width + leadWidth - element.clientWidth;
  };
  const shownRow = useRef<number>(undefined);
  const move = (next: CellAt, isExtending = false) => {
    setActive(next);
    if (!isExtending) setAnchor(next);
    if (next.row >= 0) reveal(next.row);
    revealColumn(all[next.at]);
    if (row !== undefined && next.row >= 0 && !isExtending && next.row !== row) {
      shownRow.current = next.row;
      onRow(next.row);
    }
  };
  useEffect(() => {
    if (row === undefined || row === shownRow.current) return;
    shownRow.current = row;
    reveal(row);
  }, [row, reveal]);
  const jumped = useRef(jump);
  useEffect(() => {
    if (jump === undefined || jump === jumped.current) return;
    jumped.current = jump;
    const one = all.find((placed) => placed.column.name === jump.name);
    if (ref.current && one && one.at >= pinned.length) ref.current.scrollLeft = one.left;
    ref.current?.focus({ preventScroll: true });
  }, [jump, all, pinned, ref]);

  const openMenu = (at: number) => {
    const box = ref.current?.querySelector(`[data-menu="${String(at)}"]`)?.getBoundingClientRect();
    if (box) setMenu({ at, left: box.right, top: box.bottom });
  };
  const keyDeeds: GridDeeds = {
    move,
    openRow: (index) => onRow(index),
    openMenu,
    expand: ({ row: index, at }) => {
      const one = all[at];
      if (one) props.onExpand(index, one.index);
    },
    enlarge: (cell) => (folderId === null ? keyDeeds.expand(cell) : props.onEnlarge(cell.row)),
    filter: (at) => deeds.filter(all[at]?.column.name ?? ''),
    analyze: (at) => deeds.analyze(all[at]?.column.name ?? ''),
    search: props.onSearch,
    help: props.onHelp,
    copy: () => props.onCopy(rangeOf(anchor, active), all),
    clear: () => {
      if (anchor.row !== active.row || anchor.at !== active.at) setAnchor(active);
      else onRow(undefined);
    },
  };
  const perPage = Math.max(1, Math.floor(space.viewHeight / rowHeight) - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const deed = deedOf(event, active, { total, columns: all.length, perPage }, keyDeeds);
    if (!deed) return;
    event.preventDefault();
    deed();
  };
  const onMouseDown = (event: MouseEvent) => {
    const cell = cellUnder(event.target);
    if (event.button === 0 && cell) move(cell, event.shiftKey);
  };
  const onMouseMove = (event: MouseEvent) => {
    const cell = event.buttons === 1 ? cellUnder(event.target) : undefined;
    if (cell && (cell.row !== active.row || cell.at !== active.at)) setActive(cell);
  };
  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    const at = target.closest<HTMLElement>('[data-menu]')?.dataset.menu;
    const head = target.closest<HTMLElement>('[data-head]')?.dataset.head;
    if (at !== undefined) openMenu(Number(at));
    else if (head !== undefined) {
      const name = all[Number(head)]?.column.name ?? '';
      const sort = sorted.get(name);
      if (sort?.isDescending === true) deeds.unsort(name);
      else deeds.sort(name, sort !== undefined, event.shiftKey);
    } else if (target.closest('[data-lead]') || (event.nativeEvent as PointerEvent).pointerType === 'touch') {
      const index = rowUnder(target);
      if (index !== undefined) onRow(index);
    }
  };
  const range = rangeOf(anchor, active);
  const isRange = active.row >= 0 && anchor.row >= 0 && (range.top !== range.bottom || range.from !== range.to);
  const failure = cache.error;
  const base = Math.floor(first / BASE_ROWS) * BASE_ROWS;
  const opened = menu && all[menu.at];
  const rows = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset);

  return (
    <div className={classes.frame}>
      <div
        ref={ref}
        className={classes.scroller}
        role="grid"
        tabIndex={0}
        aria-label={`Rows of ${dataset.name}`}
        aria-rowcount={total + 1}
        aria-colcount={all.length + 1}
        aria-multiselectable="true"
        aria-activedescendant={active.row < 0 ? `head-${String(active.at)}` : `cell-${String(active.row)}-${String(active.at)}`}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onMouseDown={onMouseDown}
        onMouseMove={onMouseMove}
        onClick={onClick}
        onDoubleClick={(event) => {
          const index = cellUnder(event.target)?.row;
          if (index !== undefined) onRow(index);
        }}
      >
        <div role="presentation" style={{ width: leadWidth + layout.freeWidth, height: space.contentHeight + head, position: 'relative' }}>
          <GridHead
            pinned={pinned}
            seen={seen}
            cornerWidth={leadWidth0}
            leadWidth={leadWidth}
            hasPictures={folderId !== null}
            quality={quality}
            view={view}
            sorted={sorted}
            filtered={filtered}
            activeAt={active.row < 0 ? active.at : -1}
            menuAt={menu?.at}
            statisticsOf={props.statisticsOf}
          />
          <div role="rowgroup" className={classes.rows} style={{ transform: `translateY(${String(head + place.scrollTop + base * rowHeight - place.offset)}px)` }}>
            {rows.map((index) => (
              <GridRow
                key={index}
                projectKey={projectKey}
                index={index}
                top={(index - base) * rowHeight}
                height={rowHeight}
                pinned={pinned}
                seen={seen}
                leadWidth={leadWidth}
                cache={cache}
                stamp={cache.stamp(index, groups)}
                folderId={folderId}
                pathIndex={pathIndex}
                activeAt={index === active.row ? active.at : -1}
                from={isRange && index >= range.top && index <= range.bottom ? range.from : 1}
                to={isRange && index >= range.top && index <= range.bottom ? range.to : 0}
                isCurrent={index === row}
                painters={painters}
                lookOf={lookOf}
              />
            ))}
          </div>
        </div>
      </div>
      {menu && opened && (
        <ColumnMenu
          place={menu}
          column={opened.column}
          quality={quality.find((figures) => figures.name === opened.column.name)}
          sort={sorted.get(opened.column.name)}
          isOtherSorted={[...sorted.keys()].some((name) => name !== opened.column.name)}
          isPinned={view.pinned.includes(opened.column.name)}
          isColoured={view.coloured.includes(opened.column.name)}
          deeds={deeds}
          onClose={() => {
            setMenu(undefined);
            ref.current?.focus({ preventScroll: true });
          }}
        />
      )}
      {failure !== undefined && (
        <div className={classes.failure}>
          <ErrorLine error={failure} />
          <Button size="xs" onClick={() => cache.retry()}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}
