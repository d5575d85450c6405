/** The left side: what the folder is, what it holds by the numbers, its groups and sub-folders, and an upload under way. */
import { Button, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { IconActivity, IconArrowBackUp, IconRefresh } from '@tabler/icons-react';
import { bytes, count } from '@/lib/format';
import { itemPath, recipePath } from '@/lib/paths';
import { ItemIcon } from '../items';
import { UploadCard, useUploads } from '../uploads';
import classes from './Folder.module.css';
import type { FolderDialog } from './FolderPage';
import { useScan, useUndo } from './folderQueries';
import { Groups } from './Groups';
import { InterruptedUpload } from './InterruptedUpload';
import { SubFolders } from './SubFolders';
import type { Folder } from './types';
import type { FolderView } from './useFolderView';

interface FolderSideProps {
  projectKey: string;
  folder: Folder;
  view: FolderView;
  onDialog: (dialog: FolderDialog) => void;
}

export function FolderSide({ projectKey, folder, view, onDialog }: FolderSideProps) {
  const queue = useUploads((state) => state.queues[folder.id]);
  const undo = useUndo(projectKey, folder.id);
  const scan = useScan(projectKey, folder.id);
  const writer = folder.usages.find((usage) => usage.direction === 'output');
  const others = folder.files - folder.pictures;

  return (
    <>
      <div className={classes.who}>
        <ItemIcon item={folder} size={36} />
        <div className={classes.whoText}>
          <div className={classes.name} title={folder.name}>
            {folder.name}
          </div>
          <div className={classes.origin}>
            {folder.link !== null ? (
              <span title={`${folder.link.root ?? ''}/${folder.link.path ?? ''}`}>read from a shared root</span>
            ) : writer ? (
              <>
                written by <Link {...recipePath(projectKey, writer.recipe_id)}>{writer.recipe_name}</Link>
              </>
            ) : (
              'managed folder'
            )}
          </div>
        </div>
      </div>
      <dl className={classes.facts}>
        <dt>{folder.pictures > 0 || folder.files === 0 ? 'Pictures' : 'Files'}</dt>
        <dd>{count(folder.pictures > 0 || folder.files === 0 ? folder.pictures : folder.files)}</dd>
        {folder.pictures > 0 && others > 0 && (
          <>
            <dt>Other files</dt>
            <dd>{count(others)}</dd>
          </>
        )}
        <dt>Size</dt>
        <dd>{bytes(folder.bytes)}</dd>
        {folder.unreadable > 0 && (
          <>
            <dt>
              <UnstyledButton
                className={classes.unreadable}
                aria-pressed={view.filter.only === 'unreadable'}
                onClick={() => view.set({ only: view.filter.only === 'unreadable' ? 'all' : 'unreadable' })}
              >
                Cannot be read
              </UnstyledButton>
            </dt>
            <dd className={classes.bad}>{count(folder.unreadable)}</dd>
          </>
        )}
        <dt>
          <UnstyledButton className={classes.quietLink} onClick={() => onDialog('versions')}>
            Version
          </UnstyledButton>
        </dt>
        <dd>{count(folder.version)}</dd>
      </dl>
      {queue && <UploadCard queue={queue} />}
      {!queue && folder.writable && <InterruptedUpload projectKey={projectKey} folder={folder} />}
      <SubFolders projectKey={projectKey} folder={folder} view={view} />
      {folder.groups.length > 1 && <Groups projectKey={projectKey} folder={folder} view={view} />}
      <div className={classes.deeds}>
        <Button
          size="xs"
          leftSection={<IconActivity size={14} stroke={1.5} />}
          renderRoot={(root) => <Link {...root} to="/projects/$key/folders/$id" params={{ key: projectKey, id: folder.id }} search={{ tab: 'status' }} />}
        >
          Status and checks
        </Button>
        {folder.holds === 'model' && (
          <Button size="xs" renderRoot={(root) => <Link {...root} {...itemPath(projectKey, folder)} />}>
            Open as network
          </Button>
        )}
        {folder.can_undo && (
          <Button
            size="xs"
            title={folder.undo_text}
            leftSection={<IconArrowBackUp size={14} stroke={1.5} />}
            loading={undo.isPending}
            onClick={() => undo.mutate(folder.version - 1)}
          >
            Undo: {folder.undo_text === '' ? 'last change' : folder.undo_text}
          </Button>
        )}
        {folder.link !== null && (
          <Button size="xs" leftSection={<IconRefresh size={14} stroke={1.5} />} loading={scan.isPending} onClick={() => scan.mutate()}>
            Read the root again
          </Button>
        )}
      </div>
    </>
  );
}
