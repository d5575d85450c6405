/** What is said of a file. */
import { bytes } from '@/lib/format';
import type { Entry } from './types';

/** The group a picture belongs to: what stands before `_pic_`, before a trailing number, or its sub-folder. */
export function groupName(path: string, known: ReadonlySet<string>): string | undefined {
  const parts = path.split('/');
  const stem = (parts.at(-1) ?? '').replace(/\.[^.]+$/, '');
  const marked = stem.lastIndexOf('_pic_');
  const numbered = /^(.+)_\d+$/.exec(stem)?.[1];
  const name = marked > 0 ? stem.slice(0, marked) : (numbered ?? parts.at(-2));
  return name !== undefined && known.has(name) ? name : undefined;
}

/** "312 × 308 px, 24 kB". */
export function entryFacts(entry: Entry): string {
  const size = entry.width !== null && entry.height !== null ? `${entry.width} × ${entry.height} px, ` : '';
  return `${size}${bytes(entry.size)}`;
}

/** Why a picture cannot be read, as short as fits into a tile. */
export function problemWords(entry: Entry): string {
  return entry.size === 0 ? '0 bytes' : (entry.problem ?? '');
}
