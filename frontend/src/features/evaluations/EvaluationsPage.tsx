/** A store of evaluations: each run of a model on rows whose truth is known, with its drift against the training. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { projectQuery } from '@/api';
import type { EvaluationsSearch } from '@/app/search';
import { useObjectId, useProjectKey } from '@/lib/params';
import { recipePath } from '@/lib/paths';
import { EmptyState, ErrorState, ItemShape, ObjectHead, Page, Sheet, SkeletonRows } from '@/ui';
import classes from './Evaluations.module.css';
import { storeQuery } from './queries';
import { RunPart } from './RunPart';
import { RunsTable } from './RunsTable';

export default function EvaluationsPage() {
  const key = useProjectKey();
  const id = useObjectId();
  const search: EvaluationsSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const store = useQuery(storeQuery(key, id));
  const project = useQuery(projectQuery(key));
  const runs = store.data?.runs ?? [];
  const shown = runs.find((run) => run.path === search.run) ?? runs[0];
  const writer = store.data?.written_by ?? null;
  return (
    <Page documentTitle={`${store.data?.name ?? 'Evaluations'} - ${project.data?.name ?? key}`}>
      <Sheet className={classes.sheet} isScrolling>
        <ObjectHead
          shape={<ItemShape kind="folder" glyph="train" size={40} />}
          trail={
            <Link to="/projects/$key/flow" params={{ key }} search={{ selected: id }}>
              Flow
            </Link>
          }
          title={store.data?.name ?? 'Evaluations'}
          meta="evaluation store"
          actions={writer !== null && <Button renderRoot={(props: Record<string, unknown>) => <Link {...recipePath(key, writer)} {...props} />}>Evaluate again</Button>}
        />
        {store.isPending && <SkeletonRows rows={6} height={40} awaited="the evaluations" />}
        {store.isError && <ErrorState error={store.error} what="the evaluations" onRetry={() => void store.refetch()} />}
        {store.data && shown === undefined && (
          <EmptyState title="No evaluation yet" drawing={<ItemShape kind="folder" glyph="train" state="not_built" size={84} />}>
            Each run of the recipe Evaluate leaves a report here: its figures, and how far the rows are from those of the training.
          </EmptyState>
        )}
        {shown !== undefined && (
          <>
            <RunsTable
              runs={runs}
              shown={shown.path}
              onShow={(run) => void navigate({ to: '/projects/$key/evaluations/$id', params: { key, id }, search: { run }, replace: true })}
            />
            <RunPart projectKey={key} storeId={id} brief={shown} />
          </>
        )}
      </Sheet>
    </Page>
  );
}
