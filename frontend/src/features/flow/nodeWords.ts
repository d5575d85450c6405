/** What a node says of itself: its state with progress laid over it, its second line, and its name for screen readers. */
import { duration } from '@/lib/format';
import { itemFact, itemKindWord, recipeFact } from '@/features/items';
import { STATE_LOOKS, type ItemState } from '@/ui';
import type { FlowNode } from './flowGraph';
import type { LiveRun } from './liveRuns';

export interface NodeStatus {
  state: ItemState;
  word: string;
  progress: number | undefined;
}

export function nodeStatus(node: FlowNode, run: LiveRun | undefined): NodeStatus {
  if (node.type === 'item') {
    return { state: node.state, word: itemFact(node.item) ?? STATE_LOOKS[node.state].word, progress: undefined };
  }
  const recipe = node.recipe;
  if (recipe.state === 'running') {
    return { state: 'running', word: runningWord(run) ?? recipeFact(recipe) ?? 'running', progress: progressOf(run) ?? recipe.fraction ?? undefined };
  }
  return { state: recipe.state, word: recipeFact(recipe) ?? STATE_LOOKS[recipe.state].word, progress: undefined };
}

export function progressOf(run: LiveRun | undefined): number | undefined {
  if (run?.fraction !== undefined) return run.fraction;
  return run !== undefined && run.of > 0 ? run.epochs.length / run.of : undefined;
}

/** "epoch 4/10 · 2 min left", as far as the run has told it. */
export function runningWord(run: LiveRun | undefined): string | undefined {
  if (run === undefined) return undefined;
  const last = run.epochs.at(-1);
  const place = run.of > 0 ? `epoch ${Math.min(run.of, (last?.epoch ?? 0) + (last && last.epoch < run.of ? 1 : last ? 0 : 1))}/${run.of}` : run.text;
  if (place === '') return undefined;
  return run.secondsLeft === undefined ? place : `${place} · ${duration(run.secondsLeft)} left`;
}

/** The full sentence for screen readers: name, kind, state. */
export function nodeLabel(node: FlowNode, status: NodeStatus): string {
  const kind = node.type === 'item' ? itemKindWord(node.item) : `recipe, ${node.recipe.type_label}`;
  const state = STATE_LOOKS[status.state].word;
  return [node.name, kind, state, status.word === state ? '' : status.word].filter(Boolean).join(', ');
}
