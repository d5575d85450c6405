/** A live preview: settles for a moment, cancels what was overtaken, and pages through the sample. */
import { useDebouncedValue } from '@mantine/hooks';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { isSame } from '../forms';
import { PAGE_ROWS, previewQuery, type Preview, type PreviewAsk, type PreviewPlace } from './queries';

const SETTLE_MS = 150;

export interface LivePreview {
  /** The last answer; undefined before the first. */
  preview: Preview | undefined;
  /** The question it answers. */
  answered: PreviewAsk | undefined;
  /** Whether the answer is to what is asked now. */
  isFresh: boolean;
  error: unknown;
  retry: () => void;
  /** A cell of the sample; undefined while its page is on its way. */
  cell: (row: number, column: number) => unknown;
  /** Say which rows are in sight. */
  onView: (first: number, end: number) => void;
}

export function usePreview(projectKey: string, place: PreviewPlace, ask: PreviewAsk, isOn = true): LivePreview {
  const stable = useStable(ask);
  const [settled] = useDebouncedValue(stable, SETTLE_MS);
  const [pages, setPages] = useState<readonly [number, number]>([0, 0]);
  const head = useQuery({ ...previewQuery(projectKey, place, settled), enabled: isOn });
  // A refused question leaves the last good answer on the screen; its fields say what is wrong.
  const [last, setLast] = useState(head.data);
  if (head.data !== undefined && head.data !== last) setLast(head.data);
  const shown = head.data ?? last;
  const further = useMemo(() => Array.from({ length: Math.max(0, pages[1] - pages[0] + 1) }, (_, index) => pages[0] + index).filter((page) => page > 0), [pages]);
  const total = shown?.preview.total ?? 0;
  const rest = useQueries({
    queries: further.map((page) => ({ ...previewQuery(projectKey, place, settled, page), enabled: isOn && !head.isPlaceholderData && page * PAGE_ROWS < total })),
  });
  const rowsByPage = new Map<number, Preview['rows']>();
  if (shown !== undefined) rowsByPage.set(0, shown.preview.rows);
  further.forEach((page, index) => {
    const found = rest[index]?.data;
    if (found !== undefined) rowsByPage.set(page, found.preview.rows);
  });
  return {
    preview: shown?.preview,
    answered: shown?.ask,
    isFresh: settled === stable && head.isSuccess && !head.isPlaceholderData,
    error: head.error ?? rest.find((one) => one.error !== null)?.error ?? undefined,
    retry: () => void Promise.all([head.refetch(), ...rest.filter((one) => one.isError).map((one) => one.refetch())]),
    cell: (row, column) => {
      const rows = rowsByPage.get(Math.floor(row / PAGE_ROWS));
      return rows === undefined ? undefined : (rows[row % PAGE_ROWS]?.[column] ?? null);
    },
    onView: (first, end) => {
      const next = [Math.floor(first / PAGE_ROWS), Math.floor(Math.max(first, end - 1) / PAGE_ROWS)] as const;
      setPages((old) => (old[0] === next[0] && old[1] === next[1] ? old : next));
    },
  };
}

/** The same object for as long as it says the same: settings are made anew at every key press. */
function useStable<T>(value: T): T {
  const [kept, setKept] = useState(value);
  if (kept !== value && !isSame(kept, value)) {
    setKept(value);
    return value;
  }
  return kept;
}
