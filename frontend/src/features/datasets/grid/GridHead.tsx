/** The head of the grid: the corner and pinned columns stay at the left, the others move with the rows under them. */
import type { ReactNode } from 'react';
import type { Column, Quality } from '../types';
import type { ColumnView, PlacedColumn } from './columns';
import classes from './Grid.module.css';
import { HeadCell, type HeadSort } from './HeadCell';

const HEAD_HEIGHT = 52;
const STATISTICS_HEIGHT = 68;

/** Height of the heads, with or without their figures. */
export function headHeight(view: ColumnView): number {
  return HEAD_HEIGHT + (view.hasStatistics ? STATISTICS_HEIGHT : 0);
}

interface GridHeadProps {
  pinned: readonly PlacedColumn[];
  seen: readonly PlacedColumn[];
  cornerWidth: number;
  leadWidth: number;
  hasPictures: boolean;
  quality: readonly Quality[];
  view: ColumnView;
  sorted: ReadonlyMap<string, HeadSort>;
  filtered: ReadonlySet<string>;
  /** Position of the head the keyboard stands on, -1 where it stands on a cell. */
  activeAt: number;
  menuAt: number | undefined;
  statisticsOf: (column: Column) => ReactNode;
}

export function GridHead({ pinned, seen, cornerWidth, leadWidth, hasPictures, quality, view, sorted, filtered, activeAt, menuAt, statisticsOf }: GridHeadProps) {
  const headOf = (one: PlacedColumn, left: number) => (
    <HeadCell
      key={one.column.name}
      placed={one}
      left={left}
      quality={quality.find((figures) => figures.name === one.column.name)}
      isActive={activeAt === one.at}
      isFiltered={filtered.has(one.column.name)}
      isPinned={view.pinned.includes(one.column.name)}
      isMenuOpen={menuAt === one.at}
      sort={sorted.get(one.column.name)}
      statistics={view.hasStatistics ? statisticsOf(one.column) : undefined}
    />
  );
  return (
    <div role="rowgroup" className={classes.headRow}>
      <div role="row" aria-rowindex={1} style={{ height: headHeight(view) }}>
        <div className={classes.headLead} role="presentation" style={{ width: leadWidth }}>
          <div role="columnheader" aria-colindex={1} className={classes.corner} style={{ width: cornerWidth }}>
            <span className="visually-hidden">Row</span>
            {hasPictures && <span className={classes.pictureHead}>picture</span>}
          </div>
          {pinned.map((one) => headOf(one, cornerWidth + one.left))}
        </div>
        {seen.map((one) => headOf(one, leadWidth + one.left))}
      </div>
    </div>
  );
}
