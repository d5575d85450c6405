import type { ProjectCard } from '@/api';
import type { ItemState } from '@/ui';

/** The one state a project tile shows: the loudest there is, with its count. */
export function cardState(card: Pick<ProjectCard, 'state_counts' | 'running'>): { state: ItemState; word: string; progress?: number | undefined } {
  const running = card.running[0];
  if (running) {
    const word = [running.name, running.text].filter(Boolean).join(', ');
    return { state: running.state === 'RUNNING' ? 'running' : 'queued', word, progress: running.fraction ?? undefined };
  }
  const count = (state: ItemState) => card.state_counts[state] ?? 0;
  if (count('failed') > 0) return { state: 'failed', word: `${count('failed')} failed` };
  if (count('out_of_date') > 0) return { state: 'out_of_date', word: `${count('out_of_date')} out of date` };
  if (count('up_to_date') > 0 && count('not_built') === 0) return { state: 'up_to_date', word: 'up to date' };
  if (count('not_built') > 0) return { state: 'not_built', word: `${count('not_built')} not built` };
  return { state: 'not_built', word: 'empty' };
}
