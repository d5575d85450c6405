import { useInfiniteQuery } from '@tanstack/react-query';
import { count } from '@/lib/format';
import { FilterChip } from './FolderBar';
import classes from './Folder.module.css';
import { entriesQuery } from './folderQueries';
import type { Folder } from './types';
import type { FolderView } from './useFolderView';

/** How many of all files are shown, and by which filters. */
export function ShownCount({ projectKey, folder, view }: { projectKey: string; folder: Folder; view: FolderView }) {
  const { data } = useInfiniteQuery(entriesQuery(projectKey, folder.id, view.filter));
  const total = data?.pages[0]?.total;
  return (
    <>
      {total !== undefined && (
        <span className={classes.count} role="status">
          {count(total)} of {count(folder.files)}
        </span>
      )}
      {view.filter.group !== '' && <FilterChip text={view.filter.group} onClear={() => view.set({ group: '' })} />}
      {view.filter.only === 'unreadable' && <FilterChip text={`Cannot be read ${count(folder.unreadable)}`} onClear={() => view.set({ only: 'all' })} />}
    </>
  );
}
