/** One node on the canvas: shape, name, state line; while it learns, its curve. A button like any other for keys and readers. */
import { Fragment, memo } from 'react';
import { ItemIcon, recipeLook } from '@/features/items';
import { useCheckTrouble } from '@/features/metrics';
import { useProjectKey } from '@/lib/params';
import { middleCut } from '@/lib/middleCut';
import { ItemShape, STATE_LOOKS, StateMark } from '@/ui';
import type { FlowNode } from './flowGraph';
import classes from './FlowNodeView.module.css';
import { useFlowUi } from './flowUi';
import { useLiveRun } from './liveRuns';
import { MiniCurve } from './MiniCurve';
import { nodeLabel, nodeStatus } from './nodeWords';
import { sideOf } from './structure';

interface FlowNodeViewProps {
  node: FlowNode;
  isSelected: boolean;
  isDimmed: boolean;
  isTabStop: boolean;
  onSelect: (id: string, isAdding: boolean) => void;
  onOpen: (id: string) => void;
}

const NAME_MAX = 34;
/** A longer cause stands in the panel; below the shape the state's own word has to do. */
const WORD_MAX = 26;

export const FlowNodeView = memo(function FlowNodeView(props: FlowNodeViewProps) {
  const { node, isSelected, isDimmed, isTabStop, onSelect, onOpen } = props;
  const run = useLiveRun(node.type === 'recipe' && node.state === 'running' ? node.recipe.activity_id : null);
  const hover = useFlowUi((ui) => ui.hover);
  const focus = useFlowUi((ui) => ui.focus);
  // A check that fails stands in place of the fact: it is what somebody has to look at.
  const trouble = useCheckTrouble(useProjectKey(), node.type === 'item' && node.state === 'up_to_date' ? node.id : undefined);
  const status = trouble === undefined ? nodeStatus(node, run) : { ...trouble, progress: undefined };
  return (
    <div
      id={`node-${node.id}`}
      className={classes.node}
      role="button"
      tabIndex={isTabStop ? 0 : -1}
      aria-pressed={isSelected}
      aria-label={nodeLabel(node, status)}
      data-selected={isSelected}
      data-dimmed={isDimmed}
      data-noun={node.type === 'item'}
      onClick={(event) => onSelect(node.id, event.shiftKey || event.ctrlKey || event.metaKey)}
      onDoubleClick={() => onOpen(node.id)}
      onKeyDown={(event) => {
        if (event.key !== ' ') return;
        event.preventDefault();
        onSelect(node.id, event.shiftKey);
      }}
      onFocus={() => focus(node.id)}
      onPointerEnter={() => hover(node.id)}
      onPointerLeave={() => hover(undefined)}
    >
      <span className={classes.shape} style={{ height: sideOf(node) }}>
        {isSelected && <span className={classes.plate} aria-hidden="true" />}
        {node.type === 'item' ? (
          <ItemIcon item={node.item} size={sideOf(node)} />
        ) : (
          <ItemShape {...recipeLook(node.recipe)} size={sideOf(node)} state={status.state} progress={status.progress} />
        )}
      </span>
      <span className={classes.label} data-ring={status.state === 'running' && node.type === 'recipe'}>
        <span className={classes.name}>{breakable(middleCut(node.name, NAME_MAX))}</span>
        <span className={classes.meta}>
          <StateMark state={status.state} word={status.word.length > WORD_MAX ? STATE_LOOKS[status.state].word : status.word} progress={status.progress} size={12} />
        </span>
        {run !== undefined && run.epochs.length > 0 && (
          <span className={classes.card}>
            <MiniCurve epochs={run.epochs} of={run.of} />
          </span>
        )}
      </span>
    </div>
  );
});

/** A long name may wrap after an underscore, dash or dot, where people read a break anyway. */
function breakable(name: string) {
  return name.split(/(?<=[_.-])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
