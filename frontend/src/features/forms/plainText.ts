/** A JSON value as text: text as it is, everything else as JSON writes it, nothing as an empty text. */
export function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
