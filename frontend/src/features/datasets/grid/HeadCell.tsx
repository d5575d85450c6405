/** The head of a column: name, storage type, meaning, quality bar, and the menu. */
import { Menu, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconEyeOff, IconX } from '@tabler/icons-react';
import { count } from '@/lib/format';
import { meaningWord, typeWord } from '../cellValues';
import type { Quality } from '../types';
import type { PlacedColumn } from './columns';
import classes from './Grid.module.css';

interface HeadCellProps {
  placed: PlacedColumn;
  position: number;
  left: number;
  quality: Quality | undefined;
  isActive: boolean;
  sort: 'ascending' | 'descending' | undefined;
  onSort: (name: string | undefined, isDescending: boolean) => void;
  onHide: (name: string) => void;
}

export function HeadCell({ placed, position, left, quality, isActive, sort, onSort, onHide }: HeadCellProps) {
  const { column, width } = placed;
  return (
    <div
      id={`head-${position}`}
      role="columnheader"
      aria-colindex={position + 2}
      aria-sort={sort ?? 'none'}
      data-head={position}
      data-active={isActive}
      className={classes.head}
      style={{ left, width }}
    >
      <div className={classes.headName}>
        <strong title={column.name}>{column.name}</strong>
        {sort === 'ascending' && <IconArrowUp size={13} stroke={1.8} aria-hidden="true" />}
        {sort === 'descending' && <IconArrowDown size={13} stroke={1.8} aria-hidden="true" />}
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <UnstyledButton tabIndex={-1} className={classes.menu} aria-label={`Menu of ${column.name}`}>
              <IconChevronDown size={14} stroke={1.5} />
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconArrowUp size={15} stroke={1.5} />} onClick={() => onSort(column.name, false)}>
              Sort rising
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowDown size={15} stroke={1.5} />} onClick={() => onSort(column.name, true)}>
              Sort falling
            </Menu.Item>
            {sort !== undefined && (
              <Menu.Item leftSection={<IconX size={15} stroke={1.5} />} onClick={() => onSort(undefined, false)}>
                In the order of the data
              </Menu.Item>
            )}
            <Menu.Divider />
            <Menu.Item leftSection={<IconEyeOff size={15} stroke={1.5} />} onClick={() => onHide(column.name)}>
              Hide the column
            </Menu.Item>
            {quality && (
              <Menu.Label>
                {count(quality.valid)} valid, {count(quality.invalid)} invalid, {count(quality.empty)} empty
                {quality.distinct === null ? '' : `, about ${count(quality.distinct)} different`}
              </Menu.Label>
            )}
          </Menu.Dropdown>
        </Menu>
      </div>
      <div className={classes.headType}>
        {typeWord(column)} <span className={classes.meaning}>{meaningWord(column, quality?.distinct)}</span>
      </div>
      <QualityBar quality={quality} />
    </div>
  );
}

function QualityBar({ quality }: { quality: Quality | undefined }) {
  const sum = quality === undefined ? 0 : quality.valid + quality.invalid + quality.empty;
  if (quality === undefined || sum === 0) return <div className={classes.quality} />;
  const words = `${count(quality.valid)} valid, ${count(quality.invalid)} invalid, ${count(quality.empty)} empty`;
  return (
    <div className={classes.quality} role="img" aria-label={words} title={words}>
      <span data-part="valid" style={{ flexGrow: quality.valid }} />
      <span data-part="invalid" style={{ flexGrow: quality.invalid, minWidth: quality.invalid > 0 ? 3 : 0 }} />
      <span data-part="empty" style={{ flexGrow: quality.empty, minWidth: quality.empty > 0 ? 3 : 0 }} />
    </div>
  );
}
