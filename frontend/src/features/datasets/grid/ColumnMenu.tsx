/** The menu of a column, opened from its head; one for the whole grid, so that heads stay light. */
import { Menu } from '@mantine/core';
import {
  IconArrowDown, IconArrowUp, IconChartHistogram, IconCopy, IconEyeOff, IconFilter, IconPalette, IconPin, IconPinnedOff, IconTag, IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { count } from '@/lib/format';
import { chosenWords, isChosen } from '../meanings';
import type { Column, Quality } from '../types';
import classes from './Grid.module.css';
import { qualityWords, type HeadSort } from './HeadCell';

export interface ColumnDeeds {
  analyze: (name: string) => void;
  filter: (name: string) => void;
  /** `isAdded` sorts after the columns that are sorted already. */
  sort: (name: string, isDescending: boolean, isAdded: boolean) => void;
  unsort: (name: string) => void;
  hide: (name: string) => void;
  pin: (name: string, isPinned: boolean) => void;
  colour: (name: string, isColoured: boolean) => void;
  copyName: (name: string) => void;
  editMeaning: (name: string) => void;
}

export interface MenuPlace {
  at: number;
  left: number;
  top: number;
}

interface ColumnMenuProps {
  place: MenuPlace;
  column: Column;
  quality: Quality | undefined;
  sort: HeadSort | undefined;
  isOtherSorted: boolean;
  isPinned: boolean;
  isColoured: boolean;
  deeds: ColumnDeeds;
  onClose: () => void;
}

const ICON = { size: 15, stroke: 1.5 } as const;

export function ColumnMenu({ place, column, quality, sort, isOtherSorted, isPinned, isColoured, deeds, onClose }: ColumnMenuProps) {
  const { name } = column;
  const item = (label: string, icon: ReactNode, deed: (isShift: boolean) => void) => (
    <Menu.Item leftSection={icon} onClick={(event) => deed(event.shiftKey)}>
      {label}
    </Menu.Item>
  );
  return (
    <Menu opened onClose={onClose} position="bottom-end" withinPortal returnFocus={false} transitionProps={{ duration: 80 }}>
      <Menu.Target>
        <button type="button" tabIndex={-1} aria-hidden="true" className={classes.menuAnchor} style={{ left: place.left, top: place.top }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Menu of ${name}`} className={classes.menuList}>
        {item('Analyze', <IconChartHistogram {...ICON} />, () => deeds.analyze(name))}
        {item('Filter', <IconFilter {...ICON} />, () => deeds.filter(name))}
        <Menu.Divider />
        {item('Sort rising', <IconArrowUp {...ICON} />, (isShift) => deeds.sort(name, false, isShift))}
        {item('Sort falling', <IconArrowDown {...ICON} />, (isShift) => deeds.sort(name, true, isShift))}
        {isOtherSorted && item('Then sort rising', <IconArrowUp {...ICON} />, () => deeds.sort(name, false, true))}
        {isOtherSorted && item('Then sort falling', <IconArrowDown {...ICON} />, () => deeds.sort(name, true, true))}
        {sort !== undefined && item('Do not sort by it', <IconX {...ICON} />, () => deeds.unsort(name))}
        <Menu.Divider />
        {item(isPinned ? 'Unpin' : 'Pin left', isPinned ? <IconPinnedOff {...ICON} /> : <IconPin {...ICON} />, () => deeds.pin(name, !isPinned))}
        {item('Hide', <IconEyeOff {...ICON} />, () => deeds.hide(name))}
        {item(isColoured ? 'Without colour' : 'Colour by value', <IconPalette {...ICON} />, () => deeds.colour(name, !isColoured))}
        {item('Copy name', <IconCopy {...ICON} />, () => deeds.copyName(name))}
        <Menu.Divider />
        {item('Edit meaning', <IconTag {...ICON} />, () => deeds.editMeaning(name))}
        {isChosen(column) && <Menu.Label className={classes.menuNote}>Meaning {chosenWords(column)}</Menu.Label>}
        {quality && (
          <Menu.Label className={classes.menuNote}>
            {qualityWords(quality)}
            {quality.distinct === null ? '' : `, about ${count(quality.distinct)} different`}
          </Menu.Label>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
