/** The flow of a project tile: small shapes in columns by depth, joined by right-angled lines. Pure. */
import type { MiniNode } from '@/api';

export interface MiniPlace {
  node: MiniNode;
  x: number;
  y: number;
}

export interface MiniLine {
  id: string;
  path: string;
}

export interface MiniLayout {
  places: readonly MiniPlace[];
  lines: readonly MiniLine[];
  width: number;
  height: number;
}

const COLUMN = 43;
const ROW = 31;

export function miniLayout(nodes: readonly MiniNode[]): MiniLayout {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const depth = new Map<string, number>();
  const depthOf = (id: string, path: ReadonlySet<string>): number => {
    const known = depth.get(id);
    if (known !== undefined) return known;
    const node = byId.get(id);
    if (!node || path.has(id)) return -1;
    const inner = new Set(path).add(id);
    const found = Math.max(-1, ...node.needs.map((need) => depthOf(need, inner))) + 1;
    depth.set(id, found);
    return found;
  };
  for (const node of nodes) depthOf(node.id, new Set());
  pullRight(nodes, byId, depth);

  const layers: MiniNode[][] = [];
  for (const node of nodes) (layers[depth.get(node.id) ?? 0] ??= []).push(node);
  const filled = Array.from(layers, (layer: MiniNode[] | undefined) => layer ?? []);
  const tallest = Math.max(1, ...filled.map((layer) => layer.length));
  const row = new Map<string, number>();
  for (const layer of filled) {
    const wish = layer.map((node, index) => {
      const before = node.needs.flatMap((need) => row.get(need) ?? []);
      return { node, wish: before.length === 0 ? index : before.reduce((sum, one) => sum + one, 0) / before.length, index };
    });
    wish.sort((a, b) => a.wish - b.wish || a.index - b.index);
    let free = 0;
    for (const { node, wish: wanted } of wish) {
      const at = Math.max(free, Math.min(wanted, tallest - (layer.length - wish.findIndex((one) => one.node === node))));
      row.set(node.id, at);
      free = at + 1;
    }
  }
  const places = nodes.map((node) => ({ node, x: (depth.get(node.id) ?? 0) * COLUMN, y: (row.get(node.id) ?? 0) * ROW }));
  const at = new Map(places.map((place) => [place.node.id, place]));
  const lines = nodes.flatMap((node) =>
    node.needs.flatMap((need): MiniLine[] => {
      const from = at.get(need);
      const to = at.get(node.id);
      if (!from || !to) return [];
      return [{ id: `${need}>${node.id}`, path: bentLine(from.x, from.y, to.x, to.y) }];
    }),
  );
  const rows = Math.max(0, ...row.values());
  return { places, lines, width: Math.max(0, filled.length - 1) * COLUMN, height: rows * ROW };
}

/** Sources move right to just before their first reader, so that lines stay short. */
function pullRight(nodes: readonly MiniNode[], byId: ReadonlyMap<string, MiniNode>, depth: Map<string, number>): void {
  for (const node of nodes) {
    if (node.needs.length > 0) continue;
    const readers = nodes.filter((other) => other.needs.includes(node.id) && byId.has(other.id));
    if (readers.length > 0) depth.set(node.id, Math.max(0, Math.min(...readers.map((reader) => depth.get(reader.id) ?? 1)) - 1));
  }
}

function bentLine(x1: number, y1: number, x2: number, y2: number): string {
  if (Math.abs(y1 - y2) < 0.5) return `M${x1} ${y1}H${x2}`;
  const bend = Math.min(5, Math.abs(y2 - y1) / 2);
  const middle = x2 - COLUMN / 2;
  const down = y2 > y1 ? 1 : -1;
  return `M${x1} ${y1}H${middle - bend}Q${middle} ${y1} ${middle} ${y1 + down * bend}V${y2 - down * bend}Q${middle} ${y2} ${middle + bend} ${y2}H${x2}`;
}
