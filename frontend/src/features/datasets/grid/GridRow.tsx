/** One row of the grid; drawn again only when what it shows changes, so that scrolling moves rows and does not make them. */
import { memo, type CSSProperties } from 'react';
import type { ClassLook } from '../../classes';
import type { BlockCache } from './blockCache';
import { Cell } from './Cell';
import type { PlacedColumn } from './columns';
import classes from './Grid.module.css';
import type { Painter } from './painting';
import { PictureCell } from './PictureCell';

export const NUMBER_WIDTH = 44;
export const PICTURE_WIDTH = 72;

interface GridRowProps {
  projectKey: string;
  index: number;
  top: number;
  height: number;
  pinned: readonly PlacedColumn[];
  seen: readonly PlacedColumn[];
  leadWidth: number;
  cache: BlockCache;
  /** Changes with the row's values, see BlockCache.stamp. */
  stamp: string;
  folderId: string | null;
  pathIndex: number;
  /** Position of the active cell, -1 where it is in another row. */
  activeAt: number;
  /** Selected positions, from > to where none is. */
  from: number;
  to: number;
  isCurrent: boolean;
  painters: ReadonlyMap<string, Painter>;
  lookOf: (name: string) => ClassLook;
}

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { projectKey, index, top, height, pinned, seen, leadWidth, cache, folderId, pathIndex, activeAt, from, to, isCurrent, painters, lookOf } = props;
  const lead = NUMBER_WIDTH + (folderId === null ? 0 : PICTURE_WIDTH);
  const cell = (one: PlacedColumn, left: number) => {
    const value = cache.cell(index, one.index);
    const painted = painters.get(one.column.name)?.(value);
    return (
      <div
        key={one.column.name}
        id={`cell-${String(index)}-${String(one.at)}`}
        role="gridcell"
        aria-colindex={one.at + 2}
        aria-selected={one.at >= from && one.at <= to}
        data-at={one.at}
        data-active={one.at === activeAt}
        className={classes.cell}
        style={painted === undefined ? { left, width: one.width } : ({ left, width: one.width, '--paint': painted } as CSSProperties)}
        data-painted={painted !== undefined || undefined}
      >
        <Cell column={one.column} value={value} digits={cache.digits(one.index)} lookOf={lookOf} />
      </div>
    );
  };
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={isCurrent} data-row={index} className={classes.row} style={{ transform: `translateY(${String(top)}px)`, height }}>
      <div className={classes.lead} role="presentation" style={{ width: leadWidth }}>
        <div role="rowheader" aria-colindex={1} data-lead="" className={classes.rowHead} style={{ width: lead }}>
          <span className={classes.number} style={{ width: NUMBER_WIDTH }}>
            {(index + 1).toLocaleString('en-GB')}
          </span>
          {folderId !== null && <PictureCell projectKey={projectKey} folderId={folderId} path={cache.cell(index, pathIndex)} />}
        </div>
        {pinned.map((one) => cell(one, lead + one.left))}
      </div>
      {seen.map((one) => cell(one, leadWidth + one.left))}
    </div>
  );
});
