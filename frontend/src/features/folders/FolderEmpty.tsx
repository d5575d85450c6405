/** An empty folder: a place to drop pictures, and the two other ways to fill it. */
import { Button } from '@mantine/core';
import { EmptyState, ItemShape } from '@/ui';
import { FilePicker, type PickedFile } from '../uploads';
import type { Folder } from './types';

interface FolderEmptyProps {
  folder: Folder;
  onAdd: (files: PickedFile[]) => void;
  onLink: () => void;
}

export function FolderEmpty({ folder, onAdd, onLink }: FolderEmptyProps) {
  const drawing = <ItemShape kind="folder" glyph={folder.holds === 'model' ? 'network' : 'pictures'} state="not_built" size={96} />;
  if (folder.written_by !== null) {
    return (
      <EmptyState drawing={drawing} title="Not built yet">
        The recipe {folder.written_by} fills this folder. Run it on the flow and its files appear here.
      </EmptyState>
    );
  }
  if (!folder.writable) {
    return (
      <EmptyState drawing={drawing} title="Nothing lies there" actions={folder.link === null ? undefined : <Button onClick={onLink}>Choose another place</Button>}>
        {folder.link === null ? 'You may look at this folder, not fill it.' : `${folder.link.root ?? ''}/${folder.link.path ?? ''} holds no files.`}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      drawing={drawing}
      title="Drop pictures here"
      actions={
        <FilePicker onFiles={onAdd} label="Choose files" accept="image/*,.zip">
          {(openFiles) => (
            <FilePicker onFiles={onAdd} label="Choose a folder" isFolder>
              {(openFolder) => (
                <>
                  <Button variant="filled" onClick={openFiles}>
                    Choose files
                  </Button>
                  <Button onClick={openFolder}>Choose a folder</Button>
                  <Button onClick={onLink}>Read from Filesystem Root</Button>
                </>
              )}
            </FilePicker>
          )}
        </FilePicker>
      }
    >
      Single pictures, whole folders with their sub-folders, or a ZIP, which is unpacked. Pictures of one class best share the start of their name.
    </EmptyState>
  );
}
