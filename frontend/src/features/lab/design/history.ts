/** Undo and redo over a whole value; quick edits of one thing count as one. */
import { isSame } from '@/features/forms';

export interface History<Value> {
  past: readonly Value[];
  present: Value;
  future: readonly Value[];
  tag: string | undefined;
  at: number;
}

const MOST = 100;
const JOIN_MS = 1_500;

export function startHistory<Value>(present: Value): History<Value> {
  return { past: [], present, future: [], tag: undefined, at: 0 };
}

export function recorded<Value>(history: History<Value>, next: Value, now: number, tag?: string): History<Value> {
  if (isSame(next, history.present)) return history;
  const isJoined = tag !== undefined && tag === history.tag && now - history.at < JOIN_MS && history.past.length > 0;
  return { past: isJoined ? history.past : [...history.past, history.present].slice(-MOST), present: next, future: [], tag, at: now };
}

export function undone<Value>(history: History<Value>): History<Value> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], tag: undefined, at: 0 };
}

export function redone<Value>(history: History<Value>): History<Value> {
  const [next, ...rest] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future: rest, tag: undefined, at: 0 };
}
