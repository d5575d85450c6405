import type { Point } from './structure';

/** An SVG path through points, its corners rounded; a corner never takes more than half of a short side. */
export function roundedPath(points: readonly Point[], radius = 9): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${round(first.x)} ${round(first.y)}`;
  rest.forEach((point, index) => {
    const previous = points[index];
    const next = rest[index + 1];
    if (!previous || !next) {
      path += `L${round(point.x)} ${round(point.y)}`;
      return;
    }
    const before = distance(previous, point);
    const after = distance(point, next);
    const bend = Math.min(radius, before / 2, after / 2);
    if (bend < 0.5) {
      path += `L${round(point.x)} ${round(point.y)}`;
      return;
    }
    const from = towards(point, previous, bend / before);
    const to = towards(point, next, bend / after);
    path += `L${round(from.x)} ${round(from.y)}Q${round(point.x)} ${round(point.y)} ${round(to.x)} ${round(to.y)}`;
  });
  return path;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function towards(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
