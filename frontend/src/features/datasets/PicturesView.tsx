/** A dataset of pictures as pictures: each with its label or best guess under it, windowed like the grid. */
import { useElementSize } from '@mantine/hooks';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { decimals } from '@/lib/format';
import { StateGlyph } from '@/ui';
import { ClassLabel } from '../classes';
import { thumbAddress } from '../folders';
import { guessesOf, pictureColumn } from './cellValues';
import classes from './PicturesView.module.css';
import { GROUP_COLUMNS, type BlockCache } from './grid/blockCache';
import type { Dataset } from './types';
import { useDatasetClasses } from './useDatasetClasses';

const TILE = 168;
const CAPTION = 44;
const GAP = 12;
const PAD = 14;

interface PicturesViewProps {
  projectKey: string;
  dataset: Dataset;
  cache: BlockCache;
  total: number;
  row: number | undefined;
  onRow: (row: number | undefined) => void;
}

export function PicturesView({ projectKey, dataset, cache, total, row, onRow }: PicturesViewProps) {
  const { ref, width, height } = useElementSize();
  const [top, setTop] = useState(0);
  useSyncExternalStore(cache.subscribe, cache.snapshot);
  const lookOf = useDatasetClasses(projectKey, dataset);
  const { columns } = dataset;
  const pathIndex = pictureColumn(columns);
  const guessIndex = columns.findIndex((column) => column.meaning === 'prediction');
  const labelIndex = columns.findIndex((column) => column.meaning === 'class');
  const room = Math.max(280, (width || 900) - 2 * PAD);
  const perRow = Math.max(2, Math.floor((room + GAP) / (TILE + GAP)));
  const tile = (room - GAP * (perRow - 1)) / perRow;
  const rowHeight = tile + CAPTION + GAP;
  const first = Math.max(0, Math.floor((top - PAD) / rowHeight) - 2) * perRow;
  const end = Math.min(total, Math.ceil((top + (height || 700)) / rowHeight + 2) * perRow);
  const groups = [...new Set([pathIndex, guessIndex, labelIndex].filter((index) => index >= 0).map((index) => Math.floor(index / GROUP_COLUMNS)))].join();
  useEffect(() => cache.want(first, end, groups.split(',').map(Number), 1, total), [cache, first, end, groups, total]);

  return (
    <div ref={ref} className={classes.scroller} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <ul className={classes.field} style={{ height: Math.ceil(total / perRow) * rowHeight + 2 * PAD }}>
        {Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset).map((index) => {
          const path = cache.cell(index, pathIndex);
          const guess = guessIndex >= 0 ? guessesOf(cache.cell(index, guessIndex)) : undefined;
          const label = labelIndex >= 0 ? cache.cell(index, labelIndex) : undefined;
          const best = guess?.[0];
          const isTop = columns[labelIndex]?.name === 'top_class';
          return (
            <li key={index} className={classes.item} style={{ width: tile, transform: `translate(${PAD + (index % perRow) * (tile + GAP)}px, ${PAD + Math.floor(index / perRow) * rowHeight}px)` }}>
              <button type="button" className={classes.button} aria-pressed={row === index} aria-label={`Row ${index + 1}${typeof path === 'string' ? `, ${path}` : ''}`} onClick={() => onRow(row === index ? undefined : index)}>
                <span className={classes.frame} style={{ height: tile }}>
                  {typeof path === 'string' && dataset.picture_folder_id !== null && (
                    <Tile key={path} address={thumbAddress(projectKey, dataset.picture_folder_id, path, tile > 200 ? 384 : 192)} />
                  )}
                </span>
                <span className={classes.caption}>
                  {best ? (
                    <span className={classes.guess}>
                      <ClassLabel name={best.label} look={lookOf(best.label)} />
                      <span>{decimals(best.probability)}</span>
                    </span>
                  ) : guessIndex >= 0 && path !== undefined ? (
                    <span className={classes.quiet}>{guess === undefined ? 'no prediction' : 'none above the threshold'}</span>
                  ) : null}
                  {!isTop && typeof label === 'string' && (
                    <span className={classes.guess}>
                      {best ? (
                        <span className={classes.quiet}>
                          {best.label === label ? 'right' : <StateGlyph state="failed" size={12} />} {best.label === label ? '' : label}
                        </span>
                      ) : (
                        <ClassLabel name={label} look={lookOf(label)} />
                      )}
                    </span>
                  )}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Tile({ address }: { address: string }) {
  const [isLost, setIsLost] = useState(false);
  return isLost ? <span className={classes.lost}>cannot be read</span> : <img src={address} alt="" loading="lazy" decoding="async" onError={() => setIsLost(true)} />;
}
