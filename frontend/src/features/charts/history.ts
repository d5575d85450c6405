/** Undo and redo over all charts of a page; quick changes of one thing count as one. */
import type { Chart } from './types';

export interface History {
  past: readonly (readonly Chart[])[];
  present: readonly Chart[];
  future: readonly (readonly Chart[])[];
  tag: string | undefined;
  at: number;
}

const MOST = 100;
const JOIN_MS = 1_500;

export const startHistory = (present: readonly Chart[]): History => ({ past: [], present, future: [], tag: undefined, at: 0 });

export function recorded(history: History, next: readonly Chart[], now: number, tag?: string): History {
  const isJoined = tag !== undefined && tag === history.tag && now - history.at < JOIN_MS && history.past.length > 0;
  return { past: isJoined ? history.past : [...history.past, history.present].slice(-MOST), present: next, future: [], tag, at: now };
}

export function undone(history: History): History {
  const before = history.past.at(-1);
  return before === undefined ? history : { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], tag: undefined, at: 0 };
}

export function redone(history: History): History {
  const [next, ...rest] = history.future;
  return next === undefined ? history : { past: [...history.past, history.present], present: next, future: rest, tag: undefined, at: 0 };
}
