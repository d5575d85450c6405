/** The Lab of one dataset: its visual analyses, the notebooks that read it, and a new prediction. */
import { Button, Drawer } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { notebooksQuery } from '@/features/notebooks';
import { ErrorLine, ItemShape, SkeletonRows } from '@/ui';
import classes from './Lab.module.css';
import { analysesQuery, labTypesQuery } from './labQueries';
import { NewPredictionDialog } from './NewPredictionDialog';
import { analysisPath } from './params';
import { TaskList, TaskScore } from './TaskList';

interface LabPanelProps {
  projectKey: string;
  dataset: { id: string; name: string; version: number };
  onClose: () => void;
}

export function LabPanel({ projectKey, dataset, onClose }: LabPanelProps) {
  const analyses = useQuery(analysesQuery(projectKey, dataset.id));
  const notebooks = useQuery(notebooksQuery(projectKey));
  const types = useQuery(labTypesQuery());
  const [isMaking, setIsMaking] = useState(false);
  const labelOf = (metric: string) => types.data?.metrics.find((one) => one.type === metric)?.label ?? '';
  const found = (notebooks.data?.notebooks ?? []).filter((one) => one.dataset === dataset.name);
  const isEmpty = dataset.version === 0;
  if (isMaking) return <NewPredictionDialog projectKey={projectKey} datasetId={dataset.id} onClose={() => setIsMaking(false)} />;
  return (
    <Drawer opened onClose={onClose} position="right" size={400} title={`Lab of ${dataset.name}`} classNames={{ content: classes.drawer ?? '', header: classes.drawer ?? '' }}>
      <section className={classes.panelPart} aria-label="Visual analyses">
        <div className={classes.panelHead}>
          <h2>Visual analyses</h2>
          <Button size="xs" variant="filled" leftSection={<IconPlus size={14} stroke={1.5} />} disabled={isEmpty} onClick={() => setIsMaking(true)}>
            New prediction
          </Button>
        </div>
        {isEmpty && <p className={classes.small}>This dataset has no rows yet. Build it first.</p>}
        {analyses.isPending && <SkeletonRows rows={2} height={44} awaited="the analyses" />}
        <ErrorLine error={analyses.error} />
        {analyses.data?.length === 0 && !isEmpty && <p className={classes.small}>None yet. A prediction trains several algorithms on this dataset and ranks them; nothing changes in the flow.</p>}
        <ul className={classes.panelList}>
          {(analyses.data ?? []).map((one) => (
            <li key={one.id}>
              <div className={classes.panelRow}>
                <ItemShape kind="ml" glyph="train" size={28} />
                <span>
                  <Link className={classes.name} {...analysisPath(projectKey, one.id)}>
                    {one.name}
                  </Link>
                  <TaskList projectKey={projectKey} tasks={one.tasks} />
                  {one.tasks.map((task) => (
                    <div key={task.id}>
                      <TaskScore task={task} label={labelOf(task.metric)} />
                    </div>
                  ))}
                </span>
              </div>
            </li>
          ))}
        </ul>
      </section>
      <section className={classes.panelPart} aria-label="Code notebooks">
        <div className={classes.panelHead}>
          <h2>Code notebooks</h2>
          <Button size="xs" renderRoot={(props: Record<string, unknown>) => <Link to="/projects/$key/notebooks" params={{ key: projectKey }} search={{ dataset: dataset.id }} {...props} />}>
            All notebooks
          </Button>
        </div>
        {found.length === 0 && !notebooks.isPending && <p className={classes.small}>No notebook reads this dataset yet. Templates audit its columns, find its principal components, or compare predictions.</p>}
        <ErrorLine error={notebooks.error} />
        <ul className={classes.panelList}>
          {found.map((one) => (
            <li key={one.name} className={classes.panelRow}>
              <ItemShape kind="code" glyph="notebook" size={28} />
              <span>
                <a className={classes.name} href={`/api/projects/${projectKey}/notebooks/${encodeURIComponent(one.name)}`} download={`${one.name}.ipynb`}>
                  {one.name}
                </a>
              </span>
            </li>
          ))}
        </ul>
      </section>
    </Drawer>
  );
}
