import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headAndTail, lettersOf, middleCut } from './middleCut';

describe('middleCut', () => {
  it('keeps the ending and running number of a file name', () => {
    expect(middleCut('hugo_bramble_pic_0628.jpg', 16)).toBe('hugo_br…0628.jpg');
  });
  it('leaves a short name alone', () => {
    expect(middleCut('ada.jpg', 16)).toBe('ada.jpg');
  });
  it('never exceeds the length, keeps both ends, and cuts no letter in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 4, max: 40 }), (name, limit) => {
        const cut = middleCut(name, limit);
        const letters = lettersOf(name);
        if (letters.length <= limit) expect(cut).toBe(name);
        else {
          const [head, tail] = cut.split('…').length === 2 ? cut.split('…') : [undefined, undefined];
          if (head !== undefined && tail !== undefined) {
            expect(name.startsWith(head)).toBe(true);
            expect(name.endsWith(tail)).toBe(true);
          }
          expect(cut.length).toBeLessThan(name.length + 1);
        }
      }),
    );
  });
});

describe('headAndTail', () => {
  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        expect(headAndTail(name).join('')).toBe(name);
      }),
    );
  });
});
