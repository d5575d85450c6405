/** The floating bar over selected pictures: how many, how large, look, download, move to the trash. */
import { ActionIcon, Button } from '@mantine/core';
import { IconDownload, IconEye, IconTrash, IconX } from '@tabler/icons-react';
import { bytes, counted } from '@/lib/format';
import { fileAddress, zipAddress } from './addresses';
import classes from './Grid.module.css';
import type { Selection } from './selection';
import type { Entry, Folder } from './types';

/** More names than this make an address that servers on the way may refuse. */
const MOST_IN_ZIP = 400;

interface SelectionBarProps {
  projectKey: string;
  folder: Folder;
  entries: readonly Entry[];
  selection: Selection;
  onLook: (path: string) => void;
  onDelete: () => void;
  onClear: () => void;
}

export function SelectionBar({ projectKey, folder, entries, selection, onLook, onDelete, onClear }: SelectionBarProps) {
  if (selection.paths.size === 0) return null;
  const chosen = entries.filter((entry) => selection.paths.has(entry.path));
  const first = chosen[0];
  const areAllPictures = chosen.every((entry) => entry.is_picture);
  const isAll = chosen.length === folder.files;
  const tooMany = chosen.length > MOST_IN_ZIP && !isAll;
  const address =
    chosen.length === 1 && first !== undefined
      ? fileAddress(projectKey, folder.id, first.path)
      : zipAddress(projectKey, folder.id, isAll ? {} : { paths: chosen.map((entry) => entry.path) });
  return (
    <div className={classes.bar} role="toolbar" aria-label="Selected pictures">
      <span className={classes.barText} role="status">
        <strong>{counted(chosen.length, areAllPictures ? 'picture' : 'file')}</strong> {bytes(chosen.reduce((sum, entry) => sum + entry.size, 0))}
      </span>
      <Button className={classes.barButton} leftSection={<IconEye size={15} stroke={1.5} />} onClick={() => first && onLook(first.path)}>
        Look
      </Button>
      {tooMany ? (
        <Button className={classes.barButton} disabled leftSection={<IconDownload size={15} stroke={1.5} />}>
          Download at most {MOST_IN_ZIP}, or all
        </Button>
      ) : (
        <Button className={classes.barButton} component="a" href={address} download leftSection={<IconDownload size={15} stroke={1.5} />}>
          Download
        </Button>
      )}
      <Button className={classes.barButton} disabled={!folder.writable} leftSection={<IconTrash size={15} stroke={1.5} />} onClick={onDelete}>
        {folder.writable ? 'Move to trash' : folder.link === null ? 'Written by a recipe: read only' : 'Shared root: read only'}
      </Button>
      <ActionIcon className={classes.barButton} aria-label="Select nothing" onClick={onClear}>
        <IconX size={16} stroke={1.5} />
      </ActionIcon>
    </div>
  );
}
