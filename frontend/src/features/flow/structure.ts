/** What layout may know: ids, shapes, estimated label sizes and edges. State is absent on purpose: it never causes layout. */
import { itemLook, recipeLook } from '@/features/items';
import { isNoun } from '@/ui';
import type { FlowGraph, FlowNode } from './flowGraph';

export interface Box {
  id: string;
  /** Side of the square that holds the shape. */
  side: number;
  labelWidth: number;
}

export interface Structure {
  boxes: readonly Box[];
  edges: readonly { id: string; from: string; to: string }[];
}

export interface Point {
  x: number;
  y: number;
}

export interface Layout {
  /** Top left corner of each node's shape. */
  places: Readonly<Record<string, Point>>;
  /** The bends of each edge, from the middle of one side to the middle of the other. */
  routes: Readonly<Record<string, readonly Point[]>>;
  width: number;
  height: number;
}

export const LABEL_MAX = 112;
export const LABEL_HEIGHT = 36;
export const LABEL_GAP = 5;
/** Mean advance of the node's type at 12 px, width 92 %: close enough for spacing, and known without a DOM. */
const LETTER_WIDTH = 6;
const PICTURE_SIDE = 57;

export function sideOf(node: FlowNode): number {
  if (node.type === 'item' && node.item.holds === 'pictures') return PICTURE_SIDE;
  const look = node.type === 'item' ? itemLook(node.item) : recipeLook(node.recipe);
  return isNoun(look.kind) ? 50 : 44;
}

export function structureOf(graph: FlowGraph): Structure {
  return {
    boxes: graph.nodes.map((node) => ({
      id: node.id,
      side: sideOf(node),
      labelWidth: Math.min(LABEL_MAX, Math.max(76, Math.ceil(node.name.length * LETTER_WIDTH))),
    })),
    edges: graph.edges.map(({ id, from, to }) => ({ id, from, to })),
  };
}

/** A short name for a structure: equal structures share a layout. 53-bit hash after cyrb53 (public domain, bryc). */
export function structureKey(structure: Structure): string {
  const text = JSON.stringify(structure);
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    h1 = Math.imul(h1 ^ code, 2654435761);
    h2 = Math.imul(h2 ^ code, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return (4294967296 * (2097151 & h2) + (h1 >>> 0)).toString(36);
}
