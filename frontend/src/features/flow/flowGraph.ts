/**
 * The flow as a graph: what the API says of items and recipes becomes nodes and edges. Pure, tested without React.
 *
 * Edges are derived: an item is joined to the recipes that read it, a recipe to the items it writes. Nothing is stored.
 */
import type { FlowItem, FlowOut, FlowRecipe } from '@/api';

export interface ItemNode {
  id: string;
  type: 'item';
  name: string;
  state: FlowItem['state'];
  item: FlowItem;
}

export interface RecipeNode {
  id: string;
  type: 'recipe';
  name: string;
  state: FlowRecipe['state'];
  recipe: FlowRecipe;
}

export type FlowNode = ItemNode | RecipeNode;

export interface FlowEdge {
  id: string;
  from: string;
  to: string;
  role: string;
  recipeId: string;
}

export interface FlowGraph {
  nodes: readonly FlowNode[];
  edges: readonly FlowEdge[];
  byId: ReadonlyMap<string, FlowNode>;
  /** Ids of the nodes that a node's edges come from, and go to. */
  before: ReadonlyMap<string, readonly string[]>;
  after: ReadonlyMap<string, readonly string[]>;
}

export function buildGraph(flow: Pick<FlowOut, 'items' | 'recipes'>): FlowGraph {
  const nodes: FlowNode[] = [
    ...flow.items.map((item) => ({ id: item.id, type: 'item' as const, name: item.name, state: item.state, item })),
    ...flow.recipes.map((recipe) => ({
      id: recipe.id,
      type: 'recipe' as const,
      name: recipe.name,
      state: recipe.state,
      recipe,
    })),
  ];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges: FlowEdge[] = [];
  for (const recipe of flow.recipes) {
    for (const { role, item_id: itemId } of recipe.inputs) {
      if (byId.has(itemId)) edges.push({ id: `${itemId}>${recipe.id}:${role}`, from: itemId, to: recipe.id, role, recipeId: recipe.id });
    }
    for (const { role, item_id: itemId } of recipe.outputs) {
      if (byId.has(itemId)) edges.push({ id: `${recipe.id}>${itemId}:${role}`, from: recipe.id, to: itemId, role, recipeId: recipe.id });
    }
  }
  const before = new Map<string, string[]>(nodes.map((node) => [node.id, []]));
  const after = new Map<string, string[]>(nodes.map((node) => [node.id, []]));
  for (const edge of edges) {
    before.get(edge.to)?.push(edge.from);
    after.get(edge.from)?.push(edge.to);
  }
  return { nodes, edges, byId, before, after };
}

/** The column each node stands in: one more than the farthest node before it. Cycles, which the server refuses, end the walk. */
export function depths(graph: FlowGraph): Map<string, number> {
  const known = new Map<string, number>();
  const visit = (id: string, path: ReadonlySet<string>): number => {
    const done = known.get(id);
    if (done !== undefined) return done;
    if (path.has(id)) return 0;
    const inner = new Set(path).add(id);
    const depth = Math.max(-1, ...(graph.before.get(id) ?? []).map((other) => visit(other, inner))) + 1;
    known.set(id, depth);
    return depth;
  };
  for (const node of graph.nodes) visit(node.id, new Set());
  return known;
}

/** All nodes in reading order: every node after what it is made from, otherwise as the server lists them. */
export function inReadingOrder(graph: FlowGraph): FlowNode[] {
  const order: FlowNode[] = [];
  const seen = new Set<string>();
  const visit = (node: FlowNode) => {
    if (seen.has(node.id)) return;
    seen.add(node.id);
    for (const id of graph.before.get(node.id) ?? []) {
      const other = graph.byId.get(id);
      if (other) visit(other);
    }
    order.push(node);
  };
  graph.nodes.forEach(visit);
  return order;
}

export type EdgeLook = 'plain' | 'pending' | 'live' | 'failed';

/** How an edge is drawn, from the states of its two ends (LOOK 6). */
export function edgeLook(graph: FlowGraph, edge: FlowEdge): EdgeLook {
  const recipe = graph.byId.get(edge.recipeId);
  const from = graph.byId.get(edge.from);
  if (recipe?.state === 'running') return 'live';
  if (from?.state === 'failed') return 'failed';
  if (recipe?.state === 'not_built' || recipe?.state === 'queued' || recipe?.state === 'blocked') return 'pending';
  return 'plain';
}

/** How many nodes are in each state. */
export function countStates(graph: FlowGraph): Map<FlowNode['state'], number> {
  const counts = new Map<FlowNode['state'], number>();
  for (const node of graph.nodes) counts.set(node.state, (counts.get(node.state) ?? 0) + 1);
  return counts;
}

/** Ids of the nodes that a search and a state filter leave lit; undefined when neither is set. */
export function litNodes(graph: FlowGraph, query: string, state: string | undefined): Set<string> | undefined {
  const words = query.trim().toLocaleLowerCase();
  if (words === '' && state === undefined) return undefined;
  return new Set(
    graph.nodes
      .filter((node) => state === undefined || node.state === state)
      .filter((node) => words === '' || searchText(node).includes(words))
      .map((node) => node.id),
  );
}

function searchText(node: FlowNode): string {
  const kind = node.type === 'item' ? node.item.kind : node.recipe.type_label;
  return `${node.name} ${kind}`.toLocaleLowerCase();
}
