/** The script of a recipe being edited: its steps, edits with undo and redo, whoever else changes it. */
import { useMemo, useState } from 'react';
import { isSame } from '../forms';
import { stepsOf, type Step, type Steps } from './script';
import { record, redo, startTrail, undo, type Trail } from './trail';

export interface Script {
  steps: Step[];
  /** @param tag Edits of one tag that follow quickly are undone as one. */
  edit: (next: Steps, tag?: string) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
}

export function useScript(value: unknown, onChange: (steps: Steps) => void): Script {
  const steps = useMemo(() => stepsOf(value), [value]);
  const [trail, setTrail] = useState<Trail>(() => startTrail(steps));
  // Discarding, a colleague's save or a revision from the history change the script from outside: that too can be undone.
  if (!isSame(trail.present, steps)) setTrail(record(trail, steps, 0));
  const go = (next: Trail) => {
    setTrail(next);
    if (next.present !== trail.present) onChange(next.present);
  };
  return {
    steps,
    edit: (next, tag) => go(record(trail, next, Date.now(), tag)),
    undo: () => go(undo(trail)),
    redo: () => go(redo(trail)),
    canUndo: trail.past.length > 0,
    canRedo: trail.future.length > 0,
  };
}
