/** The panel while nothing is selected: the project in figures, what needs someone, and how to go on. */
import { useQuery } from '@tanstack/react-query';
import { projectQuery } from '@/api';
import { count } from '@/lib/format';
import type { FlowGraph } from './flowGraph';
import classes from './FlowPanel.module.css';
import { NodeRow } from './NodeRow';
import { useFlowSearch } from './useFlowSearch';

const NEEDS_SOMEONE = ['failed', 'running', 'queued', 'out_of_date', 'blocked'] as const;
const SHOWN = 8;

export function NothingSelected({ projectKey, graph }: { projectKey: string; graph: FlowGraph }) {
  const { data: project } = useQuery(projectQuery(projectKey));
  const view = useFlowSearch(graph);
  const kinds = [
    ['Folders', graph.nodes.filter((node) => node.type === 'item' && node.item.kind === 'folder').length],
    ['Datasets', graph.nodes.filter((node) => node.type === 'item' && node.item.kind === 'dataset').length],
    ['Recipes', graph.nodes.filter((node) => node.type === 'recipe').length],
  ] as const;
  const loud = NEEDS_SOMEONE.flatMap((state) => graph.nodes.filter((node) => node.state === state)).slice(0, SHOWN);
  return (
    <>
      <header className={classes.head}>
        <div className={classes.names}>
          <h2 className={classes.title}>{project?.name ?? projectKey}</h2>
          {project !== undefined && project.description !== '' && <p className={classes.kind}>{project.description}</p>}
        </div>
      </header>
      <section className={classes.part}>
        <dl className={classes.facts}>
          {kinds.map(([name, number]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{count(number)}</dd>
            </div>
          ))}
        </dl>
      </section>
      {loud.length > 0 && (
        <section className={classes.part}>
          <h3>Under way, or in need of someone</h3>
          {loud.map((node) => (
            <NodeRow key={node.id} node={node} onSelect={(id) => view.select([id])} />
          ))}
        </section>
      )}
      <section className={classes.part}>
        <h3>How to go on</h3>
        <p className={classes.hint}>
          Select an item to see which recipes can use it. Hold Shift to select several: a folder of pictures together with a network offers to
          classify.
        </p>
      </section>
    </>
  );
}
