const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The letters of a name as people see them: an emoji or a letter with its accent is one. */
export function lettersOf(name: string): string[] {
  return Array.from(segmenter.segment(name), (part) => part.segment);
}

/** Cut a long name in the middle, so that a file's ending and running number stay readable. */
export function middleCut(name: string, maxLength: number): string {
  const letters = lettersOf(name);
  if (letters.length <= maxLength) return name;
  if (maxLength <= 3) return letters.slice(0, Math.max(0, maxLength)).join('');
  const room = maxLength - 1;
  const tail = Math.ceil(room / 2);
  return `${letters.slice(0, room - tail).join('')}…${letters.slice(letters.length - tail).join('')}`;
}

/** Split a name for CSS-driven cutting: the head may shrink with an ellipsis, the tail always stays. */
export function headAndTail(name: string, tailLength = 9): [head: string, tail: string] {
  const letters = lettersOf(name);
  if (letters.length <= tailLength + 3) return [name, ''];
  return [letters.slice(0, -tailLength).join(''), letters.slice(-tailLength).join('')];
}
