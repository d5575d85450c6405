/** A plain layering: columns by longest path, rows by the mean row of what comes before. Stands in where ELK cannot answer. */
import { LABEL_GAP, LABEL_HEIGHT, LABEL_MAX, type Layout, type Point, type Structure } from './structure';

const COLUMN = LABEL_MAX + 34;
const ROW = 57 + LABEL_GAP + LABEL_HEIGHT + 20;
const CELL = 57;

export function layerLayout(structure: Structure): Layout {
  const before = new Map<string, string[]>(structure.boxes.map((box) => [box.id, []]));
  for (const edge of structure.edges) before.get(edge.to)?.push(edge.from);

  const columns = new Map<string, number>();
  const columnOf = (id: string, path: ReadonlySet<string>): number => {
    const known = columns.get(id);
    if (known !== undefined) return known;
    if (path.has(id)) return 0;
    const inner = new Set(path).add(id);
    const column = Math.max(-1, ...(before.get(id) ?? []).map((other) => columnOf(other, inner))) + 1;
    columns.set(id, column);
    return column;
  };
  const layers: string[][] = [];
  for (const box of structure.boxes) (layers[columnOf(box.id, new Set())] ??= []).push(box.id);

  const rows = new Map<string, number>();
  for (const layer of layers) {
    const wanted = layer.map((id, index) => {
      const above = (before.get(id) ?? []).map((other) => rows.get(other) ?? 0);
      return { id, index, row: above.length === 0 ? index : above.reduce((sum, row) => sum + row, 0) / above.length };
    });
    wanted.sort((a, b) => a.row - b.row || a.index - b.index).forEach(({ id }, row) => rows.set(id, row));
  }

  const places: Record<string, Point> = {};
  for (const box of structure.boxes) {
    const inset = (CELL - box.side) / 2;
    places[box.id] = {
      x: (columns.get(box.id) ?? 0) * COLUMN + (LABEL_MAX - box.side) / 2,
      y: (rows.get(box.id) ?? 0) * ROW + inset,
    };
  }
  const sides = new Map(structure.boxes.map((box) => [box.id, box.side]));
  const routes: Record<string, readonly Point[]> = {};
  for (const edge of structure.edges) {
    const from = places[edge.from];
    const to = places[edge.to];
    if (!from || !to) continue;
    const start = { x: from.x + (sides.get(edge.from) ?? 0), y: from.y + (sides.get(edge.from) ?? 0) / 2 };
    const end = { x: to.x, y: to.y + (sides.get(edge.to) ?? 0) / 2 };
    const middle = end.x - (COLUMN - LABEL_MAX + LABEL_MAX - 50) / 2;
    routes[edge.id] =
      Math.abs(start.y - end.y) < 1 ? [start, end] : [start, { x: middle, y: start.y }, { x: middle, y: end.y }, end];
  }
  const height = Math.max(0, ...layers.map((layer) => layer.length)) * ROW;
  return { places, routes, width: layers.length * COLUMN, height };
}
