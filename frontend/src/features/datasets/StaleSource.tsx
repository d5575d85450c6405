/** Over the rows: the files they were read from are others by now, and the way to read them. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { say, sayError } from '@/ui';
import classes from './Dataset.module.css';
import { sourceQuery, useReread } from './datasetQueries';
import { sourceOf } from './datasetSource';
import { rereadWords } from './FilesPart';
import type { Dataset } from './types';

export function StaleSource({ projectKey, dataset }: { projectKey: string; dataset: Dataset }) {
  const kind = sourceOf(dataset)?.kind;
  const standing = useQuery({ ...sourceQuery(projectKey, dataset.id, dataset.version), enabled: kind === 'root' || kind === 'folder' });
  const reread = useReread(projectKey, dataset.id);
  if (standing.data?.is_changed !== true) return null;
  return (
    <div className={classes.staleSource} role="status">
      <IconAlertTriangle size={16} stroke={1.5} aria-hidden="true" />
      <p>
        <strong>The files changed since they were read.</strong> {standing.data.said.join(' ')}
      </p>
      <Button size="xs" loading={reread.isPending} onClick={() => reread.mutate(undefined, { onSuccess: ({ said }) => say(rereadWords(said)), onError: sayError })}>
        Read again
      </Button>
    </div>
  );
}
