/** The grid: only the rows and columns near the window exist, whatever the table's size; one tab stop, moved in by arrows. */
import { useEffect, useRef, useState, useSyncExternalStore, type CSSProperties, type KeyboardEvent } from 'react';
import { ErrorLine } from '@/ui';
import { Button } from '@mantine/core';
import { pictureColumn } from '../cellValues';
import type { Dataset, Quality } from '../types';
import { GROUP_COLUMNS, type BlockCache } from './blockCache';
import { Cell } from './Cell';
import { columnsAt, place as placeColumns, totalWidth } from './columns';
import classes from './Grid.module.css';
import { HeadCell } from './HeadCell';
import { PictureCell } from './PictureCell';
import { rowsAt } from './rowWindow';
import { useDatasetClasses } from '../useDatasetClasses';
import { useGridWindow } from './useGridWindow';

const HEAD = 52;
const ROW = 32;
const ROW_PICTURE = 56;
const NUMBER_WIDTH = 44;
const PICTURE_WIDTH = 72;

interface DataGridProps {
  projectKey: string;
  dataset: Dataset;
  cache: BlockCache;
  total: number;
  quality: readonly Quality[];
  hidden: ReadonlySet<string>;
  row: number | undefined;
  sort: string | undefined;
  isDescending: boolean;
  onRow: (row: number | undefined) => void;
  onSort: (name: string | undefined, isDescending: boolean) => void;
  onHide: (name: string) => void;
}

export function DataGrid(props: DataGridProps) {
  const { projectKey, dataset, cache, total, quality, hidden, row, sort, isDescending, onRow, onSort, onHide } = props;
  const pathIndex = pictureColumn(dataset.columns);
  const folderId = pathIndex >= 0 ? dataset.picture_folder_id : null;
  const hasBars = dataset.columns.some((column) => column.meaning === 'prediction' && column.type === 'object');
  const rowHeight = folderId !== null || hasBars ? ROW_PICTURE : ROW;
  const leading = NUMBER_WIDTH + (folderId === null ? 0 : PICTURE_WIDTH);
  const { ref, place, space, onScroll, reveal } = useGridWindow(rowHeight, total, HEAD);
  useSyncExternalStore(cache.subscribe, cache.snapshot);
  const lookOf = useDatasetClasses(projectKey, dataset);
  const [active, setActive] = useState({ row: row ?? 0, column: 0 });

  const placed = placeColumns(dataset.columns, place.width - leading - 1, hidden);
  const seen = columnsAt(placed, place.left, place.width - leading);
  const [first, end] = rowsAt(space, place.offset);
  const groups = [...new Set([...seen.map((one) => Math.floor(one.index / GROUP_COLUMNS)), ...(folderId === null ? [] : [Math.floor(pathIndex / GROUP_COLUMNS)])])];
  const groupsKey = groups.join();
  useEffect(() => {
    cache.want(first, end, groupsKey.split(',').filter(Boolean).map(Number), place.direction, total);
  }, [cache, first, end, groupsKey, place.direction, total]);

  const shownRow = useRef<number>(undefined);
  useEffect(() => {
    if (row === undefined || row === shownRow.current) return;
    shownRow.current = row;
    setActive((old) => ({ ...old, row }));
    reveal(row);
  }, [row, reveal]);

  const step = (rowBy: number, columnBy: number) => move(active.row + rowBy, active.column + columnBy);
  const move = (toRow: number, toColumn: number) => {
    const next = { row: Math.min(total - 1, Math.max(-1, toRow)), column: Math.min(placed.length - 1, Math.max(0, toColumn)) };
    setActive(next);
    if (next.row >= 0) reveal(next.row);
    const column = placed[next.column];
    const element = ref.current;
    if (column && element) {
      if (column.left < element.scrollLeft) element.scrollLeft = column.left;
      else if (column.left + column.width + leading > element.scrollLeft + element.clientWidth) element.scrollLeft = column.left + column.width + leading - element.clientWidth;
    }
    if (row !== undefined && next.row >= 0) {
      shownRow.current = next.row;
      onRow(next.row);
    }
  };
  const perPage = Math.max(1, Math.floor(space.viewHeight / rowHeight) - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const jump = event.ctrlKey || event.metaKey;
    const deeds: Record<string, () => void> = {
      ArrowUp: () => step(-1, 0),
      ArrowDown: () => step(1, 0),
      ArrowLeft: () => step(0, -1),
      ArrowRight: () => step(0, 1),
      PageUp: () => move(Math.max(0, active.row - perPage), active.column),
      PageDown: () => step(perPage, 0),
      Home: () => (jump ? move(0, 0) : move(active.row, 0)),
      End: () => (jump ? move(total - 1, placed.length - 1) : move(active.row, placed.length - 1)),
      Enter: () => (active.row < 0 ? openMenu() : onRow(active.row)),
      ' ': () => (active.row < 0 ? openMenu() : onRow(row === active.row ? undefined : active.row)),
      Escape: () => onRow(undefined),
    };
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  };
  const openMenu = () => ref.current?.querySelector<HTMLElement>(`[data-head="${String(active.column)}"] button`)?.click();
  const failure = cache.error;
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
        aria-colcount={placed.length + 1}
        aria-activedescendant={active.row < 0 ? `head-${active.column}` : `cell-${active.row}-${active.column}`}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ width: leading + totalWidth(placed), height: space.contentHeight + HEAD, position: 'relative' }}>
          <div role="rowgroup" className={classes.headRow}>
            <div role="row" aria-rowindex={1} style={{ height: HEAD }}>
              <div role="columnheader" aria-colindex={1} className={classes.corner} style={{ width: leading }}>
                <span className="visually-hidden">Row</span>
                {folderId !== null && <span className={classes.pictureHead}>picture</span>}
              </div>
              {seen.map((one) => {
                const at = placed.indexOf(one);
                return (
                  <HeadCell
                    key={one.column.name}
                    placed={one}
                    position={at}
                    left={leading + one.left}
                    quality={quality.find((figures) => figures.name === one.column.name)}
                    isActive={active.row < 0 && active.column === at}
                    sort={sort === one.column.name ? (isDescending ? 'descending' : 'ascending') : undefined}
                    onSort={onSort}
                    onHide={onHide}
                  />
                );
              })}
            </div>
          </div>
          <div role="rowgroup">
            {rows.map((index) => (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={index === row}
                className={classes.row}
                style={{ transform: `translateY(${HEAD + place.scrollTop + index * rowHeight - place.offset}px)`, height: rowHeight, '--row': `${rowHeight}px` } as CSSProperties}
              >
                <div role="rowheader" aria-colindex={1} className={classes.lead} style={{ width: leading }}>
                  <span className={classes.number} style={{ width: NUMBER_WIDTH }}>
                    {(index + 1).toLocaleString('en-GB')}
                  </span>
                  {folderId !== null && <PictureCell projectKey={projectKey} folderId={folderId} path={cache.cell(index, pathIndex)} />}
                </div>
                {seen.map((one) => {
                  const at = placed.indexOf(one);
                  return (
                    // The keyboard reaches cells through the grid itself (aria-activedescendant).
                    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
                    <div
                      key={one.column.name}
                      id={`cell-${index}-${at}`}
                      role="gridcell"
                      aria-colindex={at + 2}
                      data-active={index === active.row && at === active.column}
                      className={classes.cell}
                      style={{ left: leading + one.left, width: one.width }}
                      onClick={() => {
                        setActive({ row: index, column: at });
                        shownRow.current = index;
                        onRow(index);
                      }}
                    >
                      <Cell column={one.column} value={cache.cell(index, one.index)} lookOf={lookOf} />
                    </div>
                  );
                })}
              </div>
            ))}
          </div>
        </div>
      </div>
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
