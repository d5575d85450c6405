/** A managed folder: facts and groups at the left, its pictures as a grid or list, and everything that can be done to them. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { ApiError, projectQuery } from '@/api';
import { useObjectId, useProjectKey } from '@/lib/params';
import { ErrorState, Page, Sheet, SheetBar, SkeletonRows } from '@/ui';
import { DropZone } from '../uploads';
import { FolderBar } from './FolderBar';
import { FolderEmpty } from './FolderEmpty';
import classes from './Folder.module.css';
import { folderQuery } from './folderQueries';
import { FolderSide } from './FolderSide';
import { StatusTab } from '../metrics';
import { GoneItem } from './GoneItem';
import { LinkDialog } from './LinkDialog';
import { PicturesPart } from './PicturesPart';
import { useAddFiles } from './useAddFiles';
import { useFolderView } from './useFolderView';
import { VersionsDialog } from './VersionsDialog';

const route = getRouteApi('/shell/projects/$key/folders/$id');

export type FolderDialog = 'link' | 'versions' | undefined;

export default function FolderPage() {
  const key = useProjectKey();
  const id = useObjectId();
  const folder = useQuery(folderQuery(key, id));
  const project = useQuery(projectQuery(key));
  const search = route.useSearch();
  const view = useFolderView(search);
  const [dialog, setDialog] = useState<FolderDialog>();
  const add = useAddFiles(key, id, view.filter.prefix);

  if (folder.error && !folder.data) {
    const isGone = folder.error instanceof ApiError && folder.error.status === 404;
    return (
      <Page documentTitle="Folder">
        <Sheet>{isGone ? <GoneItem projectKey={key} id={id} error={folder.error} /> : <ErrorState error={folder.error} what="the folder" onRetry={() => void folder.refetch()} />}</Sheet>
      </Page>
    );
  }
  const data = folder.data;
  const isEmpty = data?.files === 0;
  const mayWrite = data?.writable === true;

  return (
    <Page documentTitle={`${data?.name ?? 'Folder'} - ${project.data?.name ?? key}`}>
      <div className={classes.page}>
        <Sheet className={classes.side} label="About this folder">
          {data ? <FolderSide projectKey={key} folder={data} view={view} onDialog={setDialog} /> : <SkeletonRows rows={8} awaited="the folder" />}
        </Sheet>
        <Sheet className={classes.main} label="Content">
          {data === undefined ? (
            <>
              <SheetBar title="Pictures" />
              <SkeletonRows rows={5} height={120} awaited="the pictures" />
            </>
          ) : search.tab === 'status' ? (
            <FolderStatus projectKey={key} folderId={id} />
          ) : (
            <DropZone invitation={`Drop to add to ${data.name}`} isDisabled={!mayWrite} onFiles={add}>
              <FolderBar projectKey={key} folder={data} view={view} onAdd={add} onDialog={setDialog} />
              {isEmpty ? (
                <FolderEmpty folder={data} onAdd={add} onLink={() => setDialog('link')} />
              ) : (
                <PicturesPart projectKey={key} folder={data} view={view} />
              )}
            </DropZone>
          )}
        </Sheet>
      </div>
      {data && dialog === 'link' && <LinkDialog projectKey={key} folder={data} onClose={() => setDialog(undefined)} />}
      {data && dialog === 'versions' && <VersionsDialog projectKey={key} folder={data} onClose={() => setDialog(undefined)} />}
    </Page>
  );
}

function FolderStatus({ projectKey, folderId }: { projectKey: string; folderId: string }) {
  return (
    <>
      <SheetBar
        title="Status"
        end={
          <Button renderRoot={(root) => <Link {...root} to="/projects/$key/folders/$id" params={{ key: projectKey, id: folderId }} />} leftSection={<IconPhoto size={15} stroke={1.5} />}>
            Pictures
          </Button>
        }
      />
      <StatusTab projectKey={projectKey} itemId={folderId} />
    </>
  );
}

/** A button that leads back to the whole content when a filter hides everything. */
export function ShowAll({ onClick }: { onClick: () => void }) {
  return <Button onClick={onClick}>Show everything</Button>;
}
