/** The flow: canvas and outline of one graph, the bar above, the panel beside, and the dialogs they open. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { flowQuery, projectQuery } from '@/api';
import { useProjectKey } from '@/lib/params';
import { ErrorState, Page, Sheet, SkeletonRows } from '@/ui';
import { FlowBar } from './FlowBar';
import { FlowCanvas } from './FlowCanvas';
import { FlowDialogs } from './FlowDialogs';
import { FlowEmpty } from './FlowEmpty';
import { FlowPanel } from './FlowPanel';
import { litNodes, type FlowGraph } from './flowGraph';
import classes from './FlowPage.module.css';
import { Legend } from './Legend';
import { Outline } from './Outline';
import { useCreateFromAddress } from './useCreateFromAddress';
import { useFlowGraph } from './useFlowGraph';
import { useFlowLayout } from './useFlowLayout';
import { useFlowSearch, type FlowView } from './useFlowSearch';
import { useFlowKeys } from './useFlowKeys';
import { useOpenNode } from './useOpenNode';
import { useRunEvents } from './useRunEvents';

export default function FlowPage() {
  const key = useProjectKey();
  const flow = useQuery(flowQuery(key));
  const { data: project } = useQuery(projectQuery(key));
  const graph = useFlowGraph(flow.data);
  const search = useFlowSearch(graph);
  const [isPanelOpen, setPanelOpen] = useState(false);
  const { select } = search;
  const view = {
    ...search,
    // In narrow windows choosing something brings its panel; in wide ones it stands there already.
    select: useCallback(
      (ids: string[]) => {
        select(ids);
        setPanelOpen(ids.length > 0);
      },
      [select],
    ),
  };
  useRunEvents(key, graph);
  useFlowKeys(graph, view);
  useCreateFromAddress(graph, search.selected);
  const isEmpty = graph?.nodes.length === 0;

  return (
    <Page
      documentTitle={`${runningTitle(graph)}Flow - ${project?.name ?? key}`}
      panelLabel="Selection"
      isPanelOpen={isPanelOpen}
      onPanelOpen={setPanelOpen}
      panel={graph && !isEmpty ? <FlowPanel projectKey={key} graph={graph} view={view} /> : undefined}
    >
      <Sheet className={classes.sheet} label="Flow">
        <FlowBar graph={graph} view={view} />
        {graph === undefined && flow.isError && <ErrorState error={flow.error} what="the flow" onRetry={() => void flow.refetch()} />}
        {graph === undefined && flow.isPending && <SkeletonRows rows={8} height={52} awaited="the flow" />}
        {isEmpty && <FlowEmpty projectKey={key} />}
        {graph !== undefined && !isEmpty && <FlowViews graph={graph} view={view} />}
      </Sheet>
      <FlowDialogs projectKey={key} graph={graph} />
    </Page>
  );
}

function FlowViews({ graph, view }: { graph: FlowGraph; view: FlowView }) {
  const layout = useFlowLayout(useProjectKey(), graph);
  const open = useOpenNode(graph);
  const lit = useMemo(() => litNodes(graph, view.query, view.state), [graph, view.query, view.state]);
  if (view.mode === 'outline') {
    return (
      <>
        <Legend graph={graph} state={view.state} onState={view.setState} isChips />
        <Outline graph={graph} lit={lit} selected={view.selected} onSelect={view.select} onOpen={open} />
      </>
    );
  }
  if (!layout.data) return <SkeletonRows rows={6} height={92} awaited="the layout" />;
  return (
    <div className={classes.canvas}>
      <FlowCanvas graph={graph} layout={layout.data} selected={view.selected} lit={lit} onSelect={view.select} onOpen={open} />
      <Legend graph={graph} state={view.state} onState={view.setState} />
      <p className="visually-hidden" role="status">
        {lit === undefined ? '' : `${lit.size} of ${graph.nodes.length} shown`}
      </p>
    </div>
  );
}

/** "(4/10) " in front of the window's title while something learns. */
function runningTitle(graph: FlowGraph | undefined): string {
  const running = graph?.nodes.find((node) => node.type === 'recipe' && node.state === 'running');
  if (running?.type !== 'recipe') return '';
  const epoch = /(\d+\/\d+)/.exec(running.recipe.state_text);
  return epoch?.[1] === undefined ? '(running) ' : `(${epoch[1]}) `;
}
