/** A thumbnail in a box of fixed size; a dashed box with the reason where there is no picture to show. */
import { IconAlertTriangle, IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import { bytes } from '@/lib/format';
import type { ThumbSize } from '@/lib/thumbs';
import { thumbAddress } from './addresses';
import { problemWords } from './entryWords';
import classes from './Grid.module.css';
import type { Entry } from './types';

interface TilePictureProps {
  projectKey: string;
  folderId: string;
  entry: Entry;
  size: ThumbSize;
}

export function TilePicture({ projectKey, folderId, entry, size }: TilePictureProps) {
  const [isBroken, setIsBroken] = useState(false);
  if (!entry.is_picture) {
    return (
      <span className={classes.file}>
        <IconFile size={20} stroke={1.5} />
        <strong>{(/\.([^.]+)$/.exec(entry.path)?.[1] ?? 'file').toLocaleLowerCase()}</strong>
        <span>{bytes(entry.size)}</span>
      </span>
    );
  }
  if (entry.problem !== null || isBroken) {
    return (
      <span className={classes.broken}>
        <IconAlertTriangle size={16} stroke={1.5} />
        <strong>cannot be read</strong>
        <span className={classes.reason}>{problemWords(entry)}</span>
      </span>
    );
  }
  return (
    <img
      className={classes.picture}
      src={thumbAddress(projectKey, folderId, entry.path, size, entry.content)}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setIsBroken(true)}
    />
  );
}
