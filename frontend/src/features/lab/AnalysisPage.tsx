/** A visual analysis: its predictions, and the script that prepares the rows for them. */
import { ActionIcon, Button, Menu, Tabs } from '@mantine/core';
import { IconDots, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { projectQuery } from '@/api';
import { sinceWords } from '@/features/items';
import { counted, who } from '@/lib/format';
import { useObjectId, useProjectKey } from '@/lib/params';
import { confirm, EmptyState, ErrorState, ItemShape, ObjectHead, Page, Sheet, SkeletonRows } from '@/ui';
import classes from './Lab.module.css';
import { useDeleteTask } from './labMutations';
import { analysisQuery, labTypesQuery } from './labQueries';
import { STYLE_WORDS, TYPE_WORDS } from './labWords';
import { NewPredictionDialog } from './NewPredictionDialog';
import { labPath, taskPath } from './params';
import { ChartsTab } from './ChartsTab';
import { ScriptTab } from './ScriptTab';
import { TaskScore } from './TaskList';
import type { Analysis, TaskBrief } from './types';

const route = getRouteApi('/shell/projects/$key/analyses/$id');

export default function AnalysisPage() {
  const key = useProjectKey();
  const id = useObjectId();
  const analysis = useQuery(analysisQuery(key, id));
  const project = useQuery(projectQuery(key));
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [isMaking, setIsMaking] = useState(false);
  const canChange = project.data !== undefined && project.data.permission !== 'READ_CONF';
  const tab = search.tab ?? 'models';
  const add = (
    <Button variant="filled" leftSection={<IconPlus size={15} stroke={1.5} />} disabled={!canChange} onClick={() => setIsMaking(true)}>
      New prediction
    </Button>
  );
  if (!analysis.data) {
    return (
      <Page documentTitle="Analysis">
        <Sheet>
          <h1 className="visually-hidden">Analysis</h1>
          {analysis.error ? <ErrorState error={analysis.error} what="the analysis" onRetry={() => void analysis.refetch()} /> : <SkeletonRows rows={8} awaited="the analysis" />}
        </Sheet>
      </Page>
    );
  }
  const found = analysis.data;
  return (
    <Page documentTitle={`${found.name} - ${project.data?.name ?? key}`}>
      <Sheet className={classes.sheet} label={found.name}>
        <ObjectHead
          shape={<ItemShape kind="ml" glyph="train" size={34} />}
          trail={
            <>
              <Link {...labPath(key)}>Lab</Link> ›{' '}
              <Link to="/projects/$key/datasets/$id" params={{ key, id: found.dataset_id }}>
                {found.dataset_name}
              </Link>
            </>
          }
          title={found.name}
          meta={`by ${who(found.created_by)}, ${sinceWords(found.created_at)}`}
          actions={tab === 'models' && found.tasks.length > 0 && add}
        />
        <Tabs value={tab} onChange={(next) => void navigate({ search: { tab: next === 'script' || next === 'charts' ? next : undefined }, replace: true })} style={{ padding: '0 16px', flex: 'none' }}>
          <Tabs.List>
            <Tabs.Tab value="models">Models</Tabs.Tab>
            <Tabs.Tab value="script">{found.script.length === 0 ? 'Script' : `Script, ${counted(found.script.length, 'step')}`}</Tabs.Tab>
            <Tabs.Tab value="charts">{found.charts.length === 0 ? 'Charts' : `Charts, ${found.charts.length}`}</Tabs.Tab>
          </Tabs.List>
        </Tabs>
        {tab === 'script' ? (
          <ScriptTab key={found.id} projectKey={key} analysis={found} canChange={canChange} />
        ) : tab === 'charts' ? (
          <ChartsTab key={found.id} projectKey={key} analysis={found} canChange={canChange} chartId={search.chart} onChartId={(chart) => void navigate({ search: { tab: 'charts', chart }, replace: true })} />
        ) : found.tasks.length === 0 ? (
          <EmptyState title="No prediction yet" drawing={<ItemShape kind="model" glyph="model" state="not_built" size={64} />} actions={add}>
            Choose the column to predict. The script of this analysis prepares the rows first, and travels with the models.
          </EmptyState>
        ) : (
          <TaskTable projectKey={key} analysis={found} canChange={canChange} />
        )}
      </Sheet>
      {isMaking && <NewPredictionDialog projectKey={key} analysis={found} onClose={() => setIsMaking(false)} />}
    </Page>
  );
}

function TaskTable({ projectKey, analysis, canChange }: { projectKey: string; analysis: Analysis; canChange: boolean }) {
  const types = useQuery(labTypesQuery());
  const deleting = useDeleteTask(projectKey);
  const labelOf = (metric: string) => types.data?.metrics.find((one) => one.type === metric)?.label ?? '';
  const remove = async (task: TaskBrief) => {
    const isSure = await confirm({ title: `Delete ${task.name}?`, children: 'Its sessions and models go with it. Models that were deployed to the flow stay there.', confirm: 'Delete the prediction', isDestructive: true });
    if (isSure) deleting.mutate(task.id);
  };
  return (
    // Focusable, so that the list scrolls by keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Predictions">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Prediction</th>
            <th scope="col" className={classes.wide}>
              Type
            </th>
            <th scope="col">Best</th>
            <th scope="col" className={classes.wide}>
              Sessions
            </th>
            <th scope="col">
              <span className="visually-hidden">Deeds</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {analysis.tasks.map((task) => (
            <tr key={task.id}>
              <td>
                <Link className={classes.name} {...taskPath(projectKey, task.id)}>
                  {task.name}
                </Link>
                <div className={classes.small}>{task.target}</div>
              </td>
              <td className={classes.wide}>
                {TYPE_WORDS[task.prediction_type]}
                <div className={classes.small}>{STYLE_WORDS[task.style]}</div>
              </td>
              <td>
                <TaskScore task={task} label={labelOf(task.metric)} />
              </td>
              <td className={classes.wide}>{task.session_count}</td>
              <td className={classes.number}>
                <Menu>
                  <Menu.Target>
                    <ActionIcon aria-label={`More for ${task.name}`}>
                      <IconDots size={16} stroke={1.5} />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item leftSection={<IconTrash size={16} stroke={1.5} />} disabled={!canChange} onClick={() => void remove(task)}>
                      Delete
                    </Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
