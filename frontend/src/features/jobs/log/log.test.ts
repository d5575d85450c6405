import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../run/jobRun';
import { logPieces } from './logPieces';
import { firstBadLine, foundAt, nextAt, shownLines } from './logView';
import { plainText, sgrPieces } from './sgr';

const entry = (line: number, text: string, level: LogEntry['level'] = 'INFO', activityId = 1): LogEntry => ({
  id: line,
  line,
  at: 0,
  level,
  source: 'train',
  text,
  activityId,
  kind: 'text',
  paths: [],
});

describe('sgrPieces', () => {
  it('reads colour and weight and drops the rest of a terminal', () => {
    expect(sgrPieces('a\u001b[1;31mred\u001b[0m b\u001b[2K\u001b]0;title\u0007c')).toEqual([
      { text: 'a', isBold: false, tone: undefined },
      { text: 'red', isBold: true, tone: 'failed' },
      { text: ' b', isBold: false, tone: undefined },
      { text: 'c', isBold: false, tone: undefined },
    ]);
  });

  it('skips the numbers of 256 and true colours', () => {
    expect(sgrPieces('\u001b[38;5;31;1mx')).toEqual([{ text: 'x', isBold: true, tone: undefined }]);
    expect(sgrPieces('\u001b[38;2;1;31;4mx')).toEqual([{ text: 'x', isBold: false, tone: undefined }]);
  });

  it('never lets an escape through, whatever comes', () => {
    const messy = fc.string({ unit: fc.constantFrom('\u001b', '[', ']', '3', '1', 'm', ';', 'K', 'a', '\u0007', '\u0000', 'é', '<') });
    fc.assert(
      fc.property(messy, (line) => {
        const text = sgrPieces(line).map((piece) => piece.text).join('');
        expect(text).toBe(plainText(line));
        // eslint-disable-next-line no-control-regex
        expect(text).not.toMatch(/[\u0000-\u0008\u001b]/);
      }),
    );
  });
});

describe('logPieces', () => {
  it('sets the figures of an epoch bold and validation accuracy in the accent', () => {
    const pieces = logPieces({ kind: 'epoch', text: '- 24s - loss: 0.7581 - acc: 0.8003 - val_acc: 0.7649' });
    expect(pieces.filter((piece) => piece.isBold).map((piece) => [piece.text, piece.tone])).toEqual([
      ['0.7581', undefined],
      ['0.8003', undefined],
      ['0.7649', 'accent-text'],
    ]);
    expect(pieces.map((piece) => piece.text).join('')).toBe('- 24s - loss: 0.7581 - acc: 0.8003 - val_acc: 0.7649');
  });

  it('marks what was searched for, in any case, and keeps the text whole', () => {
    const pieces = logPieces({ kind: 'text', text: 'Epoch of an epoch' }, 'epoch');
    expect(pieces.filter((piece) => piece.isMark).map((piece) => piece.text)).toEqual(['Epoch', 'epoch']);
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1, maxLength: 3 }), (text, find) => {
        const joined = logPieces({ kind: 'text', text }, find.toLowerCase()).map((piece) => piece.text).join('');
        expect(joined).toBe(plainText(text));
      }),
    );
  });
});

describe('the shown lines', () => {
  const lines = [entry(1, 'Started'), entry(2, 'odd', 'WARN'), entry(3, 'Broken', 'ERROR', 2), entry(4, 'broken off')];

  it('are filtered by level and activity', () => {
    const shown = (level: 'all' | 'warnings' | 'errors', activity?: number) =>
      shownLines(lines, { level, activity }).map((line) => line.line);
    expect(shown('all')).toEqual([1, 2, 3, 4]);
    expect(shown('warnings')).toEqual([2, 3]);
    expect(shown('errors')).toEqual([3]);
    expect(shown('all', 2)).toEqual([3]);
  });

  it('are searched without hiding any, round and round', () => {
    expect(foundAt(lines, 'BROKEN')).toEqual([2, 3]);
    expect(foundAt(lines, '  ')).toEqual([]);
    expect(nextAt([2, 3], 2, 1)).toBe(3);
    expect(nextAt([2, 3], 3, 1)).toBe(2);
    expect(nextAt([2, 3], 2, -1)).toBe(3);
    expect(nextAt([], 0, 1)).toBeUndefined();
  });

  it('give the first bad line: an error before a warning', () => {
    expect(firstBadLine(lines)?.line).toBe(3);
    expect(firstBadLine(lines, 1)?.line).toBe(2);
    expect(firstBadLine([entry(1, 'fine')])).toBeUndefined();
  });
});
