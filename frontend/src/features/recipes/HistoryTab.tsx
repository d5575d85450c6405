/** Who saved which settings when; what a revision changed, and taking one back into the form. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { dateTime } from '@/lib/format';
import { EmptyState, ErrorState, SkeletonRows } from '@/ui';
import { differences, isSame, valueWords, type ParamsFormState, type Values } from '../forms';
import classes from './Recipe.module.css';
import { revisionsQuery } from './recipeQueries';

interface HistoryTabProps {
  projectKey: string;
  recipeId: string;
  form: ParamsFormState;
  current: Values;
  onTake: (params: Record<string, unknown>) => void;
}

export function HistoryTab({ projectKey, recipeId, form, current, onTake }: HistoryTabProps) {
  const revisions = useQuery(revisionsQuery(projectKey, recipeId));
  if (revisions.isPending) return <SkeletonRows rows={6} awaited="the history" />;
  if (revisions.error) return <ErrorState error={revisions.error} what="the history" onRetry={() => void revisions.refetch()} />;
  if (revisions.data.length === 0) return <EmptyState title="Nothing was saved yet">Each save of the settings is kept here, with who made it.</EmptyState>;
  const words = (name: string, value: unknown) => {
    const field = form.fields.find((one) => one.name === name);
    return `${field?.label ?? name} ${field ? valueWords(field, value) : JSON.stringify(value ?? null)}`;
  };
  const sorted = [...revisions.data].sort((a, b) => b.revision - a.revision);
  return (
    <ol className={classes.history}>
      {sorted.map((revision, index) => {
        const before = sorted[index + 1];
        const changes = before === undefined ? [] : differences(revision.params, before.params);
        return (
          <li key={revision.revision}>
            <span className={classes.revision}>{revision.revision}</span>
            <span className={classes.change}>
              <strong>{before === undefined ? 'Made' : changes.length === 0 ? 'Inputs or outputs changed' : changes.map(({ name, mine }) => words(name, mine)).join(', ')}</strong>
              <small>
                {revision.saved_by}, {dateTime(revision.saved_at)}
              </small>
            </span>
            {isSame(revision.params, current) ? (
              <span className={classes.now}>in the form</span>
            ) : (
              <Button size="xs" onClick={() => onTake(revision.params)}>
                Take into the form
              </Button>
            )}
          </li>
        );
      })}
    </ol>
  );
}
