/** Addresses of a picture in an image folder. */
import type { ThumbSize } from '@/lib/thumbs';

export function pictureThumb(key: string, folderId: string, path: string, size: ThumbSize): string {
  const query = new URLSearchParams({ path, size: String(size) });
  return `/api/projects/${encodeURIComponent(key)}/folders/${encodeURIComponent(folderId)}/thumb?${query.toString()}`;
}
