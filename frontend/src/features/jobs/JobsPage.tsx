/** All jobs of a project, the newest first: filtered by state, person and name, walked with j and k. */
import { Button, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { who } from '@/lib/format';
import { EmptyState, ErrorState, ItemShape, Page, Segmented, Sheet, SheetBar, SkeletonRows } from '@/ui';
import { useProjectKey } from '@/lib/params';
import { isOver, jobListQuery } from './jobQueries';
import classes from './Jobs.module.css';
import { JobsTable } from './JobsTable';

const STATES = [
  { value: 'all', label: 'All' },
  { value: 'RUNNING', label: 'Running' },
  { value: 'FAILED', label: 'Failed' },
  { value: 'DONE', label: 'Done' },
] as const;
type StateFilter = (typeof STATES)[number]['value'];

/** A list with something under way is read again this often for its progress; states come over the stream at once. */
const PROGRESS_EVERY_MS = 3_000;

export default function JobsPage() {
  const key = useProjectKey();
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const state = STATES.find((option) => option.value === search.state)?.value ?? 'all';
  const list = useInfiniteQuery({
    ...jobListQuery(key, state === 'all' ? undefined : state),
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some((job) => !isOver(job.state))) === true ? PROGRESS_EVERY_MS : false,
    placeholderData: (before) => before,
  });

  const all = list.data?.pages.flatMap((page) => page.items) ?? [];
  const people = [...new Set(all.map((job) => job.initiator))].sort((a, b) => a.localeCompare(b));
  const wanted = (search.q ?? '').toLowerCase();
  const jobs = all.filter(
    (job) =>
      (search.who === undefined || job.initiator === search.who) &&
      (wanted === '' || job.name.toLowerCase().includes(wanted) || String(job.id) === wanted),
  );
  const isFiltered = state !== 'all' || search.who !== undefined || wanted !== '';
  const setSearch = (change: { q?: string | undefined; who?: string | undefined; state?: string | undefined }) => {
    void navigate({
      to: '/projects/$key/jobs',
      params: { key },
      search: (before) => ({ q: before.q, who: before.who, state: before.state, ...change }),
      replace: true,
    });
  };

  return (
    <Page documentTitle="Jobs">
      <Sheet className={classes.sheet}>
        <SheetBar title="Jobs">
          <Segmented<StateFilter>
            label="State"
            value={state}
            options={STATES}
            onChange={(next) => setSearch({ state: next === 'all' ? undefined : next })}
          />
          <Select
            aria-label="Started by"
            placeholder="Anyone"
            className={classes.who}
            data={people.map((login) => ({ value: login, label: who(login) }))}
            value={search.who ?? null}
            onChange={(login) => setSearch({ who: login ?? undefined })}
            clearable
            disabled={people.length === 0}
          />
          <TextInput
            aria-label="Find a job"
            placeholder="Name or number"
            className={classes.find}
            leftSection={<IconSearch size={14} stroke={1.5} />}
            value={search.q ?? ''}
            onChange={(event) => setSearch({ q: event.currentTarget.value || undefined })}
          />
        </SheetBar>
        {list.isPending && <SkeletonRows rows={8} height={44} awaited="the jobs" />}
        {list.error && !list.data && <ErrorState error={list.error} what="the jobs" onRetry={() => void list.refetch()} />}
        {list.data && jobs.length === 0 && (
          <NoJobs projectKey={key} isFiltered={isFiltered} onClear={() => setSearch({ q: undefined, who: undefined, state: undefined })} />
        )}
        {jobs.length > 0 && (
          <JobsTable projectKey={key} jobs={jobs} isStale={list.isPlaceholderData}>
            {list.hasNextPage && (
              <div className={classes.more}>
                <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  Show earlier jobs
                </Button>
              </div>
            )}
          </JobsTable>
        )}
      </Sheet>
    </Page>
  );
}

function NoJobs({ projectKey, isFiltered, onClear }: { projectKey: string; isFiltered: boolean; onClear: () => void }) {
  const drawing = (
    <span className={classes.drawing}>
      <ItemShape kind="dataset" glyph="table" size={40} state="not_built" />
      <ItemShape kind="deep" glyph="retrain" size={44} />
      <ItemShape kind="folder" glyph="network" size={40} state="not_built" />
    </span>
  );
  if (isFiltered) {
    return (
      <EmptyState drawing={drawing} title="No job is like that" actions={<Button onClick={onClear}>Show all jobs</Button>}>
        The state, the person and the name chosen above leave none of this project's jobs.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      drawing={drawing}
      title="Nothing has run yet"
      actions={
        <>
          <Button
            variant="filled"
            renderRoot={(props: Record<string, unknown>) => <Link to="/projects/$key/flow" params={{ key: projectKey }} {...props} />}
          >
            Open the flow
          </Button>
          <Button renderRoot={(props: Record<string, unknown>) => <Link to="/projects/$key/macros" params={{ key: projectKey }} {...props} />}>
            Run a macro
          </Button>
        </>
      }
    >
      Each build of the flow and each macro is a job. It appears here the moment it is asked for, with its log and its curves.
    </EmptyState>
  );
}
