/** The bar over the pictures: find, how many are shown, size, grid or list, order, and adding more. */
import { Button, Menu, TextInput } from '@mantine/core';
import { IconArrowsSort, IconDownload, IconFolderSymlink, IconFolderPlus, IconHistory, IconLayoutGrid, IconList, IconPhotoPlus, IconSearch, IconUpload, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Segmented, SheetBar } from '@/ui';
import { FilePicker, type PickedFile } from '../uploads';
import { zipAddress } from './addresses';
import classes from './Folder.module.css';
import type { FolderDialog } from './FolderPage';
import type { Sort } from './folderQueries';
import { ShownCount } from './ShownCount';
import type { Folder } from './types';
import type { FolderView } from './useFolderView';

const SORT_WORDS: Record<Sort, string> = { name: 'Name', size: 'Size', time: 'Time' };

interface FolderBarProps {
  projectKey: string;
  folder: Folder;
  view: FolderView;
  onAdd: (files: PickedFile[]) => void;
  onDialog: (dialog: FolderDialog) => void;
}

export function FolderBar({ projectKey, folder, view, onAdd, onDialog }: FolderBarProps) {
  const isEmpty = folder.files === 0;
  return (
    <SheetBar
      title={folder.pictures > 0 || isEmpty ? 'Pictures' : 'Files'}
      end={
        <>
          {!isEmpty && (
            <>
              {view.layout === 'grid' && (
                <span className={classes.wideOnly}>
                  <Segmented
                    label="Size of the pictures"
                    value={view.tileSize}
                    options={[
                      { value: 'S', label: 'S' },
                      { value: 'M', label: 'M' },
                      { value: 'L', label: 'L' },
                    ]}
                    onChange={view.setTileSize}
                  />
                </span>
              )}
              <Segmented
                label="Layout"
                value={view.layout}
                options={[
                  { value: 'grid', label: <IconLayoutGrid size={16} stroke={1.5} aria-label="Grid" /> },
                  { value: 'list', label: <IconList size={16} stroke={1.5} aria-label="List" /> },
                ]}
                onChange={view.setLayout}
              />
              <SortMenu view={view} />
            </>
          )}
          <AddMenu projectKey={projectKey} folder={folder} onAdd={onAdd} onDialog={onDialog} />
        </>
      }
    >
      {!isEmpty && (
        <>
          <FindField view={view} />
          <ShownCount projectKey={projectKey} folder={folder} view={view} />
        </>
      )}
    </SheetBar>
  );
}

function FindField({ view }: { view: FolderView }) {
  const [text, setText] = useState(view.filter.search);
  const [asked, setAsked] = useState(view.filter.search);
  // "Show everything" empties the filter from outside: the field follows, but never while somebody types ahead of it.
  if (asked !== view.filter.search) {
    setAsked(view.filter.search);
    if (view.filter.search === '') setText('');
  }
  return (
    <TextInput
      className={classes.find}
      type="search"
      aria-label="Find by name"
      placeholder="Find by name"
      leftSection={<IconSearch size={15} stroke={1.5} />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        view.find(event.currentTarget.value.trim());
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        setText('');
        view.find('');
      }}
    />
  );
}

function SortMenu({ view }: { view: FolderView }) {
  const { sort, isDescending } = view.filter;
  return (
    <Menu>
      <Menu.Target>
        <Button variant="subtle" leftSection={<IconArrowsSort size={15} stroke={1.5} />} aria-label={`Sorted by ${SORT_WORDS[sort]}${isDescending ? ', falling' : ''}`}>
          {SORT_WORDS[sort]}
          {isDescending ? ' ↓' : ''}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['name', 'size', 'time'] as const).flatMap((name) =>
          [false, true].map((down) => (
            <Menu.Item
              key={`${name}${down ? '-down' : ''}`}
              aria-current={sort === name && isDescending === down ? 'true' : undefined}
              onClick={() => view.set({ sort: name, isDescending: down })}
            >
              {SORT_WORDS[name]}, {down ? 'falling' : 'rising'}
            </Menu.Item>
          )),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function AddMenu({ projectKey, folder, onAdd, onDialog }: Omit<FolderBarProps, 'view'>) {
  return (
    <FilePicker onFiles={onAdd} label="Choose files" accept="image/*,.zip,.keras,.h5,.json,.csv,.txt">
      {(openFiles) => (
        <FilePicker onFiles={onAdd} label="Choose a folder" isFolder>
          {(openFolder) => (
            <Menu>
              <Menu.Target>
                <Button variant={folder.writable && folder.files > 0 ? 'filled' : 'default'} leftSection={<IconUpload size={15} stroke={1.5} />}>
                  {folder.writable ? 'Add pictures' : 'Folder'}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {folder.writable && (
                  <>
                    <Menu.Item leftSection={<IconPhotoPlus size={16} stroke={1.5} />} onClick={openFiles}>
                      Files or a ZIP from this computer
                    </Menu.Item>
                    <Menu.Item leftSection={<IconFolderPlus size={16} stroke={1.5} />} onClick={openFolder}>
                      A whole folder from this computer
                    </Menu.Item>
                  </>
                )}
                {folder.written_by === null && (
                  <Menu.Item leftSection={<IconFolderSymlink size={16} stroke={1.5} />} onClick={() => onDialog('link')}>
                    Read from Filesystem Root
                  </Menu.Item>
                )}
                <Menu.Divider />
                <Menu.Item leftSection={<IconDownload size={16} stroke={1.5} />} component="a" href={zipAddress(projectKey, folder.id)} download disabled={folder.files === 0}>
                  Download all as ZIP
                </Menu.Item>
                <Menu.Item leftSection={<IconHistory size={16} stroke={1.5} />} onClick={() => onDialog('versions')}>
                  Versions
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </FilePicker>
      )}
    </FilePicker>
  );
}

/** The chip that names what is filtered, and takes the filter away. */
export function FilterChip({ text, onClear }: { text: string; onClear: () => void }) {
  return (
    <Button size="xs" variant="light" rightSection={<IconX size={12} stroke={1.5} />} onClick={onClear} aria-label={`Remove the filter ${text}`}>
      {text}
    </Button>
  );
}
