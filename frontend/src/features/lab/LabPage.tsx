/** The Lab of a project: its analyses, each with its dataset, its predictions and how well they do. */
import { ActionIcon, Button, Menu, Select } from '@mantine/core';
import { IconDots, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { projectQuery } from '@/api';
import { sinceWords } from '@/features/items';
import { useProjectKey } from '@/lib/params';
import { confirm, EmptyState, ErrorState, ItemShape, Page, Sheet, SheetBar, SkeletonRows } from '@/ui';
import classes from './Lab.module.css';
import { useDeleteAnalysis } from './labMutations';
import { analysesQuery, labTypesQuery } from './labQueries';
import { NewPredictionDialog } from './NewPredictionDialog';
import { analysisPath } from './params';
import { TaskList, TaskScore } from './TaskList';
import type { Analysis } from './types';

export default function LabPage() {
  const key = useProjectKey();
  const search = useSearch({ from: '/shell/projects/$key/lab' });
  const navigate = useNavigate({ from: '/projects/$key/lab' });
  const project = useQuery(projectQuery(key));
  const analyses = useQuery(analysesQuery(key));
  const [isMaking, setIsMaking] = useState(false);
  const canChange = project.data !== undefined && project.data.permission !== 'READ_CONF';
  const all = analyses.data ?? [];
  const datasets = [...new Map(all.map((one) => [one.dataset_id, one.dataset_name]))];
  const shown = all.filter((one) => search.dataset === undefined || one.dataset_id === search.dataset);
  const add = canChange && (
    <Button variant="filled" leftSection={<IconPlus size={15} stroke={1.5} />} onClick={() => setIsMaking(true)}>
      New prediction
    </Button>
  );
  return (
    <Page documentTitle={`Lab - ${project.data?.name ?? key}`}>
      <Sheet className={classes.sheet} label="Lab">
        <SheetBar title="Lab">
          {datasets.length > 1 && (
            <Select
              className={classes.filter}
              aria-label="Dataset"
              placeholder="All datasets"
              clearable
              data={datasets.map(([value, label]) => ({ value, label }))}
              value={search.dataset ?? null}
              onChange={(value) => void navigate({ search: { dataset: value ?? undefined }, replace: true })}
            />
          )}
          <span className={classes.end}>{all.length > 0 && add}</span>
        </SheetBar>
        {analyses.isPending ? (
          <SkeletonRows rows={6} height={52} awaited="the analyses" />
        ) : analyses.isError && !analyses.data ? (
          <ErrorState error={analyses.error} what="the analyses" onRetry={() => void analyses.refetch()} />
        ) : all.length === 0 ? (
          <EmptyState title="Nothing is analysed yet" drawing={<ItemShape kind="ml" glyph="train" size={72} />} actions={add}>
            Choose a dataset and the column to predict. Several algorithms are trained and ranked, and nothing changes in the flow until a model is deployed.
          </EmptyState>
        ) : (
          <AnalysisTable projectKey={key} analyses={shown} canChange={canChange} />
        )}
      </Sheet>
      {isMaking && <NewPredictionDialog projectKey={key} datasetId={search.dataset} onClose={() => setIsMaking(false)} />}
    </Page>
  );
}

function AnalysisTable({ projectKey, analyses, canChange }: { projectKey: string; analyses: readonly Analysis[]; canChange: boolean }) {
  const types = useQuery(labTypesQuery());
  const labelOf = (metric: string) => types.data?.metrics.find((one) => one.type === metric)?.label ?? '';
  const deleting = useDeleteAnalysis(projectKey);
  const remove = async (one: Analysis) => {
    const isSure = await confirm({ title: `Delete ${one.name}?`, children: 'Its predictions and their models go with it. Models that were deployed to the flow stay there.', confirm: 'Delete the analysis', isDestructive: true });
    if (isSure) deleting.mutate(one.id);
  };
  return (
    // Focusable, so that the list scrolls by keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Analyses">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Analysis</th>
            <th scope="col">Predictions</th>
            <th scope="col" className={classes.wide}>
              Best
            </th>
            <th scope="col" className={`${classes.number ?? ''} ${classes.wide ?? ''}`}>
              Made
            </th>
            <th scope="col">
              <span className="visually-hidden">Deeds</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {analyses.map((one) => (
            <tr key={one.id}>
              <td>
                <span className={classes.nameCell}>
                  <ItemShape kind="ml" glyph="train" size={34} />
                  <span>
                    <Link className={classes.name} {...analysisPath(projectKey, one.id)}>
                      {one.name}
                    </Link>
                    <div className={classes.small}>{one.dataset_name}</div>
                  </span>
                </span>
              </td>
              <td>
                <TaskList projectKey={projectKey} tasks={one.tasks} />
              </td>
              <td className={classes.wide}>
                {one.tasks.map((task) => (
                  <div key={task.id}>
                    <TaskScore task={task} label={labelOf(task.metric)} />
                  </div>
                ))}
              </td>
              <td className={`${classes.number ?? ''} ${classes.small ?? ''} ${classes.wide ?? ''}`}>{sinceWords(one.created_at)}</td>
              <td className={classes.number}>
                {canChange && (
                  <Menu>
                    <Menu.Target>
                      <ActionIcon aria-label={`More for ${one.name}`}>
                        <IconDots size={16} stroke={1.5} />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Item leftSection={<IconTrash size={16} stroke={1.5} />} onClick={() => void remove(one)}>
                        Delete
                      </Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
