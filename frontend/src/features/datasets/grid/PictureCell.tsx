import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { thumbAddress } from '../../folders';
import classes from './Grid.module.css';

interface PictureCellProps {
  projectKey: string;
  folderId: string;
  path: unknown;
}

/** The picture a row speaks of; a dashed box where it cannot be read or is not there. */
export function PictureCell({ projectKey, folderId, path }: PictureCellProps) {
  const [lost, setLost] = useState<unknown>();
  if (typeof path !== 'string') return <span className={classes.thumbWaiting} />;
  if (lost === path) {
    return (
      <span className={classes.thumbLost} title={`${path} cannot be shown`}>
        <IconAlertTriangle size={15} stroke={1.5} aria-label="cannot be shown" />
      </span>
    );
  }
  return <img className={classes.thumb} src={thumbAddress(projectKey, folderId, path, 96)} alt="" loading="lazy" decoding="async" onError={() => setLost(path)} />;
}
