/** Where a dataset's rows were read from, of what the server tells about it. */
import { isRecord } from '../forms';
import type { Dataset } from './types';

export type Source = { kind: 'root'; root: string; path: string } | { kind: 'folder'; folderId: string; pattern: string } | { kind: 'upload'; name: string; more: number };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** undefined where the rows come from no file. */
export function sourceOf(dataset: Pick<Dataset, 'source'>): Source | undefined {
  const { source } = dataset;
  if (!isRecord(source)) return undefined;
  if (source.kind === 'root') return { kind: 'root', root: text(source.root), path: text(source.path) };
  if (source.kind === 'folder') return { kind: 'folder', folderId: text(source.folder_id), pattern: text(source.pattern) };
  return { kind: 'upload', name: text(source.name), more: Array.isArray(source.more) ? source.more.length : 0 };
}
