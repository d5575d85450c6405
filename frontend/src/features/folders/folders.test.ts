import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { geometry, placeOf, scrollTo, visible, PADDING } from './gridGeometry';
import { choose, moved, NOTHING, rangeOf, type Move } from './selection';

const paths = Array.from({ length: 50 }, (_, index) => `p${String(index)}.jpg`);
const at = (index: number) => paths[index];
const plain = { isRange: false, isToggle: false };

describe('selection', () => {
  it('takes a range from the anchor, in both directions', () => {
    const first = choose(NOTHING, 7, plain, at);
    const range = choose(first, 4, { isRange: true, isToggle: false }, at);
    expect([...range.paths]).toEqual(['p4.jpg', 'p5.jpg', 'p6.jpg', 'p7.jpg']);
    expect([...choose(range, 9, { isRange: true, isToggle: false }, at).paths]).toEqual(['p7.jpg', 'p8.jpg', 'p9.jpg']);
  });
  it('toggles with Ctrl: twice is as before', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(49)), fc.nat(49), (chosen, index) => {
        const start = { paths: new Set(chosen.map((one) => paths[one] ?? '')), anchor: 0, active: 0 };
        const keys = { isRange: false, isToggle: true };
        const twice = choose(choose(start, index, keys, at), index, keys, at);
        expect(new Set(twice.paths)).toEqual(new Set(start.paths));
      }),
    );
  });
  it('ignores a place where there is no picture', () => {
    expect(choose(NOTHING, 99, plain, at)).toBe(NOTHING);
  });
  it('a range holds both ends and everything between', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (from, to) => {
        const range = rangeOf(from, to);
        expect(range).toContain(from);
        expect(range).toContain(to);
        expect(range).toHaveLength(Math.abs(from - to) + 1);
      }),
    );
  });
  it('keys never leave the grid', () => {
    const moves: Move[] = ['left', 'right', 'up', 'down', 'home', 'end', 'pageUp', 'pageDown'];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(), fc.integer({ min: 1, max: 12 }), fc.constantFrom(...moves), (total, start, columns, move) => {
        const to = moved(start % total, move, columns, total, 4);
        expect(to).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThan(total);
      }),
    );
  });
  it('down from the row before a short last row goes to its last picture', () => {
    expect(moved(5, 'down', 4, 9, 3)).toBe(8);
    expect(moved(8, 'down', 4, 9, 3)).toBe(8);
    expect(moved(1, 'up', 4, 9, 3)).toBe(1);
  });
});

describe('grid geometry', () => {
  const sizes = fc.constantFrom('S' as const, 'M' as const, 'L' as const);
  it('draws every picture that is in the window, and few others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 2000 }), fc.integer({ min: 1, max: 100_000 }), sizes, fc.double({ min: 0, max: 1, noNaN: true }), (width, total, size, share) => {
        const grid = geometry(width, total, size);
        const view = 800;
        const top = Math.max(0, grid.height - view) * share;
        const [first, end] = visible(grid, total, top, view);
        expect(end - first).toBeLessThanOrEqual((Math.ceil(view / grid.rowHeight) + 8) * grid.columns);
        const seen = Math.floor((top + view / 2 - PADDING) / grid.rowHeight) * grid.columns;
        if (seen >= 0 && seen < total) {
          expect(first).toBeLessThanOrEqual(seen);
          expect(end).toBeGreaterThan(seen);
        }
      }),
    );
  });
  it('keeps every tile inside the width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 2000 }), sizes, fc.nat(500), (width, size, index) => {
        const grid = geometry(width, 1000, size);
        expect(placeOf(grid, index).x + grid.tile).toBeLessThanOrEqual(width + 0.01);
      }),
    );
  });
  it('brings a picture into view and leaves a seen one alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 1600 }), fc.nat(9999), fc.nat(100_000), (width, index, from) => {
        const grid = geometry(width, 10_000, 'M');
        const to = scrollTo(grid, index, from, 700);
        const { y } = placeOf(grid, index);
        expect(y).toBeGreaterThanOrEqual(to);
        expect(y + grid.tile).toBeLessThanOrEqual(to + 700);
        expect(scrollTo(grid, index, to, 700)).toBe(to);
      }),
    );
  });
  it('shows three in a row on a phone', () => {
    expect(geometry(372, 100, 'M').columns).toBe(3);
    expect(geometry(372, 100, 'L').columns).toBe(3);
  });
});
