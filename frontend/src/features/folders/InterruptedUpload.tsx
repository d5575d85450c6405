/** An upload that a closed or reloaded page left behind: go on with the same files, put in what arrived, or throw it away. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { counted } from '@/lib/format';
import { sayError } from '@/ui';
import { discardUpload, finishUpload, forgetUpload, interruptedUpload, uploadedFiles } from '../uploads';
import classes from './Folder.module.css';
import { useRefreshFolder } from './folderQueries';
import type { Folder } from './types';

export function InterruptedUpload({ projectKey, folder }: { projectKey: string; folder: Folder }) {
  const [id, setId] = useState(() => interruptedUpload(folder.id));
  const refresh = useRefreshFolder(projectKey, folder.id);
  const files = useQuery({
    queryKey: ['interrupted-upload', projectKey, id],
    queryFn: () => uploadedFiles(projectKey, id ?? ''),
    enabled: id !== undefined,
    retry: false,
  });
  if (id === undefined || files.data === undefined || files.data.length === 0) return null;
  const forget = () => {
    forgetUpload(folder.id);
    setId(undefined);
  };
  return (
    <div className={classes.interrupted}>
      <strong>An upload was interrupted</strong>
      <p>{counted(files.data.length, 'file')} had arrived. Drop the same files again to go on: what is here is not sent twice.</p>
      <div className={classes.deedsRow}>
        <Button size="xs" onClick={() => void finishUpload(projectKey, folder.id, id, '').then(forget).then(refresh).catch(sayError)}>
          Put in what arrived
        </Button>
        <Button size="xs" variant="subtle" onClick={() => void discardUpload(projectKey, id).then(forget).catch(sayError)}>
          Throw away
        </Button>
      </div>
    </div>
  );
}
