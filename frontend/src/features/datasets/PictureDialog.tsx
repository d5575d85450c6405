/** The picture of a row, large; arrows go from row to row, Space and Escape close. */
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent } from 'react';
import { count } from '@/lib/format';
import { SkeletonRows } from '@/ui';
import { thumbAddress } from '../folders';
import { pictureColumn } from './cellValues';
import classes from './Explore.module.css';
import { rowQuery } from './exploreQueries';
import type { Ask } from './exploreState';
import type { Dataset } from './types';

interface PictureDialogProps {
  projectKey: string;
  dataset: Dataset;
  folderId: string;
  ask: Ask;
  row: number;
  total: number;
  onRow: (row: number) => void;
  onClose: () => void;
}

export function PictureDialog({ projectKey, dataset, folderId, ask, row, total, onRow, onClose }: PictureDialogProps) {
  const found = useQuery(rowQuery(projectKey, dataset.id, dataset.version, ask, row));
  const path = found.data?.rows[0]?.[pictureColumn(found.data.columns)];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === ' ') onClose();
    else if ((event.key === 'ArrowDown' || event.key === 'ArrowRight') && row < total - 1) onRow(row + 1);
    else if ((event.key === 'ArrowUp' || event.key === 'ArrowLeft') && row > 0) onRow(row - 1);
    else return;
    event.preventDefault();
  };
  return (
    <Modal opened onClose={onClose} size={720} title={`Row ${count(row + 1)}`} onKeyDown={onKeyDown}>
      {typeof path === 'string' ? <Large key={path} address={thumbAddress(projectKey, folderId, path, 1600)} path={path} /> : found.isPending ? <SkeletonRows rows={6} height={60} awaited="the picture" /> : <p className={classes.note}>This row names no picture.</p>}
    </Modal>
  );
}

function Large({ address, path }: { address: string; path: string }) {
  const [isLost, setIsLost] = useState(false);
  return (
    <figure className={classes.large}>
      {isLost ? <span className={classes.lostLarge}>This picture cannot be shown</span> : <img src={address} alt={path} onError={() => setIsLost(true)} />}
      <figcaption>
        <code>{path}</code>
      </figcaption>
    </figure>
  );
}
