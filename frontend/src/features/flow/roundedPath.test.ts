import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roundedPath } from './roundedPath';

it('rounds a corner by 9 px', () => {
  expect(roundedPath([{ x: 0, y: 0 }, { x: 50, y: 0 }, { x: 50, y: 50 }])).toBe('M0 0L41 0Q50 0 50 9L50 50');
});

it('draws a straight line without corners', () => {
  expect(roundedPath([{ x: 0, y: 5 }, { x: 80, y: 5 }])).toBe('M0 5L80 5');
});

it('takes at most half of a short side, so that two corners never cross', () => {
  expect(roundedPath([{ x: 0, y: 0 }, { x: 20, y: 0 }, { x: 20, y: 6 }, { x: 40, y: 6 }])).toBe('M0 0L17 0Q20 0 20 3L20 3Q20 6 23 6L40 6');
});

it('begins and ends where the route does and holds no NaN', () => {
  const point = fc.record({ x: fc.integer({ min: -999, max: 999 }), y: fc.integer({ min: -999, max: 999 }) });
  fc.assert(
    fc.property(fc.array(point, { minLength: 2, maxLength: 8 }), (points) => {
      const path = roundedPath(points);
      expect(path.startsWith(`M${points[0]!.x} ${points[0]!.y}`)).toBe(true);
      expect(path.endsWith(`${points.at(-1)!.x} ${points.at(-1)!.y}`)).toBe(true);
      expect(path).not.toContain('NaN');
    }),
  );
});
