/** Walk the folders below an allowed root, with a live listing and the number of pictures in each. */
import { Select, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronRight, IconFile, IconFolder } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useEffect, useState } from 'react';
import { bytes, count, counted } from '@/lib/format';
import { ErrorLine, SkeletonRows } from '@/ui';
import { crumbsOf, join, tidy } from './rootPath';
import { rootListingQuery, rootsQuery } from './rootQueries';
import classes from './RootChooser.module.css';

export interface RootPlace {
  root: string;
  path: string;
}

interface RootChooserProps {
  value: RootPlace | undefined;
  onChange: (place: RootPlace) => void;
  /** Choose a folder (its pictures are read) or one file (a table). */
  wants: 'folder' | 'file';
}

export function RootChooser({ value, onChange, wants }: RootChooserProps) {
  const roots = useQuery(rootsQuery());
  const first = roots.data?.find((root) => root.exists)?.name;
  const root = value?.root ?? first;

  useEffect(() => {
    if (value === undefined && first !== undefined) onChange({ root: first, path: '' });
  }, [first, onChange, value]);

  if (roots.isPending) return <SkeletonRows rows={4} awaited="the allowed folders" />;
  if (roots.error) return <ErrorLine error={roots.error} />;
  if (root === undefined) {
    return (
      <p className={classes.none}>
        No folder of the server may be read yet. An administrator names them in <code>ATELIER_ALLOWED_ROOTS</code> and starts Atelier again.
      </p>
    );
  }
  return (
    <div className={classes.chooser}>
      <div className={classes.where}>
        <Select
          label="Read from"
          data={roots.data.map((one) => ({ value: one.name, label: one.exists ? one.name : `${one.name} (not there)`, disabled: !one.exists }))}
          value={root}
          allowDeselect={false}
          onChange={(next) => next !== null && onChange({ root: next, path: '' })}
        />
        <PathField key={`${root}/${value?.path ?? ''}`} path={value?.path ?? ''} onChange={(path) => onChange({ root, path })} />
      </div>
      <Listing root={root} path={value?.path ?? ''} wants={wants} onChange={(path) => onChange({ root, path })} />
    </div>
  );
}

function PathField({ path, onChange }: { path: string; onChange: (path: string) => void }) {
  const [typed, setTyped] = useState(path);
  const [settled] = useDebouncedValue(typed, 400);
  useEffect(() => {
    if (tidy(settled) !== path) onChange(tidy(settled));
    // Only what was typed counts here; a new path arrives with a new key.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  return (
    <TextInput
      label="Path"
      className={classes.path}
      value={typed}
      placeholder="the folder itself"
      onChange={(event) => setTyped(event.currentTarget.value)}
      spellCheck={false}
    />
  );
}

interface ListingProps extends RootPlace {
  wants: 'folder' | 'file';
  onChange: (path: string) => void;
}

function Listing({ root, path, wants, onChange }: ListingProps) {
  const [folder, setFolder] = useState(path);
  const listing = useQuery(rootListingQuery(root, wants === 'folder' ? path : folder));
  const shown = wants === 'folder' ? path : folder;
  const enter = (next: string) => {
    setFolder(next);
    if (wants === 'folder') onChange(next);
  };
  return (
    <div className={classes.listing} aria-busy={listing.isFetching}>
      <nav className={classes.crumbs} aria-label="Folders above">
        {crumbsOf(root, shown).map((crumb, index) => (
          <Fragment key={crumb.path}>
            {index > 0 && <IconChevronRight size={12} stroke={1.5} aria-hidden="true" />}
            <UnstyledButton className={classes.crumb} onClick={() => enter(crumb.path)}>
              {crumb.name}
            </UnstyledButton>
          </Fragment>
        ))}
        {listing.data && (
          <span className={classes.figures}>
            <strong>{counted(listing.data.picture_count, 'picture')}</strong> in {counted(listing.data.file_count, 'file')}
          </span>
        )}
      </nav>
      {listing.error ? (
        <div className={classes.failed}>
          <ErrorLine error={listing.error} />
        </div>
      ) : (
        <ul className={classes.rows} data-old={listing.isPlaceholderData}>
          {listing.data?.folders.map((name) => (
            <li key={`d${name}`}>
              <UnstyledButton className={classes.row} onClick={() => enter(join(shown, name))}>
                <IconFolder size={16} stroke={1.5} aria-hidden="true" />
                <span className={classes.name}>{name}</span>
                <IconChevronRight size={14} stroke={1.5} aria-hidden="true" />
              </UnstyledButton>
            </li>
          ))}
          {listing.data?.files.map((file) => {
            const name = String(file.name);
            const size = typeof file.size === 'number' ? bytes(file.size) : '';
            const isChosen = wants === 'file' && path === join(shown, name);
            return (
              <li key={`f${name}`}>
                {wants === 'file' ? (
                  <UnstyledButton className={classes.row} data-chosen={isChosen} aria-pressed={isChosen} onClick={() => onChange(join(shown, name))}>
                    <FileParts name={name} size={size} />
                  </UnstyledButton>
                ) : (
                  <span className={classes.row} data-quiet="true">
                    <FileParts name={name} size={size} />
                  </span>
                )}
              </li>
            );
          })}
          {listing.data?.truncated === true && <li className={classes.more}>The first {count(listing.data.files.length)} files are shown.</li>}
          {listing.data?.folders.length === 0 && listing.data.files.length === 0 && <li className={classes.more}>This folder is empty.</li>}
        </ul>
      )}
    </div>
  );
}

function FileParts({ name, size }: { name: string; size: string }) {
  return (
    <>
      <IconFile size={16} stroke={1.5} aria-hidden="true" />
      <span className={classes.name}>{name}</span>
      <span className={classes.size}>{size}</span>
    </>
  );
}
