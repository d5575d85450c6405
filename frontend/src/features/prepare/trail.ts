/** Undo and redo over a whole script; quick edits of one field count as one. */
import { isSame } from '../forms';
import type { Steps } from './script';

export interface Trail {
  past: readonly Steps[];
  present: Steps;
  future: readonly Steps[];
  /** What the last edit was about; the next one about the same, soon after, joins it. */
  tag: string | undefined;
  at: number;
}

const MOST = 200;
const JOIN_MS = 1_500;

export function startTrail(present: Steps): Trail {
  return { past: [], present, future: [], tag: undefined, at: 0 };
}

export function record(trail: Trail, next: Steps, now: number, tag?: string): Trail {
  if (isSame(next, trail.present)) return trail;
  const isJoined = tag !== undefined && tag === trail.tag && now - trail.at < JOIN_MS && trail.past.length > 0;
  const past = isJoined ? trail.past : [...trail.past, trail.present].slice(-MOST);
  return { past, present: next, future: [], tag, at: now };
}

export function undo(trail: Trail): Trail {
  const before = trail.past.at(-1);
  if (before === undefined) return trail;
  return { past: trail.past.slice(0, -1), present: before, future: [trail.present, ...trail.future], tag: undefined, at: 0 };
}

export function redo(trail: Trail): Trail {
  const [next, ...rest] = trail.future;
  if (next === undefined) return trail;
  return { past: [...trail.past, trail.present], present: next, future: rest, tag: undefined, at: 0 };
}
