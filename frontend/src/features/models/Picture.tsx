/** One picture of a folder, small; a dashed box where it can no longer be had. */
import { useState } from 'react';
import type { ThumbSize } from '@/lib/thumbs';
import classes from './Confusion.module.css';
import { pictureThumb } from './pictures';

interface PictureProps {
  projectKey: string;
  folderId: string;
  path: string;
  size: ThumbSize;
}

export function Picture({ projectKey, folderId, path, size }: PictureProps) {
  const [isLost, setIsLost] = useState(false);
  if (isLost) return <span className={classes.lost}>not there any more</span>;
  return (
    <img
      className={classes.picture}
      src={pictureThumb(projectKey, folderId, path, size)}
      alt=""
      loading="lazy"
      onError={() => setIsLost(true)}
    />
  );
}
