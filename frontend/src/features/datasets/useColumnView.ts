/** How somebody wants to see a dataset's columns, kept in this browser: hidden, pinned, ordered, coloured. */
import { useLocalStorage } from '@mantine/hooks';
import { useMemo } from 'react';
import { isRecord } from '../forms';
import { PLAIN_VIEW, type ColumnView } from './grid/columns';

const names = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

/** What was stored, whatever it is: another version of Atelier may have written it. */
export function readView(text: string | undefined): ColumnView {
  if (text === undefined) return PLAIN_VIEW;
  try {
    const found: unknown = JSON.parse(text);
    if (!isRecord(found)) return PLAIN_VIEW;
    return { hidden: names(found.hidden), pinned: names(found.pinned), order: names(found.order), coloured: names(found.coloured), hasStatistics: found.hasStatistics === true };
  } catch {
    return PLAIN_VIEW;
  }
}

export function useColumnView(datasetId: string): [ColumnView, (change: Partial<ColumnView>) => void] {
  const [text, setText] = useLocalStorage({
    key: `atelier.columns.${datasetId}`,
    defaultValue: '',
    getInitialValueInEffect: false,
    serialize: (value) => value,
    deserialize: (value) => value ?? '',
  });
  const view = useMemo(() => readView(text === '' ? undefined : text), [text]);
  return [view, (change) => setText((old) => JSON.stringify({ ...readView(old === '' ? undefined : old), ...change }))];
}
