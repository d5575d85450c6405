/** Addresses of a folder's bytes. */
import type { ThumbSize } from '@/lib/thumbs';

function base(key: string, folderId: string): string {
  return `/api/projects/${encodeURIComponent(key)}/folders/${encodeURIComponent(folderId)}`;
}

/** @param content The content key: with it the answer may be kept for ever. */
export function thumbAddress(key: string, folderId: string, path: string, size: ThumbSize, content?: string): string {
  const query = new URLSearchParams({ path, size: String(size), ...(content === undefined ? {} : { v: content }) });
  return `${base(key, folderId)}/thumb?${query.toString()}`;
}

export function fileAddress(key: string, folderId: string, path: string): string {
  return `${base(key, folderId)}/file?${new URLSearchParams({ path }).toString()}`;
}

export function zipAddress(key: string, folderId: string, what: { prefix?: string; paths?: readonly string[] } = {}): string {
  const query = new URLSearchParams();
  if (what.prefix !== undefined && what.prefix !== '') query.set('prefix', what.prefix);
  for (const path of what.paths ?? []) query.append('path', path);
  const text = query.toString();
  return `${base(key, folderId)}/zip${text === '' ? '' : `?${text}`}`;
}
