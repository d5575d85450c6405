/** Every state with its count; pressing one lights only the nodes in it. */
import { UnstyledButton } from '@mantine/core';
import { STATE_LOOKS, ITEM_STATES, StateGlyph, type ItemState } from '@/ui';
import { countStates, type FlowGraph } from './flowGraph';
import classes from './Legend.module.css';

interface LegendProps {
  graph: FlowGraph;
  state: string | undefined;
  onState: (state: ItemState | undefined) => void;
  /** As chips in a row (the outline on a phone) instead of a bar over the canvas. */
  isChips?: boolean;
}

export function Legend({ graph, state, onState, isChips = false }: LegendProps) {
  const counts = countStates(graph);
  const shown = ITEM_STATES.filter((one) => (counts.get(one) ?? 0) > 0 || one === state);
  return (
    <div className={isChips ? classes.chips : classes.legend} role="group" aria-label="States, press one to filter">
      {isChips && (
        <UnstyledButton className={classes.entry} aria-pressed={state === undefined} onClick={() => onState(undefined)}>
          All {graph.nodes.length}
        </UnstyledButton>
      )}
      {shown.map((one) => (
        <UnstyledButton
          key={one}
          className={classes.entry}
          aria-pressed={state === one}
          style={{ color: `var(--${STATE_LOOKS[one].tone})` }}
          onClick={() => onState(state === one ? undefined : one)}
        >
          <StateGlyph state={one} />
          {counts.get(one) ?? 0} {STATE_LOOKS[one].word}
        </UnstyledButton>
      ))}
    </div>
  );
}
