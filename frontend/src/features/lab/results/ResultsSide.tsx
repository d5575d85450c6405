/** At the left of the results: the session, its models in order, and the other sessions. */
import { Button, Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconPlayerStop } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { TaskSearch } from '@/app/search';
import { counted, who } from '@/lib/format';
import { EmptyState, ErrorState, ItemShape, SkeletonRows, StateMark } from '@/ui';
import { useStop } from '../labMutations';
import { isUnderWay } from '../labQueries';
import { lowerFirst, numberWords, scoreWords } from '../labWords';
import { ranked, scaleFor } from '../ranking';
import type { LabTypes, Session, Task } from '../types';
import { ModelRow } from './ModelRow';
import classes from './Results.module.css';
import { bestOf, metricOf, shownModel, shownSessions, tickedIds } from './shown';

interface ResultsSideProps {
  projectKey: string;
  sessions: UseQueryResult<Session[]>;
  types: LabTypes;
  task: Task;
  search: TaskSearch;
  canChange: boolean;
  onGo: (change: TaskSearch) => void;
  onDesign: () => void;
}

export function ResultsSide({ projectKey, sessions, types, task, search, canChange, onGo, onDesign }: ResultsSideProps) {
  const stop = useStop(projectKey);
  if (sessions.isPending) return <SkeletonRows rows={7} height={56} awaited="the sessions" />;
  if (sessions.isError && !sessions.data) return <ErrorState error={sessions.error} what="the sessions" onRetry={() => void sessions.refetch()} />;
  const all = sessions.data;
  const [latest] = all;
  if (latest === undefined) {
    return (
      <EmptyState title="Nothing is trained yet" drawing={<ItemShape kind="model" glyph="model" state="not_built" size={64} />} actions={<Button onClick={onDesign}>Look at the design</Button>}>
        Each training is a session; its models are ranked here while they are trained.
      </EmptyState>
    );
  }
  const shown = shownSessions(all, search.session);
  const only = shown.length === 1 && search.session !== 0 ? shown[0] : undefined;
  const metric = metricOf(types, search.metric ?? only?.metric ?? latest.metric, task);
  const order = ranked(shown, metric);
  const scale = scaleFor(order.flatMap((one) => one.value ?? []), metric);
  const here = shownModel(order, search.model);
  const ticked = tickedIds(search);
  const done = only?.models.filter((model) => model.state !== 'QUEUED' && model.state !== 'RUNNING').length ?? 0;
  const isRunning = only !== undefined && isUnderWay(only.job_state);
  const offered = types.metrics.filter((one) => one.tasks.includes(task.design.predictionType));
  return (
    <>
      <div className={classes.session}>
        <div>
          <h2 title={only?.description}>{only === undefined ? 'All sessions' : sessionName(only)}</h2>
          <p>{only === undefined ? counted(all.length, 'session') : sessionFacts(only, task)}</p>
        </div>
        {only !== undefined && (
          <span className={classes.sessionEnd}>
            {isRunning ? (
              <StateMark state={only.job_state === 'RUNNING' ? 'running' : 'queued'} word={`${done} of ${only.models.length}`} progress={only.models.length === 0 ? 0 : done / only.models.length} />
            ) : only.job_state === 'DONE' ? null : (
              <StateMark state={only.job_state === 'FAILED' ? 'failed' : 'stopped'} />
            )}
          </span>
        )}
      </div>
      <div className={classes.rankHead}>
        <Menu position="bottom-start">
          <Menu.Target>
            <UnstyledButton className={classes.metricButton} aria-label={`Ranked by ${metric.label.toLocaleLowerCase()}, change`}>
              Ranked by {lowerFirst(metric.label)} <IconChevronDown size={12} stroke={1.5} />
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {offered.map((one) => (
              <Menu.Item key={one.type} onClick={() => onGo({ metric: one.type === only?.metric ? undefined : one.type })}>
                {one.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <span>
          from {numberWords(metric.greater_is_better ? scale.low : scale.high)} to {numberWords(metric.greater_is_better ? scale.high : scale.low)}
        </span>
      </div>
      <ul className={classes.list} aria-label="Models, best first" data-ticking={ticked.size > 0}>
        {order.map((one) => (
          <ModelRow
            key={one.model.id}
            ranked={one}
            scale={scale}
            isGreaterBetter={metric.greater_is_better}
            isHere={search.view === undefined && here?.model.id === one.model.id}
            isTicked={ticked.has(one.model.id)}
            isSessionShown={only === undefined}
            onOpen={() => onGo({ model: one.model.id, view: undefined, label: undefined, prediction: undefined })}
            onTick={(isTicked) => {
              const next = new Set(ticked);
              if (isTicked) next.add(one.model.id);
              else next.delete(one.model.id);
              onGo({ compare: next.size === 0 ? undefined : [...next].join(','), ...(next.size === 0 && search.view === 'compare' ? { view: undefined } : {}) });
            }}
          />
        ))}
      </ul>
      {isRunning && only.job_id !== null && canChange && (
        <div className={classes.stop}>
          <Button fullWidth leftSection={<IconPlayerStop size={15} stroke={1.5} />} loading={stop.isPending} onClick={() => only.job_id !== null && stop.mutate(only.job_id)}>
            Stop and keep finished
          </Button>
        </div>
      )}
      <div className={classes.foot}>
        <Button size="xs" variant="subtle" onClick={() => onGo({ view: search.view === 'table' ? undefined : 'table' })}>
          {search.view === 'table' ? 'As report' : 'As table'}
        </Button>
        {all.length > 1 && <OtherSessions all={all} only={only} greater={latest.greater_is_better} onGo={onGo} />}
      </div>
    </>
  );
}

function OtherSessions({ all, only, greater, onGo }: { all: readonly Session[]; only: Session | undefined; greater: boolean; onGo: (change: TaskSearch) => void }) {
  const best = bestOf(all.filter((session) => session !== only), greater);
  const go = (session: number | undefined) => onGo({ session, model: undefined, view: undefined, compare: undefined, metric: undefined });
  return (
    <Menu position="top-end" width={260}>
      <Menu.Target>
        <UnstyledButton className={`${classes.footEnd ?? ''} ${classes.metricButton ?? ''}`}>
          Sessions 1 to {all.length}
          {best !== undefined && `, best ${scoreWords(best)}`} <IconChevronRight size={14} stroke={1.5} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => go(0)}>All sessions together</Menu.Item>
        <Menu.Divider />
        {all.map((session, index) => (
          <Menu.Item key={session.id} rightSection={scoreWords(bestOf([session], session.greater_is_better))} onClick={() => go(index === 0 ? undefined : session.number)}>
            {sessionName(session)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function sessionName(session: Pick<Session, 'number' | 'name'>): string {
  return session.name === '' ? `Session ${session.number}` : `Session ${session.number}, ${session.name}`;
}

function sessionFacts(session: Session, task: Task): string {
  return [task.dataset_name, `version ${session.dataset_version}`, `by ${who(session.created_by)}`].join(', ');
}
