import { Button } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { recipeTypesQuery } from '@/api';
import { RecipeIcon, sinceWords } from '@/features/items';
import { recipePath, jobPath } from '@/lib/paths';
import { useFlowDialog } from './flowDialog';
import type { FlowGraph, RecipeNode } from './flowGraph';
import { PanelHead } from './FlowPanel';
import classes from './FlowPanel.module.css';
import { LiveCard } from './LiveCard';
import { useLiveRun } from './liveRuns';
import { NodeRow } from './NodeRow';
import { Offers } from './Offers';
import { useAbort } from './queries';

interface DetailsProps {
  projectKey: string;
  graph: FlowGraph;
  node: RecipeNode;
  onSelect: (ids: string[]) => void;
}

export function RecipeDetails({ projectKey, graph, node, onSelect }: DetailsProps) {
  const { recipe } = node;
  const { data: types = [] } = useQuery(recipeTypesQuery());
  const type = types.find((one) => one.type === recipe.type);
  const run = useLiveRun(recipe.activity_id);
  const labels = new Map([...(type?.inputs ?? []), ...(type?.outputs ?? [])].map((role) => [role.name, role.label]));
  const rows = (refs: typeof recipe.inputs) =>
    refs.flatMap((ref) => {
      const item = graph.byId.get(ref.item_id);
      return item ? [<NodeRow key={`${ref.role}-${item.id}`} node={item} role={labels.get(ref.role)} onSelect={(id) => onSelect([id])} />] : [];
    });
  const written = recipe.outputs.flatMap((ref) => {
    const out = graph.byId.get(ref.item_id);
    return out?.type === 'item' ? [out.item] : [];
  });
  return (
    <>
      <PanelHead projectKey={projectKey} node={node} icon={<RecipeIcon recipe={recipe} size={40} />} kind={recipe.type_label} />
      {recipe.state === 'running' && run !== undefined && <LiveCard run={run} />}
      <Deeds projectKey={projectKey} node={node} />
      <section className={classes.part}>
        <h3>Reads</h3>
        {rows(recipe.inputs)}
        <h3>Writes</h3>
        {rows(recipe.outputs)}
      </section>
      {recipe.last_run_at !== null && (
        <section className={classes.part}>
          <h3>Last run</h3>
          <dl className={classes.facts}>
            <dt>When</dt>
            <dd>{sinceWords(recipe.last_run_at)}</dd>
            {recipe.job_id !== null && (
              <>
                <dt>Job</dt>
                <dd>
                  <Link {...jobPath(projectKey, recipe.job_id)}>{recipe.job_id.toLocaleString('en-GB')}</Link>
                </dd>
              </>
            )}
          </dl>
        </section>
      )}
      {written.length > 0 && <Offers items={written.slice(0, 1)} title={recipe.state === 'up_to_date' ? 'Go on with' : 'When it is done'} />}
    </>
  );
}

function Deeds({ projectKey, node }: { projectKey: string; node: RecipeNode }) {
  const { recipe } = node;
  const openDialog = useFlowDialog((state) => state.open);
  const abort = useAbort(projectKey);
  const isActive = recipe.state === 'running' || recipe.state === 'queued';
  const jobId = recipe.job_id;
  if (isActive && jobId !== null) {
    return (
      <div className={classes.deeds}>
        <Button className={classes.wide} variant="filled" renderRoot={(props: Record<string, unknown>) => <Link {...jobPath(projectKey, jobId)} {...props} />}>
          Watch the job
        </Button>
        <Button
          variant="outline"
          color="failed"
          leftSection={<IconPlayerStop size={16} stroke={1.5} />}
          loading={abort.isPending}
          onClick={() => abort.mutate({ jobId, keep: true })}
        >
          {recipe.state === 'running' ? 'Stop and keep' : 'Cancel'}
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.deeds}>
      <Button
        className={classes.wide}
        variant="filled"
        leftSection={<IconPlayerPlay size={16} stroke={1.5} />}
        onClick={() => openDialog({ kind: 'build', targets: [{ kind: 'recipe', id: node.id }] })}
      >
        Run
      </Button>
      <Button className={classes.wide} renderRoot={(props: Record<string, unknown>) => <Link {...recipePath(projectKey, node.id)} {...props} />}>
        Settings
      </Button>
      {recipe.state === 'failed' && jobId !== null && (
        <Button className={classes.wide} renderRoot={(props: Record<string, unknown>) => <Link {...jobPath(projectKey, jobId)} {...props} />}>
          See what failed
        </Button>
      )}
    </div>
  );
}
