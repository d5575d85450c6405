/** Pictures by what stands in their names, with bars; a click shows only that group. */
import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { count } from '@/lib/format';
import { ClassMark, useClassLook } from '../classes';
import classes from './Folder.module.css';
import type { Folder } from './types';
import type { FolderView } from './useFolderView';

const SHOWN = 14;

export interface Group {
  name: string;
  count: number;
}

export function groupsOf(folder: Folder): Group[] {
  return folder.groups.flatMap((group) =>
    typeof group.name === 'string' && typeof group.count === 'number' ? [{ name: group.name, count: group.count }] : [],
  );
}

export function Groups({ projectKey, folder, view }: { projectKey: string; folder: Folder; view: FolderView }) {
  const [isWhole, setIsWhole] = useState(false);
  const groups = groupsOf(folder);
  const lookOf = useClassLook(
    projectKey,
    groups.map((group) => group.name),
  );
  const most = Math.max(1, ...groups.map((group) => group.count));
  const shown = isWhole ? groups : groups.slice(0, SHOWN);
  const isMarked = folder.thumbs.some((thumb) => thumb.name.includes('_pic_'));
  return (
    <section className={classes.block} aria-label="Groups by name">
      <h3>{isMarked ? 'By name before _pic_' : 'By name'}</h3>
      <ul className={classes.groups}>
        {shown.map((group) => {
          const isChosen = view.filter.group === group.name;
          return (
            <li key={group.name}>
              <UnstyledButton className={classes.group} aria-pressed={isChosen} onClick={() => view.set({ group: isChosen ? '' : group.name })}>
                <ClassMark look={lookOf(group.name)} />
                <span className={classes.groupName}>{group.name}</span>
                <span className={classes.track}>
                  <span style={{ width: `${(100 * group.count) / most}%` }} />
                </span>
                <span className={classes.groupCount}>{count(group.count)}</span>
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
      {groups.length > SHOWN && (
        <UnstyledButton className={classes.quietLink} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? 'Show fewer' : `Show all ${count(groups.length)}`}
        </UnstyledButton>
      )}
    </section>
  );
}
