import { useCallback } from 'react';
import { sayError, sayWithUndo } from '@/ui';
import { startUpload, type PickedFile } from '../uploads';
import { useRefreshFolder, useUndo } from './folderQueries';

/** Upload files into a folder; once they are in, the folder is read again and the addition can be undone. */
export function useAddFiles(key: string, id: string, prefix: string) {
  const refresh = useRefreshFolder(key, id);
  const { mutateAsync: undo } = useUndo(key, id);
  return useCallback(
    (files: PickedFile[]) => {
      const work = async () => {
        const queue = await startUpload({ projectKey: key, folderId: id, prefix, files });
        const stop = queue.subscribe(() => {
          if (queue.snapshot().phase !== 'done') return;
          stop();
          const changed = queue.result;
          if (changed) sayWithUndo(changed.message, () => undo(changed.undo_version));
          void refresh();
        });
        await queue.run();
      };
      work().catch(sayError);
    },
    [id, key, prefix, refresh, undo],
  );
}
