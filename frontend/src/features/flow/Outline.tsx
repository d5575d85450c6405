/**
 * The outline: the same flow as a tree grid in reading order, indented by depth. Everything the canvas can do works here by
 * keyboard, and on a phone it is the view one starts with.
 */
import { useRef, type KeyboardEvent } from 'react';
import { IconChevronRight } from '@tabler/icons-react';
import { ItemIcon, itemKindWord, RecipeIcon, sinceWords } from '@/features/items';
import { StateMark } from '@/ui';
import { depths, inReadingOrder, type FlowGraph, type FlowNode } from './flowGraph';
import { useFlowUi } from './flowUi';
import { useLiveRun } from './liveRuns';
import { MiniCurve } from './MiniCurve';
import { nodeStatus } from './nodeWords';
import classes from './Outline.module.css';

interface OutlineProps {
  graph: FlowGraph;
  lit: ReadonlySet<string> | undefined;
  selected: readonly string[];
  onSelect: (ids: string[]) => void;
  onOpen: (id: string) => void;
}

const INDENT = 14;
const DEEPEST_INDENT = 8;

export function Outline({ graph, lit, selected, onSelect, onOpen }: OutlineProps) {
  const grid = useRef<HTMLDivElement>(null);
  const focusedId = useFlowUi((ui) => ui.focusedId);
  const focus = useFlowUi((ui) => ui.focus);
  const depth = depths(graph);
  const nodes = inReadingOrder(graph).filter((node) => lit === undefined || lit.has(node.id));
  const tabStop = nodes.some((node) => node.id === focusedId) ? focusedId : (selected.find((id) => nodes.some((node) => node.id === id)) ?? nodes[0]?.id);

  const go = (index: number) => {
    const node = nodes[Math.max(0, Math.min(nodes.length - 1, index))];
    if (!node) return;
    focus(node.id);
    const rows = grid.current?.querySelectorAll<HTMLElement>('[data-node]') ?? [];
    Array.from(rows)
      .find((row) => row.dataset.node === node.id)
      ?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, index: number, node: FlowNode) => {
    const jump = (ids: readonly string[] | undefined) => {
      const at = nodes.findIndex((other) => ids?.includes(other.id) === true);
      if (at >= 0) go(at);
    };
    const deeds: Record<string, () => void> = {
      ArrowDown: () => go(index + 1),
      ArrowUp: () => go(index - 1),
      ArrowRight: () => jump(graph.after.get(node.id)),
      ArrowLeft: () => jump(graph.before.get(node.id)),
      Home: () => go(0),
      End: () => go(nodes.length - 1),
      Enter: () => onOpen(node.id),
      ' ': () => onSelect(toggled(selected, node.id, event.shiftKey || event.ctrlKey)),
      Escape: () => onSelect([]),
    };
    const deed = deeds[event.key];
    if (!deed || event.altKey || event.metaKey) return;
    event.preventDefault();
    deed();
  };

  if (nodes.length === 0) return <p className={classes.none}>Nothing in this flow matches.</p>;
  return (
    <div ref={grid} className={classes.grid} role="treegrid" aria-label="Flow as an outline" aria-multiselectable="true" aria-rowcount={nodes.length}>
      <div className={classes.header} role="row">
        <span role="columnheader">Name</span>
        <span role="columnheader">State</span>
        <span role="columnheader">Reads</span>
        <span role="columnheader">Writes</span>
        <span role="columnheader">Last built</span>
      </div>
      {nodes.map((node, index) => (
        <div
          key={node.id}
          className={classes.row}
          role="row"
          data-node={node.id}
          aria-level={(depth.get(node.id) ?? 0) + 1}
          aria-selected={selected.includes(node.id)}
          aria-rowindex={index + 1}
          tabIndex={node.id === tabStop ? 0 : -1}
          onClick={(event) => onSelect(toggled(selected, node.id, event.shiftKey || event.ctrlKey || event.metaKey))}
          onDoubleClick={() => onOpen(node.id)}
          onFocus={() => focus(node.id)}
          onKeyDown={(event) => onKeyDown(event, index, node)}
        >
          <Cells graph={graph} node={node} indent={Math.min(DEEPEST_INDENT, depth.get(node.id) ?? 0) * INDENT} onOpen={onOpen} />
        </div>
      ))}
    </div>
  );
}

function toggled(selected: readonly string[], id: string, isAdding: boolean): string[] {
  if (!isAdding) return [id];
  return selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id];
}

interface CellsProps {
  graph: FlowGraph;
  node: FlowNode;
  indent: number;
  onOpen: (id: string) => void;
}

function Cells({ graph, node, indent, onOpen }: CellsProps) {
  const run = useLiveRun(node.type === 'recipe' && node.state === 'running' ? node.recipe.activity_id : null);
  const status = nodeStatus(node, run);
  const names = (ids: readonly string[] | undefined) => [...new Set(ids)].flatMap((id) => graph.byId.get(id)?.name ?? []).join(', ');
  const since = node.type === 'item' ? node.item.built_at : node.recipe.last_run_at;
  return (
    <>
      <span role="gridcell" className={classes.nameCell} style={{ paddingLeft: `calc(${indent}px * var(--indent, 1))` }}>
        {node.type === 'item' ? <ItemIcon item={node.item} size={34} /> : <RecipeIcon recipe={node.recipe} size={34} />}
        <span className={classes.names}>
          <span className={node.type === 'item' ? classes.noun : classes.verb}>{node.name}</span>
          <span className={classes.kind}>{node.type === 'item' ? itemKindWord(node.item) : node.recipe.type_label}</span>
        </span>
      </span>
      <span role="gridcell" className={classes.state}>
        <StateMark {...status} />
        {run !== undefined && run.epochs.length > 0 && (
          <span className={classes.curve}>
            <MiniCurve epochs={run.epochs} of={run.of} width={72} height={26} />
          </span>
        )}
      </span>
      <span role="gridcell" className={classes.links}>
        {node.type === 'recipe' ? names(graph.before.get(node.id)) : ''}
      </span>
      <span role="gridcell" className={classes.links}>
        {node.type === 'recipe' ? names(graph.after.get(node.id)) : ''}
      </span>
      <span role="gridcell" className={classes.since}>
        {since === null ? '·' : sinceWords(since)}
        <button type="button" tabIndex={-1} className={classes.open} aria-label={`Open ${node.name}`} onClick={() => onOpen(node.id)}>
          <IconChevronRight size={16} stroke={1.5} />
        </button>
      </span>
    </>
  );
}
