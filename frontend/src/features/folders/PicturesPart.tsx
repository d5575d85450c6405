/** The files of a folder: loaded a thousand at a time as they come into view, selected, looked at, downloaded, thrown away. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { EmptyState, ErrorState, SkeletonRows } from '@/ui';
import { EntryList } from './EntryList';
import classes from './Folder.module.css';
import { ShowAll } from './FolderPage';
import { entriesQuery, useDeleteFiles } from './folderQueries';
import { Lightbox } from './Lightbox';
import { PictureGrid } from './PictureGrid';
import { SelectionBar } from './SelectionBar';
import { NOTHING, type Selection } from './selection';
import type { Entry, Folder } from './types';
import type { FolderView } from './useFolderView';

export interface EntriesProps {
  projectKey: string;
  folder: Folder;
  entries: readonly Entry[];
  total: number;
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onOpen: (path: string) => void;
  onDelete: () => void;
  onSelectAll: () => void;
  /** Ask for what comes after the loaded entries, as far as `index`. */
  onReach: (index: number) => void;
}

interface PicturesPartProps {
  projectKey: string;
  folder: Folder;
  view: FolderView;
}

export function PicturesPart({ projectKey, folder, view }: PicturesPartProps) {
  const query = useInfiniteQuery(entriesQuery(projectKey, folder.id, view.filter));
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const remove = useDeleteFiles(projectKey, folder.id);
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  const total = query.data?.pages[0]?.total ?? 0;
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;

  const reach = useCallback(
    (index: number) => {
      if (index >= entries.length && hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    [entries.length, fetchNextPage, hasNextPage, isFetchingNextPage],
  );
  const selectAll = async () => {
    let result = query as { data: typeof query.data; hasNextPage: boolean };
    while (result.hasNextPage) result = await fetchNextPage();
    const all = result.data?.pages.flatMap((page) => page.items.map((entry) => entry.path)) ?? [];
    setSelection({ paths: new Set(all), anchor: 0, active: selection.active });
  };
  const throwAway = (paths: readonly string[]) => {
    if (!folder.writable || paths.length === 0) return;
    remove.mutate({ paths: [...paths] });
    setSelection({ ...NOTHING, active: selection.active });
  };

  if (query.isPending) return <SkeletonRows rows={5} height={120} awaited="the pictures" />;
  if (query.error && !query.data) return <ErrorState error={query.error} what="the pictures" onRetry={() => void query.refetch()} />;
  if (total === 0) {
    return (
      <EmptyState title={view.filter.only === 'unreadable' ? 'Every picture can be read' : 'Nothing is named like that'} actions={<ShowAll onClick={view.clear} />}>
        {view.filter.only === 'unreadable' ? 'The ones that could not be read are gone.' : `None of the files of ${folder.name} matches what is asked for.`}
      </EmptyState>
    );
  }
  const shared: EntriesProps = {
    projectKey,
    folder,
    entries,
    total,
    selection,
    onSelect: setSelection,
    onOpen: view.open,
    onDelete: () => throwAway([...selection.paths]),
    onSelectAll: () => void selectAll(),
    onReach: reach,
  };
  return (
    <div className={classes.content} data-old={query.isPlaceholderData}>
      {view.layout === 'grid' ? <PictureGrid {...shared} size={view.tileSize} /> : <EntryList {...shared} />}
      <SelectionBar
        projectKey={projectKey}
        folder={folder}
        entries={entries}
        selection={selection}
        onLook={view.open}
        onDelete={shared.onDelete}
        onClear={() => setSelection({ ...NOTHING, active: selection.active })}
      />
      {view.picture !== undefined && (
        <Lightbox projectKey={projectKey} folder={folder} entries={entries} total={total} path={view.picture} onGo={view.open} onReach={reach} onDelete={(path) => throwAway([path])} />
      )}
    </div>
  );
}
