/** The tree of sub-folders, read one level at a time as it is opened. */
import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconFolder } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { count } from '@/lib/format';
import { ErrorLine } from '@/ui';
import classes from './Folder.module.css';
import { subfoldersQuery } from './folderQueries';
import type { Folder } from './types';
import type { FolderView } from './useFolderView';

interface TreeProps {
  projectKey: string;
  folder: Folder;
  view: FolderView;
}

export function SubFolders({ projectKey, folder, view }: TreeProps) {
  const top = useQuery(subfoldersQuery(projectKey, folder.id, ''));
  if (top.data === undefined || (top.data.length === 0 && view.filter.prefix === '')) return null;
  return (
    <nav className={classes.block} aria-label="Sub-folders">
      <h3>Sub-folders</h3>
      <ul className={classes.tree}>
        <li>
          <UnstyledButton className={classes.treeRow} aria-current={view.filter.prefix === '' ? 'true' : undefined} onClick={() => view.set({ prefix: '' })}>
            <span className={classes.twist} />
            <IconFolder size={15} stroke={1.5} aria-hidden="true" />
            <span className={classes.groupName}>All of {folder.name}</span>
          </UnstyledButton>
        </li>
        <Level projectKey={projectKey} folder={folder} view={view} prefix="" depth={0} />
      </ul>
    </nav>
  );
}

function Level({ projectKey, folder, view, prefix, depth }: TreeProps & { prefix: string; depth: number }) {
  const level = useQuery(subfoldersQuery(projectKey, folder.id, prefix));
  if (level.error) return <ErrorLine error={level.error} />;
  return level.data?.map((sub) => (
    <Branch key={sub.path} projectKey={projectKey} folder={folder} view={view} depth={depth} sub={sub} />
  ));
}

interface BranchProps extends TreeProps {
  depth: number;
  sub: { path: string; name: string; files: number };
}

function Branch({ projectKey, folder, view, depth, sub }: BranchProps) {
  const [isOpen, setIsOpen] = useState(view.filter.prefix.startsWith(sub.path));
  return (
    <li>
      <div className={classes.treeRow} style={{ paddingLeft: depth * 14 }}>
        <ActionIcon size={20} aria-label={`${isOpen ? 'Close' : 'Open'} ${sub.name}`} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? <IconChevronDown size={13} stroke={1.5} /> : <IconChevronRight size={13} stroke={1.5} />}
        </ActionIcon>
        <UnstyledButton className={classes.treeName} aria-current={view.filter.prefix === sub.path ? 'true' : undefined} onClick={() => view.set({ prefix: sub.path })}>
          <IconFolder size={15} stroke={1.5} aria-hidden="true" />
          <span className={classes.groupName}>{sub.name}</span>
          <span className={classes.groupCount}>{count(sub.files)}</span>
        </UnstyledButton>
      </div>
      {isOpen && (
        <ul className={classes.tree}>
          <Level projectKey={projectKey} folder={folder} view={view} prefix={sub.path} depth={depth + 1} />
        </ul>
      )}
    </li>
  );
}
