import { useQuery } from '@tanstack/react-query';
import { counted, dateTime, who } from '@/lib/format';
import { EmptyState, ErrorState, SkeletonRows } from '@/ui';
import classes from './Dataset.module.css';
import { versionsQuery } from './datasetQueries';
import type { Dataset } from './types';

/** All versions of a dataset, newest first: who made each, when, why, and how many rows it has. */
export function HistoryTab({ projectKey, dataset }: { projectKey: string; dataset: Dataset }) {
  const versions = useQuery(versionsQuery(projectKey, dataset.id));
  if (versions.isPending) return <SkeletonRows rows={5} awaited="the history" />;
  if (versions.error) return <ErrorState error={versions.error} what="the history" onRetry={() => void versions.refetch()} />;
  if (versions.data.length === 0) return <EmptyState title="No version yet">Each build and each change of the shape makes one.</EmptyState>;
  return (
    <ol className={classes.versions}>
      {versions.data.map((version) => (
        <li key={version.version}>
          <span className={classes.versionNumber}>{version.version}</span>
          <span className={classes.versionText}>
            <strong>{version.reason}</strong>
            <small>
              {who(version.created_by)}, {dateTime(version.created_at)}
              {typeof version.facts.rows === 'number' && `, ${counted(version.facts.rows, 'row')}`}
            </small>
          </span>
          {version.version === dataset.version && <span className={classes.quiet}>now</span>}
        </li>
      ))}
    </ol>
  );
}
