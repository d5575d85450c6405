/** The canvas: the only importer of xyflow. It pans, zooms and places; what a node looks like is not its business. */
import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider, useReactFlow, useStore, useStoreApi, ViewportPortal, type Node, type NodeProps } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import classes from './FlowCanvas.module.css';
import { FlowEdges } from './FlowEdges';
import type { FlowGraph, FlowNode } from './flowGraph';
import { FlowNodeView } from './FlowNodeView';
import { useFlowUi } from './flowUi';
import { isArrow, neighbour } from './neighbours';
import { LABEL_HEIGHT, LABEL_MAX, sideOf, type Layout, type Point } from './structure';
import { ZoomBar } from './ZoomBar';

export interface FlowCanvasProps {
  graph: FlowGraph;
  layout: Layout;
  selected: readonly string[];
  lit: ReadonlySet<string> | undefined;
  onSelect: (ids: string[]) => void;
  onOpen: (id: string) => void;
}

interface NodeData extends Record<string, unknown> {
  node: FlowNode;
  isSelected: boolean;
  isDimmed: boolean;
  isTabStop: boolean;
  onSelect: (id: string, isAdding: boolean) => void;
  onOpen: (id: string) => void;
}

const nodeTypes = {
  flow: ({ data }: NodeProps<Node<NodeData>>) => <FlowNodeView {...data} />,
};

const ZOOM = { least: 0.1, most: 2 } as const;
const FAR = 0.3;
const MARGIN = 32;

export function FlowCanvas(props: FlowCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ graph, layout, selected, lit, onSelect, onOpen }: FlowCanvasProps) {
  const focusedId = useFlowUi((ui) => ui.focusedId);
  const isFar = useStore((store) => store.transform[2] < FAR);
  const fit = useFit(layout);
  useFitOnce(layout, fit);

  const choose = useCallback(
    (id: string, isAdding: boolean) => {
      if (!isAdding) onSelect([id]);
      else onSelect(selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id]);
    },
    [onSelect, selected],
  );

  const firstId = graph.nodes[0]?.id;
  const tabStop = focusedId !== undefined && graph.byId.has(focusedId) ? focusedId : (selected[0] ?? firstId);
  const nodes = useMemo(
    () =>
      graph.nodes.flatMap((node): Node<NodeData>[] => {
        const place = layout.places[node.id];
        if (!place) return [];
        const side = sideOf(node);
        const data: NodeData = {
          node,
          isSelected: selected.includes(node.id),
          isDimmed: lit !== undefined && !lit.has(node.id),
          isTabStop: node.id === tabStop,
          onSelect: choose,
          onOpen,
        };
        const position = { x: place.x + side / 2 - LABEL_MAX / 2, y: place.y };
        const size = { width: LABEL_MAX, height: side + LABEL_HEIGHT };
        return [{ id: node.id, type: 'flow', position, data, ...size, style: NODE_STYLE, zIndex: data.isSelected ? 0 : 1 }];
      }),
    [graph, layout, selected, lit, tabStop, choose, onOpen],
  );

  const onKeyDown = useCanvasKeys({ graph, layout, onSelect, onOpen, fit, selected });

  return (
    // The group takes keys that bubble up from its nodes; it holds no focus of its own.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={classes.canvas} data-far={isFar} onKeyDown={onKeyDown}>
      <ReactFlow
        nodes={nodes}
        edges={NO_EDGES}
        nodeTypes={nodeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        zoomOnDoubleClick={false}
        panOnScroll={false}
        minZoom={ZOOM.least}
        maxZoom={ZOOM.most}
        proOptions={{ hideAttribution: true }}
        onPaneClick={() => onSelect([])}
        aria-label="Flow"
      >
        <Background id="registration" variant={BackgroundVariant.Cross} gap={96} size={8} lineWidth={1} color="var(--line2)" className={classes.marks} />
        <ViewportPortal>
          <FlowEdges graph={graph} layout={layout} lit={lit} />
        </ViewportPortal>
        <ZoomBar onFit={fit} />
      </ReactFlow>
    </div>
  );
}

const NO_EDGES: never[] = [];

/** The library takes the pointer from nodes that it neither drags nor selects; ours are buttons of their own. */
const NODE_STYLE = { width: LABEL_MAX, pointerEvents: 'all' } as const;

/** Show the whole flow: computed from the layout, because measuring mounted nodes would have to wait for them. */
function useFit(layout: Layout) {
  const { setViewport } = useReactFlow();
  const width = useStore((store) => store.width);
  const height = useStore((store) => store.height);
  return useCallback(
    (duration = 180) => {
      if (width === 0 || height === 0) return;
      const across = layout.width + LABEL_MAX / 2 + 2 * MARGIN;
      const down = layout.height + 2 * MARGIN + 24;
      const zoom = Math.max(ZOOM.least, Math.min(1, width / across, (height - 56) / down));
      const x = Math.max(MARGIN * zoom + 8, (width - (layout.width + 20) * zoom) / 2);
      const y = Math.max(MARGIN * zoom, (height - 56 - layout.height * zoom) / 2);
      void setViewport({ x, y, zoom }, { duration });
    },
    [setViewport, layout, width, height],
  );
}

/** Fit when the first layout and the size of the window are both known; later layouts leave the view where the person put it. */
function useFitOnce(layout: Layout, fit: (duration?: number) => void) {
  const isDone = useRef(false);
  const width = useStore((store) => store.width);
  useEffect(() => {
    if (isDone.current || width === 0) return;
    isDone.current = true;
    fit(0);
  }, [layout, fit, width]);
}

interface KeyDeeds {
  graph: FlowGraph;
  layout: Layout;
  selected: readonly string[];
  onSelect: (ids: string[]) => void;
  onOpen: (id: string) => void;
  fit: () => void;
}

function useCanvasKeys({ graph, layout, selected, onSelect, onOpen, fit }: KeyDeeds) {
  const { zoomIn, zoomOut, zoomTo, setCenter, getZoom } = useReactFlow();
  const store = useStoreApi();
  const focus = useFlowUi((ui) => ui.focus);
  return (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.closest('button, input')) return;
    const current = event.target instanceof HTMLElement ? event.target.id.replace(/^node-/, '') : '';
    if (isArrow(event.key)) {
      event.preventDefault();
      const next = neighbour(graph, layout, current, event.key);
      if (next === undefined) return;
      focus(next);
      document.getElementById(`node-${next}`)?.focus({ preventScroll: true });
      const place = layout.places[next];
      if (place && !isInView(store.getState(), place)) void setCenter(place.x + 25, place.y + 25, { zoom: getZoom(), duration: 180 });
      return;
    }
    const deeds: Record<string, () => void> = {
      Enter: () => (event.shiftKey ? onSelect([...new Set([...selected, current])]) : onOpen(current)),
      Escape: () => onSelect([]),
      '0': () => fit(),
      '1': () => void zoomTo(1, { duration: 180 }),
      '+': () => void zoomIn({ duration: 120 }),
      '=': () => void zoomIn({ duration: 120 }),
      '-': () => void zoomOut({ duration: 120 }),
    };
    const deed = deeds[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  };
}

/** Whether a shape and its label stand wholly in the window: moving the focus then needs no moving of the view. */
function isInView({ transform: [x, y, zoom], width, height }: { transform: [number, number, number]; width: number; height: number }, place: Point): boolean {
  const left = place.x * zoom + x;
  const top = place.y * zoom + y;
  return left > 40 && top > 16 && left + 90 * zoom < width && top + 100 * zoom < height;
}
