import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellText,
  columnTotal,
  examplesOf,
  fillOf,
  readConfusion,
  rowTotal,
  share,
  surestMistakes,
  totals,
  worstPairs,
  type Confusion,
} from './confusion';

const raw = {
  labels: ['ada', 'bruno', 'cleo'],
  counts: [
    [8, 2, 0],
    [1, 9, 0],
    [0, 3, 7],
  ],
  examples: {
    'ada|bruno': [
      { path: 'ada_2.jpg', probability: 0.5 },
      { path: 'ada_1.jpg', probability: 0.9 },
    ],
    'cleo|bruno': [{ path: 'cleo_1.jpg', probability: 0.7 }],
    'ada|ada': [{ path: 'ada_9.jpg', probability: 0.99 }],
  },
  image_folder_id: 'F1',
};
const confusion = read(raw);

function read(value: unknown): Confusion {
  const found = readConfusion(value);
  if (!found) throw new Error('The confusion could not be read.');
  return found;
}

describe('readConfusion', () => {
  it('orders the pictures of a cell, the surest mistake first', () => {
    expect(examplesOf(confusion, 'ada', 'bruno').map((example) => example.path)).toEqual(['ada_1.jpg', 'ada_2.jpg']);
  });

  it('refuses what is not whole instead of drawing half of it', () => {
    expect(readConfusion(null)).toBeUndefined();
    expect(readConfusion({ labels: [], counts: [] })).toBeUndefined();
    expect(readConfusion({ labels: ['a', 'b'], counts: [[1, 2]] })).toBeUndefined();
    expect(readConfusion({ labels: ['a', 'b'], counts: [[1, 2], [3]] })).toBeUndefined();
  });

  it('reads anything without failing', () => {
    fc.assert(fc.property(fc.anything(), (value) => void readConfusion(value)));
  });
});

describe('the confusion', () => {
  it('sums rows, columns and right answers', () => {
    expect(rowTotal(confusion, 0)).toBe(10);
    expect(columnTotal(confusion, 1)).toBe(14);
    expect(totals(confusion)).toEqual({ right: 24, all: 30 });
    expect(share(1, 0)).toBeUndefined();
  });

  it('lists the most frequent pairs and the surest mistakes, never right answers', () => {
    expect(worstPairs(confusion, 2)).toEqual([
      { label: 'cleo', prediction: 'bruno', count: 3 },
      { label: 'ada', prediction: 'bruno', count: 2 },
    ]);
    expect(surestMistakes(confusion, 2).map((mistake) => mistake.path)).toEqual(['ada_1.jpg', 'cleo_1.jpg']);
  });

  it('writes counts and shares, and nothing in empty cells', () => {
    expect(cellText(confusion, 0, 1, 'count')).toBe('2');
    expect(cellText(confusion, 0, 1, 'row')).toBe('20 %');
    expect(cellText(confusion, 0, 1, 'column')).toBe('14 %');
    expect(cellText(confusion, 0, 2, 'row')).toBe('');
  });

  it('fills right cells from 78 to 100 and wrong ones from 12 to 76 percent', () => {
    const count = fc.nat({ max: 50 });
    fc.assert(
      fc.property(fc.array(fc.array(count, { minLength: 4, maxLength: 4 }), { minLength: 4, maxLength: 4 }), (counts) => {
        const any = read({ labels: ['a', 'b', 'c', 'd'], counts });
        counts.forEach((row, y) =>
          row.forEach((value, x) => {
            const fill = fillOf(any, y, x);
            const [low, high] = value === 0 ? [0, 0] : y === x ? [78, 100] : [12, 76];
            expect(fill.ramp).toBe(value === 0 ? 'none' : y === x ? 'right' : 'wrong');
            expect(fill.percent).toBeGreaterThanOrEqual(low);
            expect(fill.percent).toBeLessThanOrEqual(high);
          }),
        );
      }),
    );
  });
});
