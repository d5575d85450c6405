/** A design being edited: it saves by itself, can be undone, and is put together with what others save meanwhile. */
import { useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { api, ApiError, keys, take, type FieldProblem } from '@/api';
import { isSame } from '@/features/forms';
import { say } from '@/ui';
import type { Design, Task } from '../types';
import { recorded, redone, startHistory, undone, type History } from './history';
import { mergeDesigns } from './merging';

const SETTLE_MS = 500;

export interface DesignClash {
  revision: number;
  mine: Design;
  theirs: Design;
  paths: string[][];
}

export interface DesignDraft {
  design: Design;
  /** What the server last said of it; empty while newer edits are on their way. */
  problems: readonly FieldProblem[];
  isDirty: boolean;
  isSaving: boolean;
  error: unknown;
  clash: DesignClash | undefined;
  canUndo: boolean;
  canRedo: boolean;
  /** @param tag Edits of one tag that follow quickly are undone as one. */
  edit: (change: (design: Design) => Design, tag?: string) => void;
  undo: () => void;
  redo: () => void;
  /** Save at once what is still waiting; false where it was refused. */
  save: () => Promise<boolean>;
  settle: (side: 'mine' | 'theirs') => void;
}

export function useDesign(projectKey: string, task: Task): DesignDraft {
  const queryClient = useQueryClient();
  const [ground, setGround] = useState({ revision: task.revision, design: task.design });
  const [history, setHistory] = useState<History<Design>>(() => startHistory(task.design));
  const [clash, setClash] = useState<DesignClash>();
  const [error, setError] = useState<unknown>();
  const [isSaving, setIsSaving] = useState(false);
  const onItsWay = useRef<Promise<boolean>>(undefined);
  const design = history.present;
  const isDirty = !isSame(design, ground.design);

  // Somebody else's save or a new guess arrives by the query: an untouched design follows it, an edited one waits for its own save.
  if (task.revision > ground.revision && !isDirty) {
    setGround({ revision: task.revision, design: task.design });
    setHistory(recorded(history, task.design, 0));
  }

  const put = async (next: Design, revision: number): Promise<boolean> => {
    try {
      const path = { key: projectKey, task_id: task.id };
      const saved = await take(api.PUT('/api/projects/{key}/tasks/{task_id}/design', { params: { path }, body: { revision, design: next } }));
      queryClient.setQueryData(keys.task(projectKey, task.id), saved);
      setGround({ revision: saved.revision, design: saved.design });
      // The server's form of what was sent replaces it, unless more was edited meanwhile.
      setHistory((now) => (isSame(now.present, next) ? { ...now, present: saved.design } : now));
      setError(undefined);
      return true;
    } catch (problem) {
      if (problem instanceof ApiError && problem.status === 409) return meet(next);
      setError(problem);
      return false;
    }
  };

  /** Somebody saved in between: what does not clash goes together by itself. */
  const meet = async (next: Design): Promise<boolean> => {
    const theirs = await queryClient.query({ queryKey: keys.task(projectKey, task.id), queryFn: () => take(api.GET('/api/projects/{key}/tasks/{task_id}', { params: { path: { key: projectKey, task_id: task.id } } })), staleTime: 0 });
    const merged = mergeDesigns(plain(ground.design), plain(next), plain(theirs.design));
    if (merged.clashes.length > 0) {
      setClash({ revision: theirs.revision, mine: merged.mine as unknown as Design, theirs: merged.theirs as unknown as Design, paths: merged.clashes });
      return false;
    }
    const both = merged.mine as unknown as Design;
    setGround({ revision: theirs.revision, design: theirs.design });
    setHistory((now) => recorded(now, both, 0));
    say('Somebody else changed this design too; both changes stand');
    return put(both, theirs.revision);
  };

  const save = async (): Promise<boolean> => {
    if (onItsWay.current !== undefined) await onItsWay.current;
    if (clash !== undefined) return false;
    if (isSame(design, ground.design)) return true;
    setIsSaving(true);
    onItsWay.current = put(design, ground.revision).finally(() => {
      onItsWay.current = undefined;
      setIsSaving(false);
    });
    return onItsWay.current;
  };

  const saveSettled = useEffectEvent(() => void save());
  const isStuck = error !== undefined || clash !== undefined;
  useEffect(() => {
    if (!isDirty || isStuck || isSaving) return;
    const timer = setTimeout(saveSettled, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [design, isDirty, isStuck, isSaving]);

  // Leaving waits for the last save; what is refused keeps the person on the page, which says why.
  useBlocker({
    shouldBlockFn: async ({ current, next }) => isDirty && current.pathname !== next.pathname && !(await save()),
    enableBeforeUnload: isDirty,
  });

  const go = (next: History<Design>) => {
    setHistory(next);
    if (next.present !== history.present) setError(undefined);
  };
  return {
    design,
    problems: isDirty ? refusedFields(error) : task.problems,
    isDirty,
    isSaving,
    error,
    clash,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    edit: (change, tag) => go(recorded(history, change(design), Date.now(), tag)),
    undo: () => go(undone(history)),
    redo: () => go(redone(history)),
    save,
    settle: (side) => {
      if (clash === undefined) return;
      const chosen = side === 'mine' ? clash.mine : clash.theirs;
      const theirs = queryClient.getQueryData<Task>(keys.task(projectKey, task.id));
      setGround({ revision: clash.revision, design: theirs?.design ?? ground.design });
      setHistory(recorded(history, chosen, 0));
      setClash(undefined);
    },
  };
}

function plain(design: Design): Record<string, unknown> {
  return design;
}

/** The fields of a refused save, without the word that every one of them begins with. */
function refusedFields(error: unknown): readonly FieldProblem[] {
  if (!(error instanceof ApiError)) return [];
  return error.fields.map((field) => ({ ...field, loc: field.loc[0] === 'design' ? field.loc.slice(1) : field.loc }));
}
