/** The address of a thumbnail at one of the sizes the server draws. */
export type ThumbSize = 96 | 192 | 384 | 1600;

export function sized(url: string, size: ThumbSize): string {
  return `${url}${url.includes('?') ? '&' : '?'}size=${size}`;
}
