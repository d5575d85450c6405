/** Where the rows of a dataset were read from, whether that changed since, and the way to read it again. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconRefresh } from '@tabler/icons-react';
import { flowQuery } from '@/api';
import { counted } from '@/lib/format';
import { ErrorLine, say } from '@/ui';
import classes from './Dataset.module.css';
import { sourceQuery, useReread } from './datasetQueries';
import { sourceOf } from './datasetSource';
import type { Dataset } from './types';

export function FilesPart({ projectKey, dataset }: { projectKey: string; dataset: Dataset }) {
  const source = sourceOf(dataset);
  const isOutside = source !== undefined && source.kind !== 'upload';
  const standing = useQuery({ ...sourceQuery(projectKey, dataset.id, dataset.version), enabled: isOutside });
  const reread = useReread(projectKey, dataset.id);
  if (source === undefined) return null;
  return (
    <section className={classes.part}>
      <h2>Files</h2>
      <p className={classes.source}>
        <SourceWords projectKey={projectKey} source={source} />
      </p>
      {isOutside && (
        <>
          <Standing isChanged={standing.data?.is_changed} said={standing.data?.said ?? []} />
          <div className={classes.checkBar}>
            <Button size="xs" leftSection={<IconRefresh size={15} stroke={1.5} />} loading={reread.isPending} onClick={() => reread.mutate(undefined, { onSuccess: ({ said }) => say(rereadWords(said)) })}>
              Read again
            </Button>
            <ErrorLine error={reread.error ?? standing.error} />
            {reread.data && (
              <p className={classes.quiet} role="status">
                {rereadWords(reread.data.said)}
              </p>
            )}
          </div>
        </>
      )}
    </section>
  );
}

/** What a new reading changed, as one line. */
export function rereadWords(said: readonly string[]): string {
  return said.length === 0 ? 'Read again: nothing changed.' : `Read again. ${said.join(' ')}`;
}

function Standing({ isChanged, said }: { isChanged: boolean | null | undefined; said: readonly string[] }) {
  if (isChanged === undefined) return null;
  const words = isChanged === null ? 'Whether the files changed since they were read is not known.' : isChanged ? `Changed since they were read. ${said.join(' ')}` : 'As they were when they were read.';
  return (
    <p className={classes.standing} data-stale={isChanged === true || undefined}>
      {words}
    </p>
  );
}

function SourceWords({ projectKey, source }: { projectKey: string; source: NonNullable<ReturnType<typeof sourceOf>> }) {
  const flow = useQuery({ ...flowQuery(projectKey), enabled: source.kind === 'folder' });
  switch (source.kind) {
    case 'root':
      return (
        <>
          Read from <code>{source.path}</code> below the root {source.root}, where it lies.
        </>
      );
    case 'folder': {
      const folder = flow.data?.items.find((item) => item.id === source.folderId);
      return (
        <>
          Read from {source.pattern === '' ? 'every table' : <code>{source.pattern}</code>} in the folder{' '}
          <Link to="/projects/$key/folders/$id" params={{ key: projectKey, id: source.folderId }}>
            {folder?.name ?? 'it was made from'}
          </Link>
          .
        </>
      );
    }
    case 'upload':
      return (
        <>
          Uploaded as <code>{source.name}</code>
          {source.more > 0 && `, with ${counted(source.more, 'further file')} behind it`}. The file is kept, and does not change.
        </>
      );
  }
}
