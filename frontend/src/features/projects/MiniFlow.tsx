/** A project's flow at a glance: silhouettes and their colours, no words. */
import { memo } from 'react';
import type { MiniNode } from '@/api';
import { familyOf, SHAPE_KINDS, SILHOUETTES, type ShapeKind } from '@/ui';
import classes from './MiniFlow.module.css';
import { miniLayout } from './miniLayout';

const BOX = 56;
const SIDE = 21;
const PAD = 18;

function kindOf(node: MiniNode): ShapeKind {
  if (node.kind !== 'recipe') return node.kind;
  return SHAPE_KINDS.find((kind) => kind === node.family) ?? 'visual';
}

export const MiniFlow = memo(function MiniFlow({ nodes }: { nodes: readonly MiniNode[] }) {
  const layout = miniLayout(nodes);
  const width = layout.width + 2 * PAD;
  const height = layout.height + 2 * PAD;
  return (
    <svg className={classes.flow} viewBox={`${-PAD} ${-PAD} ${width} ${height}`} style={{ maxWidth: width, maxHeight: height }} aria-hidden="true" focusable="false">
      {layout.lines.map((line) => (
        <path key={line.id} className={classes.line} d={line.path} />
      ))}
      {layout.places.map(({ node, x, y }) => {
        const kind = kindOf(node);
        const family = familyOf(kind);
        const isHollow = node.state === 'not_built' && node.kind !== 'recipe';
        const hasLine = isHollow || kind === 'visual' || kind === 'code';
        return (
          <g key={node.id}>
            <g transform={`translate(${x - SIDE / 2} ${y - SIDE / 2}) scale(${SIDE / BOX})`}>
              <path
                d={SILHOUETTES[kind]}
                fill={isHollow ? `var(--${family}-soft)` : `var(--${family})`}
                stroke={hasLine ? `var(--${family}-line)` : 'none'}
                strokeWidth={2.6}
                strokeDasharray={isHollow ? '5 4' : undefined}
              />
            </g>
            {node.state === 'running' && <circle className={classes.ring} cx={x} cy={y} r={SIDE / 2 + 4} transform={`rotate(-70 ${x} ${y})`} />}
            {node.state === 'failed' && <path className={classes.failed} d={`M${x + 6} ${y - 13}h4l3 3v4l-3 3h-4l-3-3v-4Zm.3 3.3 3.4 3.4m0-3.4-3.4 3.4`} />}
          </g>
        );
      })}
    </svg>
  );
});
