/** A prediction task: how models are made, and how they did. */
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { projectQuery } from '@/api';
import type { TaskSearch } from '@/app/search';
import { counted } from '@/lib/format';
import { useObjectId, useProjectKey } from '@/lib/params';
import { ErrorState, Page, Segmented, Sheet, SkeletonRows } from '@/ui';
import { ClashDialog } from '../design/ClashDialog';
import { DesignNav } from '../design/DesignNav';
import { DesignView } from '../design/DesignView';
import { SECTIONS, sectionOf, type SectionId } from '../design/sections';
import { useDesign } from '../design/useDesign';
import { labTypesQuery, sessionsQuery, taskQuery } from '../labQueries';
import { analysisPath } from '../params';
import { ResultsSide } from '../results/ResultsSide';
import { ResultsView } from '../results/ResultsView';
import type { LabTypes, Task } from '../types';
import classes from './Task.module.css';
import { TrainDialog } from './TrainDialog';

const route = getRouteApi('/shell/projects/$key/tasks/$id');

export default function TaskPage() {
  const key = useProjectKey();
  const id = useObjectId();
  const task = useQuery(taskQuery(key, id));
  const types = useQuery(labTypesQuery());
  if (task.data && types.data) return <Loaded key={id} projectKey={key} task={task.data} types={types.data} />;
  const error = task.error ?? types.error;
  return (
    <Page documentTitle="Lab">
      <Sheet>
        <h1 className="visually-hidden">Lab</h1>
        {error ? <ErrorState error={error} what="the prediction" onRetry={() => void Promise.all([task.refetch(), types.refetch()])} /> : <SkeletonRows rows={10} awaited="the prediction" />}
      </Sheet>
    </Page>
  );
}

function Loaded({ projectKey, task, types }: { projectKey: string; task: Task; types: LabTypes }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const project = useQuery(projectQuery(projectKey));
  const sessions = useQuery(sessionsQuery(projectKey, task.id));
  const draft = useDesign(projectKey, task);
  const [isTraining, setIsTraining] = useState(false);
  const canChange = project.data !== undefined && project.data.permission !== 'READ_CONF';
  // Where something was trained its results are what people come for.
  const tab = search.tab ?? ((sessions.data?.length ?? 0) > 0 ? 'results' : 'design');
  const section = SECTIONS.find((one) => one.id === search.section)?.id ?? 'target';
  const go = (change: TaskSearch) => void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const report = useRef<HTMLDivElement>(null);
  const openedModel = useRef(search.model);
  useEffect(() => {
    // In narrow windows the report stands below the ranking: what was tapped there is brought into sight.
    if (search.model !== undefined && search.model !== openedModel.current && window.matchMedia('(max-width: 1023px)').matches) report.current?.scrollIntoView({ block: 'start' });
    openedModel.current = search.model;
  }, [search.model]);
  const [first] = draft.problems;
  const mend = () => {
    if (first === undefined) return;
    const found = sectionOf(first.loc);
    go({ tab: 'design', section: found, ...(found === 'features' && first.loc[2] !== undefined ? { feature: String(first.loc[2]) } : {}) });
  };
  const train = async () => {
    if (await draft.save()) setIsTraining(true);
  };
  const trainButton =
    draft.problems.length > 0 ? (
      <Button onClick={mend}>Fix {counted(draft.problems.length, 'problem')} to train</Button>
    ) : (
      <Button variant="filled" leftSection={<IconPlayerPlay size={15} stroke={1.5} />} disabled={!canChange} title={canChange ? undefined : 'You may read this project, but not train in it.'} onClick={() => void train()}>
        Train
      </Button>
    );
  return (
    <Page documentTitle={`${task.name} - ${project.data?.name ?? projectKey}`}>
      <div className={classes.studio}>
        <Sheet className={classes.left} label="Prediction">
          <div className={classes.head}>
            <h1>Lab</h1>
            <Segmented
              label="What is shown"
              value={tab}
              options={[
                { value: 'design', label: 'Design' },
                { value: 'results', label: 'Results' },
              ]}
              onChange={(next) => go({ tab: next })}
            />
            {/* The foot of the design has the button; one primary button a page is enough. */}
            {tab === 'results' ? trainButton : <span />}
          </div>
          <div className={classes.trail}>
            <Link {...analysisPath(projectKey, task.analysis_id)}>{task.dataset_name}</Link>
            <span aria-hidden="true">›</span>
            <b title={task.name}>{task.name}</b>
          </div>
          {tab === 'design' ? (
            <DesignNav design={draft.design} problems={draft.problems} types={types} current={section} onGo={(next) => go({ section: next, feature: undefined })} />
          ) : (
            <ResultsSide projectKey={projectKey} sessions={sessions} types={types} task={task} search={search} canChange={canChange} onGo={go} onDesign={() => go({ tab: 'design' })} />
          )}
        </Sheet>
        <div ref={report} className={classes.rightSide}>
        <Sheet className={classes.right} label={tab === 'design' ? 'Design' : 'Results'}>
          {tab === 'design' ? (
            <DesignView
              projectKey={projectKey}
              task={task}
              draft={draft}
              types={types}
              section={section}
              feature={search.feature}
              canChange={canChange}
              trainButton={trainButton}
              onFeature={(feature) => go({ feature })}
              onSection={(next: SectionId) => go({ section: next })}
              onMend={mend}
            />
          ) : (
            <ResultsView projectKey={projectKey} task={task} sessions={sessions.data ?? []} types={types} search={search} canChange={canChange} onGo={go} onUseDesign={(design) => draft.edit(() => design)} />
          )}
        </Sheet>
        </div>
      </div>
      {isTraining && <TrainDialog projectKey={projectKey} task={task} number={(sessions.data?.[0]?.number ?? 0) + 1} onClose={() => setIsTraining(false)} onStarted={() => go({ tab: 'results', session: undefined, model: undefined, view: undefined, compare: undefined })} />}
      {draft.clash && <ClashDialog clash={draft.clash} types={types} onSettle={draft.settle} />}
    </Page>
  );
}
