/** Thumbnails in fixed boxes; only those near the window exist, so that ten thousand scroll like ten. */
import { IconCheck } from '@tabler/icons-react';
import { memo, useEffect, useRef, type CSSProperties, type MouseEvent } from 'react';
import { MiddleCut } from '@/ui';
import { ClassMark, useClassLook, type ClassLook } from '../classes';
import { groupName } from './entryWords';
import classes from './Grid.module.css';
import { geometry, placeOf, scrollTo, visible, type TileSize } from './gridGeometry';
import { groupsOf } from './Groups';
import type { EntriesProps } from './PicturesPart';
import { choose, NOTHING } from './selection';
import { TilePicture } from './TilePicture';
import type { Entry } from './types';
import { useEntryKeys } from './useEntryKeys';
import { useWindow } from './useWindow';

export function PictureGrid({ size, ...props }: EntriesProps & { size: TileSize }) {
  const { projectKey, folder, entries, total, selection, onSelect, onOpen, onReach } = props;
  const { ref, view, onScroll } = useWindow();
  const groupNames = groupsOf(folder).map((group) => group.name);
  const names = new Set(groupNames);
  const lookOf = useClassLook(projectKey, groupNames);
  const grid = geometry(view.width, total, size);
  const [first, end] = visible(grid, total, view.top, view.height);
  const hasFocus = useRef(false);

  useEffect(() => onReach(end), [end, onReach]);
  const show = (index: number) => {
    const element = ref.current;
    if (element) element.scrollTop = scrollTo(grid, index, element.scrollTop, element.clientHeight);
  };
  const onKeyDown = useEntryKeys({ ...props, columns: grid.columns, rowsPerPage: Math.floor(view.height / grid.rowHeight), show });

  useEffect(() => {
    if (!hasFocus.current) return;
    ref.current?.querySelector<HTMLElement>('[data-active="true"]')?.focus({ preventScroll: true });
  }, [ref, selection.active, first]);

  const pick = (event: MouseEvent, index: number) => {
    const keys = { isRange: event.shiftKey, isToggle: event.ctrlKey || event.metaKey };
    const only = !keys.isRange && !keys.isToggle;
    const path = entries[index]?.path ?? '';
    const isAlone = only && selection.paths.size === 1 && selection.paths.has(path);
    onSelect(isAlone ? { ...NOTHING, anchor: index, active: index } : choose(selection, index, keys, (at) => entries[at]?.path));
  };
  const drawn = Array.from({ length: end - first }, (_, offset) => first + offset);
  if (selection.active < total && (selection.active < first || selection.active >= end)) drawn.push(selection.active);

  return (
    <div ref={ref} className={classes.scroller} onScroll={onScroll}>
      <div
        role="listbox"
        tabIndex={-1}
        aria-label={`Pictures of ${folder.name}`}
        aria-multiselectable="true"
        className={classes.field}
        style={{ height: grid.height }}
        onKeyDown={onKeyDown}
        onFocus={() => (hasFocus.current = true)}
        onBlur={() => (hasFocus.current = false)}
      >
        {drawn.map((index) => {
          const entry = entries[index];
          const { x, y } = placeOf(grid, index);
          const name = entry ? groupName(entry.path, names) : undefined;
          return (
            <div
              key={entry?.path ?? index}
              role="option"
              aria-selected={entry !== undefined && selection.paths.has(entry.path)}
              aria-setsize={total}
              aria-posinset={index + 1}
              aria-label={entry === undefined ? 'Loading' : `${entry.path}${entry.problem === null ? '' : `, cannot be read: ${entry.problem}`}`}
              tabIndex={index === selection.active ? 0 : -1}
              data-active={index === selection.active}
              className={classes.tile}
              style={{ '--tile': `${grid.tile}px`, transform: `translate(${x}px, ${y}px)` } as CSSProperties}
              onClick={(event) => pick(event, index)}
              onDoubleClick={() => entry && onOpen(entry.path)}
              onKeyDown={undefined}
            >
              {entry && (
                <Tile
                  projectKey={projectKey}
                  folderId={folder.id}
                  entry={entry}
                  size={grid.tile > 200 ? 384 : 192}
                  isSelected={selection.paths.has(entry.path)}
                  colour={name === undefined ? undefined : lookOf(name).colour}
                  marker={name === undefined ? undefined : lookOf(name).marker}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface TileProps {
  projectKey: string;
  folderId: string;
  entry: Entry;
  size: 192 | 384;
  isSelected: boolean;
  colour: ClassLook['colour'] | undefined;
  marker: ClassLook['marker'] | undefined;
}

const Tile = memo(function Tile({ projectKey, folderId, entry, size, isSelected, colour, marker }: TileProps) {
  const file = entry.path.split('/').at(-1) ?? entry.path;
  const stem = entry.is_picture ? file.replace(/\.[^.]+$/, '') : file;
  return (
    <>
      <div className={classes.frame} data-selected={isSelected}>
        <TilePicture projectKey={projectKey} folderId={folderId} entry={entry} size={size} />
        {isSelected && (
          <span className={classes.check}>
            <IconCheck size={13} stroke={2.4} />
          </span>
        )}
      </div>
      <div className={classes.caption}>
        {colour !== undefined && marker !== undefined && <ClassMark look={{ colour, marker }} size={8} />}
        <MiddleCut name={stem} tail={6} />
      </div>
    </>
  );
});
