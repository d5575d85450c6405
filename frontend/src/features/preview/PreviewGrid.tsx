/** Rows of a preview: only those in sight exist; cells and heads can be asked what may be done with them. */
import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useClassLook } from '../classes';
import { Cell, decimalsOf, meaningWord, rowsAt, typeWord, useGridWindow, type Column } from '../datasets';
import { columnsAt, placeColumns, totalWidth } from './placing';
import classes from './PreviewGrid.module.css';

const HEAD = 46;
const ROW = 32;
const ROW_BARS = 56;
const NUMBER_WIDTH = 52;
/** Rows whose numbers say how many decimals a column shows, besides those in sight. */
const MEASURED_ROWS = 100;

/** What differs from another state of the table. */
export interface Marks {
  added: ReadonlySet<string>;
  isChanged: (row: number, column: string) => boolean;
}

export interface CellAsk {
  column: Column;
  value: unknown;
  /** Text that was selected inside of the cell; empty for the whole cell. */
  selected: string;
}

interface PreviewGridProps {
  projectKey: string;
  label: string;
  columns: readonly Column[];
  total: number;
  cell: (row: number, column: number) => unknown;
  onView: (first: number, end: number) => void;
  marks?: Marks | undefined;
  /** Entries of a head's menu, and of a cell's. */
  headMenu?: ((column: Column) => ReactNode) | undefined;
  cellMenu?: ((ask: CellAsk) => ReactNode) | undefined;
  isOld?: boolean;
}

interface Open extends CellAsk {
  left: number;
  top: number;
}

export function PreviewGrid(props: PreviewGridProps) {
  const { projectKey, label, columns, total, cell, onView, marks, headMenu, cellMenu, isOld = false } = props;
  const rowHeight = columns.some((column) => column.meaning === 'prediction' && column.type === 'object') ? ROW_BARS : ROW;
  const { ref, place, space, onScroll, reveal } = useGridWindow(rowHeight, total, HEAD);
  const lookOf = useClassLook(projectKey);
  const [active, setActive] = useState({ row: 0, column: 0 });
  const [open, setOpen] = useState<Open>();
  const placed = placeColumns(columns, place.width - NUMBER_WIDTH - 1);
  const seen = columnsAt(placed, place.left, place.width - NUMBER_WIDTH);
  const [first, end] = rowsAt(space, place.offset);
  const rows = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset);
  const measured = [...Array.from({ length: Math.min(MEASURED_ROWS, total) }, (_, row) => row), ...rows];
  const digits = new Map(seen.map((one) => [one.index, Math.max(0, ...measured.map((row) => decimalsOf(cell(row, one.index))))]));
  const viewing = useRef(onView);
  useEffect(() => {
    viewing.current = onView;
  });
  useEffect(() => viewing.current(first, end), [first, end]);

  const move = (row: number, column: number) => {
    const next = { row: Math.min(total - 1, Math.max(-1, row)), column: Math.min(placed.length - 1, Math.max(0, column)) };
    setActive(next);
    if (next.row >= 0) reveal(next.row);
    const target = placed[next.column];
    const element = ref.current;
    if (!target || !element) return;
    if (target.left < element.scrollLeft) element.scrollLeft = target.left;
    else if (target.left + target.width + NUMBER_WIDTH > element.scrollLeft + element.clientWidth) element.scrollLeft = target.left + target.width + NUMBER_WIDTH - element.clientWidth;
  };
  const openCell = (row: number, at: number, selected: string) => {
    const target = placed[at];
    if (!target || cellMenu === undefined) return;
    setOpen({ column: target.column, value: cell(row, target.index), selected, left: NUMBER_WIDTH + target.left + 8 - place.left, top: HEAD + (row + 1) * rowHeight - place.offset - 4 });
  };
  const openHead = () => ref.current?.querySelector<HTMLElement>(`[data-head="${active.column}"] button`)?.click();
  const perPage = Math.max(1, Math.floor(space.viewHeight / rowHeight) - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const jump = event.ctrlKey || event.metaKey;
    const act = () => (active.row < 0 ? openHead() : openCell(active.row, active.column, ''));
    const deeds: Record<string, () => void> = {
      ArrowUp: () => move(active.row - 1, active.column),
      ArrowDown: () => move(active.row + 1, active.column),
      ArrowLeft: () => move(active.row, active.column - 1),
      ArrowRight: () => move(active.row, active.column + 1),
      PageUp: () => move(Math.max(0, active.row - perPage), active.column),
      PageDown: () => move(active.row + perPage, active.column),
      Home: () => move(jump ? 0 : active.row, 0),
      End: () => move(jump ? total - 1 : active.row, placed.length - 1),
      Enter: act,
      ' ': act,
    };
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  };

  return (
    <div className={classes.frame}>
    <div
      ref={ref}
      className={classes.scroller}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={placed.length + 1}
      aria-activedescendant={active.row < 0 ? `preview-head-${active.column}` : `preview-${active.row}-${active.column}`}
      data-old={isOld}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ width: NUMBER_WIDTH + totalWidth(placed), height: space.contentHeight + HEAD, position: 'relative' }}>
        <div role="rowgroup" className={classes.headRow}>
          <div role="row" aria-rowindex={1} style={{ height: HEAD }}>
            <div role="columnheader" aria-colindex={1} className={classes.corner} style={{ width: NUMBER_WIDTH }}>
              <span className="visually-hidden">Row</span>
            </div>
            {seen.map((one) => {
              const at = one.index;
              const isAdded = marks?.added.has(one.column.name) === true;
              return (
                <div key={one.column.name} id={`preview-head-${at}`} data-head={at} role="columnheader" aria-colindex={at + 2} className={classes.head} data-active={active.row < 0 && active.column === at} data-added={isAdded} style={{ left: NUMBER_WIDTH + one.left, width: one.width }}>
                  <div className={classes.headName}>
                    <strong title={one.column.name}>{one.column.name === '' ? ' ' : one.column.name}</strong>
                    {isAdded && <span className={classes.tag}>new</span>}
                    {headMenu !== undefined && <HeadMenu column={one.column}>{headMenu}</HeadMenu>}
                  </div>
                  <div className={classes.headType}>
                    {typeWord(one.column)} <span className={classes.meaning}>{meaningWord(one.column, undefined)}</span>
                  </div>
                </div>
              );
            })}
          </div>
        </div>
        <div role="rowgroup">
          {rows.map((index) => (
            <div key={index} role="row" aria-rowindex={index + 2} className={classes.row} style={{ transform: `translateY(${HEAD + place.scrollTop + index * rowHeight - place.offset}px)`, height: rowHeight }}>
              <div role="rowheader" aria-colindex={1} className={classes.number} style={{ width: NUMBER_WIDTH }}>
                {(index + 1).toLocaleString('en-GB')}
              </div>
              {seen.map((one) => {
                const at = one.index;
                const isMarked = marks !== undefined && (marks.added.has(one.column.name) || marks.isChanged(index, one.column.name));
                return (
                  // The keyboard reaches cells through the grid itself (aria-activedescendant).
                  // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
                  <div
                    key={one.column.name}
                    id={`preview-${index}-${at}`}
                    role="gridcell"
                    aria-colindex={at + 2}
                    className={classes.cell}
                    data-active={index === active.row && at === active.column}
                    data-marked={isMarked}
                    data-open={open?.column.name === one.column.name && active.row === index}
                    style={{ left: NUMBER_WIDTH + one.left, width: one.width }}
                    onClick={(event) => {
                      setActive({ row: index, column: at });
                      openCell(index, at, selectionIn(event.currentTarget));
                    }}
                  >
                    <Cell column={one.column} value={cell(index, one.index)} digits={digits.get(one.index) ?? 0} lookOf={lookOf} />
                  </div>
                );
              })}
            </div>
          ))}
        </div>
      </div>
    </div>
      {open !== undefined && cellMenu !== undefined && (
        <Menu opened onClose={() => setOpen(undefined)} position="bottom-start" withinPortal width={300} returnFocus={false}>
          <Menu.Target>
            <button type="button" tabIndex={-1} aria-label={`What to do with ${open.column.name}`} className={classes.anchor} style={{ left: open.left, top: open.top }} />
          </Menu.Target>
          <Menu.Dropdown>{cellMenu(open)}</Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

function HeadMenu({ column, children }: { column: Column; children: (column: Column) => ReactNode }) {
  return (
    <Menu position="bottom-end" withinPortal width={280}>
      <Menu.Target>
        <UnstyledButton tabIndex={-1} className={classes.menu} aria-label={`Menu of ${column.name}`}>
          <IconChevronDown size={14} stroke={1.5} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>{children(column)}</Menu.Dropdown>
    </Menu>
  );
}

/** What somebody has marked inside of an element, on one line. */
function selectionIn(element: Element): string {
  const selection = window.getSelection();
  if (selection === null || selection.isCollapsed || !element.contains(selection.anchorNode) || !element.contains(selection.focusNode)) return '';
  return selection.toString();
}
