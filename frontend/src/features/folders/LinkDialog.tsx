/** Let a folder read its pictures from a place below an allowed root of the server. */
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { say, ErrorLine } from '@/ui';
import { RootChooser, type RootPlace } from '../roots';
import classes from './Dialogs.module.css';
import { useLink } from './folderQueries';
import type { Folder } from './types';

export function LinkDialog({ projectKey, folder, onClose }: { projectKey: string; folder: Folder; onClose: () => void }) {
  const now = folder.link?.root === undefined ? undefined : { root: folder.link.root, path: folder.link.path ?? '' };
  const [place, setPlace] = useState<RootPlace | undefined>(now);
  const link = useLink(projectKey, folder.id);
  return (
    <Modal opened onClose={onClose} title="Read from Filesystem Root" size={640}>
      <div className={classes.form}>
        <p className={classes.intro}>
          {folder.name} then shows the files of that place as they are. Nothing is copied, and nothing there is ever changed.
          {folder.link === null && folder.files > 0 && ' The files that are in it now stay in its earlier versions.'}
        </p>
        <RootChooser value={place} onChange={setPlace} wants="folder" />
        <ErrorLine error={link.error} />
        <div className={classes.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="filled"
            disabled={place === undefined}
            loading={link.isPending}
            onClick={() => {
              if (!place) return;
              link.mutate(place, {
                onSuccess: () => {
                  say(`${folder.name} reads from ${place.root}`);
                  onClose();
                },
              });
            }}
          >
            Read from here
          </Button>
        </div>
      </div>
    </Modal>
  );
}
