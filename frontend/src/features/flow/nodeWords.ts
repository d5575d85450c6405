/** What a node says of itself: its state with progress laid over it, its second line, and its name for screen readers. */
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

/** "epoch 4/10 · 0.774": the epochs done and the latest validation accuracy, or what the run says of itself. */
export function runningWord(run: LiveRun | undefined): string | undefined {
  if (run === undefined) return undefined;
  const last = run.epochs.at(-1);
  if (last === undefined) return run.of > 0 ? `epoch 1/${run.of}` : run.text === '' ? undefined : run.text;
  const accuracy = last.validation ?? last.training;
  return accuracy === undefined ? `epoch ${last.epoch}/${run.of}` : `epoch ${last.epoch}/${run.of} · ${accuracy.toFixed(3)}`;
}

/** The full sentence for screen readers: name, kind, state. */
export function nodeLabel(node: FlowNode, status: NodeStatus): string {
  const kind = node.type === 'item' ? itemKindWord(node.item) : `recipe, ${node.recipe.type_label}`;
  const state = STATE_LOOKS[status.state].word;
  return [node.name, kind, state, status.word === state ? '' : status.word].filter(Boolean).join(', ');
}
