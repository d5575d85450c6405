/** One picture as large as the window, with its facts; arrows go on to the neighbours. */
import { ActionIcon, Button, Modal } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight, IconDownload, IconTrash, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { bytes, count, dateTime } from '@/lib/format';
import { ClassLabel, useClassLook } from '../classes';
import { fileAddress } from './addresses';
import { groupName } from './entryWords';
import { groupsOf } from './Groups';
import classes from './Lightbox.module.css';
import { TilePicture } from './TilePicture';
import type { Entry, Folder } from './types';

interface LightboxProps {
  projectKey: string;
  folder: Folder;
  entries: readonly Entry[];
  total: number;
  path: string;
  onGo: (path: string | undefined) => void;
  onReach: (index: number) => void;
  onDelete: (path: string) => void;
}

/** What is known of a picture that is not among the loaded ones: its address came from somebody else. */
function unknownEntry(path: string): Entry {
  return { path, size: 0, mtime: new Date(0).toISOString(), content: '', is_picture: true, width: null, height: null, problem: null };
}

export function Lightbox({ projectKey, folder, entries, total, path, onGo, onReach, onDelete }: LightboxProps) {
  const index = entries.findIndex((entry) => entry.path === path);
  const entry = entries[index];
  const groupNames = groupsOf(folder).map((one) => one.name);
  const lookOf = useClassLook(projectKey, groupNames);
  const group = groupName(path, new Set(groupNames));
  const before = entries[index - 1];
  const after = index < 0 ? undefined : entries[index + 1];
  useEffect(() => onReach(index + 2), [index, onReach]);
  const throwAway = () => {
    onGo((after ?? before)?.path);
    onDelete(path);
  };
  useHotkeys([
    ['ArrowLeft', () => before && onGo(before.path)],
    ['ArrowRight', () => after && onGo(after.path)],
    ['Home', () => onGo(entries[0]?.path)],
    ['Space', () => onGo(undefined)],
    ['Delete', () => folder.writable && throwAway()],
  ]);
  return (
    <Modal.Root opened onClose={() => onGo(undefined)} fullScreen transitionProps={{ transition: 'fade', duration: 120 }}>
      <Modal.Content className={classes.content} aria-label={path}>
        <Modal.Body className={classes.body}>
          <div className={classes.stage}>
            <TilePicture key={path} projectKey={projectKey} folderId={folder.id} entry={entry ?? unknownEntry(path)} size={1600} />
          </div>
          <ActionIcon className={classes.before} size={44} disabled={!before} aria-label="Picture before" onClick={() => before && onGo(before.path)}>
            <IconChevronLeft size={24} stroke={1.5} />
          </ActionIcon>
          <ActionIcon className={classes.after} size={44} disabled={!after} aria-label="Next picture" onClick={() => after && onGo(after.path)}>
            <IconChevronRight size={24} stroke={1.5} />
          </ActionIcon>
          <footer className={classes.facts}>
            <code className={classes.path}>{path}</code>
            {group !== undefined && <ClassLabel name={group} look={lookOf(group)} />}
            {entry && (
              <>
                {entry.width !== null && entry.height !== null && (
                  <span>
                    {entry.width} × {entry.height} px
                  </span>
                )}
                <span>{bytes(entry.size)}</span>
                <span>{dateTime(entry.mtime)}</span>
                {entry.problem !== null && <span className={classes.problem}>{entry.problem}</span>}
                <span>
                  {count(index + 1)} of {count(total)}
                </span>
              </>
            )}
            <span className={classes.space} />
            <Button size="xs" component="a" href={fileAddress(projectKey, folder.id, path)} download leftSection={<IconDownload size={14} stroke={1.5} />}>
              Download
            </Button>
            {folder.writable && (
              <Button size="xs" leftSection={<IconTrash size={14} stroke={1.5} />} onClick={throwAway}>
                Move to trash
              </Button>
            )}
            <ActionIcon size={28} aria-label="Close" onClick={() => onGo(undefined)}>
              <IconX size={16} stroke={1.5} />
            </ActionIcon>
          </footer>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
