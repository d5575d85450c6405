/** What the results' address means: which sessions, which metric, which model, which are ticked. */
import type { TaskSearch } from '@/app/search';
import type { Ranked } from '../ranking';
import type { LabTypes, ModelMetric, Session, Task } from '../types';

/** The session of that number; the newest where none is named, all for 0. */
export function shownSessions(all: readonly Session[], number: number | undefined): readonly Session[] {
  if (number === 0) return all;
  const found = all.find((session) => session.number === number) ?? all[0];
  return found === undefined ? [] : [found];
}

export function metricOf(types: LabTypes, type: string, task: Task): ModelMetric {
  const found = types.metrics.find((one) => one.type === type) ?? types.metrics.find((one) => one.tasks.includes(task.design.predictionType)) ?? types.metrics[0];
  if (found === undefined) throw new Error('This Atelier knows no metric.');
  return found;
}

/** The model that is shown: the named one, else the best, else the first that there is. */
export function shownModel(order: readonly Ranked[], id: number | undefined): Ranked | undefined {
  return order.find((one) => one.model.id === id) ?? order[0];
}

export function tickedIds(search: Pick<TaskSearch, 'compare'>): Set<number> {
  return new Set((search.compare ?? '').split(',').map(Number).filter((id) => Number.isInteger(id) && id > 0));
}

export function bestOf(sessions: readonly Session[], isGreaterBetter: boolean): number | undefined {
  const scores = sessions.flatMap((session) => session.models.flatMap((model) => (model.state === 'DONE' && model.score !== null ? [model.score] : [])));
  return scores.length === 0 ? undefined : isGreaterBetter ? Math.max(...scores) : Math.min(...scores);
}
