/** The charts of a page while they are worked on: changed at once, saved soon after, undone as far back as wished. */
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiError } from '@/api';
import { isSame } from '@/features/forms';
import { sayError } from '@/ui';
import { recorded, redone, startHistory, undone } from './history';
import type { Chart } from './types';

export interface Kept {
  charts: Chart[];
  revision: number;
}

const SETTLE_MS = 600;

export function useCharts(kept: Kept, save: (charts: Chart[], revision: number) => Promise<Kept>, reload: () => Promise<Kept | undefined>) {
  const [history, setHistory] = useState(() => startHistory(kept.charts));
  const [ground, setGround] = useState(kept);
  const charts = history.present;
  const isDirty = !isSame(charts, ground.charts);
  if (kept.revision > ground.revision && !isDirty) {
    setGround(kept);
    if (!isSame(charts, kept.charts)) setHistory(startHistory(kept.charts));
  }
  const saving = useMutation({
    mutationFn: (next: readonly Chart[]) => save([...next], ground.revision),
    onSuccess: (saved) => setGround(saved),
    onError: sayError,
  });
  const { mutate, isPending, isError, reset } = saving;
  useEffect(() => {
    if (!isDirty || isPending || isError) return;
    const timer = setTimeout(() => mutate(charts), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [charts, isDirty, isPending, isError, mutate]);
  const change = (next: typeof history) => {
    reset();
    setHistory(next);
  };
  return {
    charts,
    state: isError ? ('not saved' as const) : isDirty || isPending ? ('saving' as const) : ('saved' as const),
    isConflict: saving.error instanceof ApiError && saving.error.status === 409,
    setCharts: (next: readonly Chart[], tag?: string) => change(recorded(history, next, Date.now(), tag)),
    undo: history.past.length > 0 ? () => change(undone(history)) : undefined,
    redo: history.future.length > 0 ? () => change(redone(history)) : undefined,
    /** Put one's own changes away and take what the colleague saved. */
    takeTheirs: async () => {
      const found = await reload();
      if (found === undefined) return;
      reset();
      setGround(found);
      setHistory(startHistory(found.charts));
    },
  };
}
