/** The head of a column: name, storage type, meaning, quality bar, and the way to its menu. */
import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconFilter, IconLock, IconPin } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { count } from '@/lib/format';
import { meaningWord, typeWord } from '../cellValues';
import { chosenWords, isChosen } from '../meanings';
import type { Quality } from '../types';
import type { PlacedColumn } from './columns';
import classes from './Grid.module.css';

export interface HeadSort {
  isDescending: boolean;
  /** 1 for the first of several, 0 where it is the only one. */
  rank: number;
}

interface HeadCellProps {
  placed: PlacedColumn;
  left: number;
  quality: Quality | undefined;
  isActive: boolean;
  isFiltered: boolean;
  isPinned: boolean;
  isMenuOpen: boolean;
  sort: HeadSort | undefined;
  statistics: ReactNode;
}

export const HeadCell = memo(function HeadCell({ placed, left, quality, isActive, isFiltered, isPinned, isMenuOpen, sort, statistics }: HeadCellProps) {
  const { column, width, at } = placed;
  const order = sort === undefined ? undefined : sort.isDescending ? 'descending' : 'ascending';
  return (
    <div id={`head-${String(at)}`} role="columnheader" aria-colindex={at + 2} aria-sort={order ?? 'none'} data-head={at} data-active={isActive} className={classes.head} style={{ left, width }}>
      <div className={classes.headName}>
        <strong title={`${column.name}${sort === undefined ? '' : `, sorted ${sort.isDescending ? 'falling' : 'rising'}`}${column.comment == null || column.comment === '' ? '' : `\n${column.comment}`}`}>{column.name}</strong>
        {sort !== undefined && (
          <span className={classes.headSort}>
            {sort.isDescending ? <IconArrowDown size={13} stroke={1.8} aria-hidden="true" /> : <IconArrowUp size={13} stroke={1.8} aria-hidden="true" />}
            {sort.rank > 0 && <small>{sort.rank}</small>}
          </span>
        )}
        {isFiltered && <IconFilter size={13} stroke={1.8} aria-label="filtered" />}
        {isPinned && <IconPin size={13} stroke={1.8} aria-label="pinned" />}
        <UnstyledButton tabIndex={-1} data-menu={at} className={classes.menu} aria-label={`Menu of ${column.name}`} aria-haspopup="menu" aria-expanded={isMenuOpen}>
          <IconChevronDown size={14} stroke={1.5} />
        </UnstyledButton>
      </div>
      <div className={classes.headType}>
        {typeWord(column)} <span className={classes.meaning}>{meaningWord(column, quality?.distinct)}</span>
        {isChosen(column) && <IconLock size={11} stroke={1.8} className={classes.lock} aria-label={chosenWords(column)} title={chosenWords(column)} />}
      </div>
      <QualityBar quality={quality} />
      {statistics}
    </div>
  );
});

export function QualityBar({ quality }: { quality: Pick<Quality, 'valid' | 'invalid' | 'empty'> | undefined }) {
  const sum = quality === undefined ? 0 : quality.valid + quality.invalid + quality.empty;
  if (quality === undefined || sum === 0) return <div className={classes.quality} />;
  const words = qualityWords(quality);
  return (
    <div className={classes.quality} role="img" aria-label={words} title={words}>
      <span data-part="valid" style={{ flexGrow: quality.valid }} />
      <span data-part="invalid" style={{ flexGrow: quality.invalid, minWidth: quality.invalid > 0 ? 3 : 0 }} />
      <span data-part="empty" style={{ flexGrow: quality.empty, minWidth: quality.empty > 0 ? 3 : 0 }} />
    </div>
  );
}

export function qualityWords(quality: Pick<Quality, 'valid' | 'invalid' | 'empty'>): string {
  return `${count(quality.valid)} valid, ${count(quality.invalid)} invalid, ${count(quality.empty)} empty`;
}
