/** The panel beside the flow: what is selected, what it reads and writes, and what can be done with it. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { StateMark } from '@/ui';
import { useFlowDialog } from './flowDialog';
import type { FlowGraph, FlowNode } from './flowGraph';
import classes from './FlowPanel.module.css';
import { useLiveRun } from './liveRuns';
import { nodeStatus } from './nodeWords';
import { NothingSelected } from './NothingSelected';
import { ItemDetails } from './ItemDetails';
import { NodeRow } from './NodeRow';
import { Offers } from './Offers';
import { useTrash } from './queries';
import { RecipeDetails } from './RecipeDetails';
import { targetsOf } from './targets';
import type { FlowView } from './useFlowSearch';

interface FlowPanelProps {
  projectKey: string;
  graph: FlowGraph;
  view: FlowView;
}

export function FlowPanel({ projectKey, graph, view }: FlowPanelProps) {
  const nodes = view.selected.flatMap((id) => graph.byId.get(id) ?? []);
  const [only, ...others] = nodes;
  if (!only) return <NothingSelected projectKey={projectKey} graph={graph} />;
  if (others.length > 0) return <Several projectKey={projectKey} graph={graph} nodes={nodes} view={view} />;
  return only.type === 'recipe' ? (
    <RecipeDetails projectKey={projectKey} graph={graph} node={only} onSelect={view.select} />
  ) : (
    <ItemDetails projectKey={projectKey} graph={graph} node={only} onSelect={view.select} />
  );
}

interface PanelHeadProps {
  projectKey: string;
  node: FlowNode;
  icon: ReactNode;
  kind: string;
}

export function PanelHead({ projectKey, node, icon, kind }: PanelHeadProps) {
  const openDialog = useFlowDialog((state) => state.open);
  const trash = useTrash(projectKey);
  const run = useLiveRun(node.type === 'recipe' ? node.recipe.activity_id : null);
  const status = nodeStatus(node, node.state === 'running' ? run : undefined);
  return (
    <header className={classes.head}>
      {icon}
      <div className={classes.names}>
        <h2 className={classes.title}>{node.name}</h2>
        <p className={classes.kind}>{kind}</p>
        <div className={classes.state}>
          <StateMark {...status} />
        </div>
      </div>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={`More for ${node.name}`} size={28}>
            <IconDots size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} stroke={1.5} />} rightSection={<kbd>F2</kbd>} onClick={() => openDialog({ kind: 'rename', node })}>
            Rename
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTrash size={16} stroke={1.5} />}
            rightSection={<kbd>Del</kbd>}
            onClick={() => openDialog({ kind: 'delete', nodes: [node], run: () => trash.mutate([node]) })}
          >
            Move to the trash
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </header>
  );
}

interface SeveralProps extends FlowPanelProps {
  nodes: readonly FlowNode[];
}

function Several({ projectKey, graph, nodes, view }: SeveralProps) {
  const openDialog = useFlowDialog((state) => state.open);
  const trash = useTrash(projectKey);
  const targets = targetsOf(nodes, graph);
  const items = nodes.flatMap((node) => (node.type === 'item' ? [node.item] : []));
  return (
    <>
      <header className={classes.head}>
        <div className={classes.names}>
          <h2 className={classes.title}>{nodes.length} selected</h2>
        </div>
      </header>
      <section className={classes.part}>
        {nodes.map((node) => (
          <NodeRow key={node.id} node={node} onSelect={(id) => view.select([id])} />
        ))}
      </section>
      {items.length === nodes.length && <Offers items={items} title="Use them in" />}
      <section className={classes.part}>
        <div className={classes.deeds}>
          <Button disabled={targets.length === 0} onClick={() => openDialog({ kind: 'build', targets })}>
            Build
          </Button>
          <Button
            variant="outline"
            color="failed"
            leftSection={<IconTrash size={16} stroke={1.5} />}
            onClick={() => openDialog({ kind: 'delete', nodes, run: () => trash.mutate(nodes) })}
          >
            Move to the trash
          </Button>
        </div>
        {targets.length === 0 && <p className={classes.hint}>No recipe writes these items: there is nothing to build.</p>}
      </section>
    </>
  );
}
