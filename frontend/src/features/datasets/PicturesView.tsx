/** A dataset of pictures as pictures: each with its label or best guess under it, windowed like the grid. */
import { useElementSize } from '@mantine/hooks';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { thumbAddress } from '../folders';
import { guessesOf, pictureColumn } from './cellValues';
import { PictureCaption } from './PictureCaption';
import classes from './PicturesView.module.css';
import { GROUP_COLUMNS, type BlockCache } from './grid/blockCache';
import { truthOf } from './truth';
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
  const truth = truthOf(dataset.facts);
  const saidIndex = truth === undefined ? -1 : columns.findIndex((column) => column.name === 'prediction');
  const labelIndex = columns.findIndex((column) => (truth === undefined ? column.meaning === 'class' : column.name === truth.column));
  const room = Math.max(280, (width || 900) - 2 * PAD);
  const perRow = Math.max(2, Math.floor((room + GAP) / (TILE + GAP)));
  const tile = (room - GAP * (perRow - 1)) / perRow;
  const rowHeight = tile + CAPTION + GAP;
  const first = Math.max(0, Math.floor((top - PAD) / rowHeight) - 2) * perRow;
  const end = Math.min(total, Math.ceil((top + (height || 700)) / rowHeight + 2) * perRow);
  const groups = [...new Set([pathIndex, guessIndex, saidIndex, labelIndex].filter((index) => index >= 0).map((index) => Math.floor(index / GROUP_COLUMNS)))].join();
  useEffect(() => cache.want(first, end, groups.split(',').map(Number), 1, total), [cache, first, end, groups, total]);

  return (
    <div ref={ref} className={classes.scroller} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <ul className={classes.field} style={{ height: Math.ceil(total / perRow) * rowHeight + 2 * PAD }}>
        {Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset).map((index) => {
          const path = cache.cell(index, pathIndex);
          const guesses = guessIndex >= 0 ? guessesOf(cache.cell(index, guessIndex)) : undefined;
          const said = saidIndex >= 0 ? cache.cell(index, saidIndex) : undefined;
          const label = labelIndex >= 0 && columns[labelIndex]?.name !== 'top_class' ? cache.cell(index, labelIndex) : undefined;
          const isAnswered = path !== undefined && (guessIndex >= 0 || saidIndex >= 0);
          const guess = typeof said === 'string' ? { label: said } : (guesses?.[0] ?? (isAnswered ? null : undefined));
          return (
            <li key={index} className={classes.item} style={{ width: tile, transform: `translate(${PAD + (index % perRow) * (tile + GAP)}px, ${PAD + Math.floor(index / perRow) * rowHeight}px)` }}>
              <button type="button" className={classes.button} aria-pressed={row === index} aria-label={`Row ${index + 1}${typeof path === 'string' ? `, ${path}` : ''}`} onClick={() => onRow(row === index ? undefined : index)}>
                <span className={classes.frame} style={{ height: tile }}>
                  {typeof path === 'string' && dataset.picture_folder_id !== null && (
                    <Tile key={path} address={thumbAddress(projectKey, dataset.picture_folder_id, path, tile > 200 ? 384 : 192)} />
                  )}
                </span>
                <PictureCaption guess={guess} silence={guesses === undefined ? 'no prediction' : 'none above the threshold'} label={typeof label === 'string' ? label : undefined} lookOf={lookOf} />
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
