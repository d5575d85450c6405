/** All edges of the flow as one drawing below the nodes. */
import { memo, useMemo } from 'react';
import { edgeLook, type EdgeLook, type FlowGraph } from './flowGraph';
import classes from './FlowEdges.module.css';
import { useFlowUi } from './flowUi';
import { roundedPath } from './roundedPath';
import type { Layout, Point } from './structure';

interface FlowEdgesProps {
  graph: FlowGraph;
  layout: Layout;
  lit: ReadonlySet<string> | undefined;
}

const ORDER: Record<EdgeLook, number> = { pending: 0, plain: 1, failed: 2, live: 3 };

export const FlowEdges = memo(function FlowEdges({ graph, layout, lit }: FlowEdgesProps) {
  const hoveredId = useFlowUi((ui) => ui.hoveredId);
  const drawn = useMemo(
    () =>
      graph.edges
        .flatMap((edge) => {
          const points = layout.routes[edge.id];
          return points === undefined ? [] : [{ edge, points, path: roundedPath(points), look: edgeLook(graph, edge) }];
        })
        .sort((a, b) => ORDER[a.look] - ORDER[b.look]),
    [graph, layout],
  );
  return (
    <svg className={classes.edges} width={layout.width} height={layout.height} aria-hidden="true" focusable="false">
      {drawn.map(({ edge, points, path, look }) => {
        const isDimmed = lit !== undefined && !(lit.has(edge.from) && lit.has(edge.to));
        const isNear = hoveredId === edge.from || hoveredId === edge.to;
        return (
          <g key={edge.id} className={classes[look]} data-dimmed={isDimmed} data-near={isNear}>
            <path className={classes.line} d={path} />
            <path className={classes.head} d={arrowHead(points)} />
          </g>
        );
      })}
    </svg>
  );
});

/** An open arrowhead, 5 long and 8 wide, at the end of the last stretch; a little before the shape. */
function arrowHead(points: readonly Point[]): string {
  const tip = points.at(-1);
  if (!tip) return '';
  return `M${tip.x - 6} ${tip.y - 4}L${tip.x - 1} ${tip.y}L${tip.x - 6} ${tip.y + 4}`;
}
