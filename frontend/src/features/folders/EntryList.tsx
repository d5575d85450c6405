/** The same files as a list with size, time and what is wrong with them; windowed like the grid. */
import { useEffect, useRef } from 'react';
import { bytes, dateTime } from '@/lib/format';
import { MiddleCut } from '@/ui';
import classes from './Grid.module.css';
import type { EntriesProps } from './PicturesPart';
import { choose } from './selection';
import { thumbAddress } from './addresses';
import { useEntryKeys } from './useEntryKeys';
import { useWindow } from './useWindow';

const ROW = 40;
const OVERSCAN = 8;

export function EntryList(props: EntriesProps) {
  const { projectKey, folder, entries, total, selection, onSelect, onOpen, onReach } = props;
  const { ref, view, onScroll } = useWindow();
  const hasFocus = useRef(false);
  const first = Math.max(0, Math.floor(view.top / ROW) - OVERSCAN);
  const end = Math.min(total, Math.ceil((view.top + view.height) / ROW) + OVERSCAN);
  useEffect(() => onReach(end), [end, onReach]);
  const show = (index: number) => {
    const element = ref.current;
    if (element === null) return;
    if (index * ROW < element.scrollTop) element.scrollTop = index * ROW;
    else if ((index + 1) * ROW > element.scrollTop + element.clientHeight) element.scrollTop = (index + 1) * ROW - element.clientHeight;
  };
  const onKeyDown = useEntryKeys({ ...props, columns: 1, rowsPerPage: Math.floor(view.height / ROW), show });
  useEffect(() => {
    if (hasFocus.current) ref.current?.querySelector<HTMLElement>('[data-active="true"]')?.focus({ preventScroll: true });
  }, [ref, selection.active, first]);

  const drawn = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset);
  if (selection.active < total && (selection.active < first || selection.active >= end)) drawn.push(selection.active);
  return (
    <div ref={ref} className={classes.scroller} onScroll={onScroll}>
      <div
        role="listbox"
        tabIndex={-1}
        aria-label={`Files of ${folder.name}`}
        aria-multiselectable="true"
        className={classes.field}
        style={{ height: total * ROW }}
        onKeyDown={onKeyDown}
        onFocus={() => (hasFocus.current = true)}
        onBlur={() => (hasFocus.current = false)}
      >
        {drawn.map((index) => {
          const entry = entries[index];
          if (entry === undefined) return null;
          return (
            <div
              key={entry.path}
              role="option"
              aria-selected={selection.paths.has(entry.path)}
              aria-setsize={total}
              aria-posinset={index + 1}
              tabIndex={index === selection.active ? 0 : -1}
              data-active={index === selection.active}
              className={classes.listRow}
              style={{ transform: `translateY(${index * ROW}px)` }}
              onClick={(event) => onSelect(choose(selection, index, { isRange: event.shiftKey, isToggle: event.ctrlKey || event.metaKey }, (at) => entries[at]?.path))}
              onDoubleClick={() => onOpen(entry.path)}
              onKeyDown={undefined}
            >
              {entry.is_picture && entry.problem === null ? (
                <img className={classes.listThumb} src={thumbAddress(projectKey, folder.id, entry.path, 96, entry.content)} alt="" loading="lazy" decoding="async" draggable={false} />
              ) : (
                <span className={classes.listThumb} data-broken={entry.problem !== null} />
              )}
              <span className={classes.listName}>
                <MiddleCut name={entry.path} tail={12} />
              </span>
              {entry.problem !== null && <span className={classes.listProblem}>cannot be read: {entry.problem}</span>}
              <span className={classes.listFact}>{entry.width !== null && entry.height !== null ? `${entry.width} × ${entry.height}` : ''}</span>
              <span className={classes.listFact}>{bytes(entry.size)}</span>
              <span className={classes.listTime}>{dateTime(entry.mtime)}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
