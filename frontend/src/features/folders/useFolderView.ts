/** What of the folder is shown, as the address says it, and how to change that. */
import { useDebouncedCallback, useLocalStorage } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { FolderSearch } from '@/app/search';
import type { EntryFilter, Sort } from './folderQueries';
import type { TileSize } from './gridGeometry';

const GROUP_TAB = 'group:';
const SORTS: readonly Sort[] = ['name', 'size', 'time'];

export interface FolderView {
  filter: EntryFilter;
  isFiltered: boolean;
  layout: 'grid' | 'list';
  tileSize: TileSize;
  picture: string | undefined;
  set: (change: Partial<Pick<EntryFilter, 'prefix' | 'group' | 'only' | 'sort' | 'isDescending'>>) => void;
  find: (text: string) => void;
  setLayout: (layout: 'grid' | 'list') => void;
  setTileSize: (size: TileSize) => void;
  open: (path: string | undefined) => void;
  clear: () => void;
}

export function filterOf(search: FolderSearch): EntryFilter {
  const [name = '', order] = (search.sort ?? 'name').split('-');
  return {
    prefix: search.prefix ?? '',
    search: search.q ?? '',
    group: search.tab?.startsWith(GROUP_TAB) === true ? search.tab.slice(GROUP_TAB.length) : '',
    only: search.only ?? 'all',
    sort: SORTS.find((sort) => sort === name) ?? 'name',
    isDescending: order === 'down',
  };
}

export function searchOf(filter: EntryFilter): FolderSearch {
  const sort = `${filter.sort}${filter.isDescending ? '-down' : ''}`;
  return {
    prefix: filter.prefix === '' ? undefined : filter.prefix,
    q: filter.search === '' ? undefined : filter.search,
    tab: filter.group === '' ? undefined : GROUP_TAB + filter.group,
    only: filter.only === 'all' ? undefined : filter.only,
    sort: sort === 'name' ? undefined : sort,
  };
}

export function useFolderView(search: FolderSearch): FolderView {
  const navigate = useNavigate();
  const [tileSize, setTileSize] = useLocalStorage<TileSize>({ key: 'atelier.tile-size', defaultValue: 'M', getInitialValueInEffect: false });
  const filter = filterOf(search);
  const go = (change: FolderSearch) => void navigate({ to: '.', search: (old) => ({ ...old, ...change }), replace: true });
  const find = useDebouncedCallback((text: string) => go({ q: text === '' ? undefined : text }), 200);
  return {
    filter,
    isFiltered: filter.prefix !== '' || filter.search !== '' || filter.group !== '' || filter.only !== 'all',
    layout: search.view ?? 'grid',
    tileSize,
    picture: search.picture,
    set: (change) => go(searchOf({ ...filter, ...change })),
    find,
    setLayout: (layout) => go({ view: layout === 'grid' ? undefined : layout }),
    setTileSize,
    open: (path) => go({ picture: path }),
    clear: () => go({ prefix: undefined, q: undefined, tab: undefined, only: undefined }),
  };
}
