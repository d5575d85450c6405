import type { Target } from '@/api';
import type { FlowGraph, FlowNode } from './flowGraph';

/** What a build of these nodes aims at. Items that nothing writes are inputs: there is nothing to build. */
export function targetsOf(nodes: readonly FlowNode[], graph?: FlowGraph): Target[] {
  return nodes
    .filter((node) => node.type === 'recipe' || graph === undefined || (graph.before.get(node.id) ?? []).length > 0)
    .map((node) => ({ kind: node.type, id: node.id }));
}

/** "Build all" aims at the ends of the flow: written items that no recipe reads. */
export function finalTargets(graph: FlowGraph): Target[] {
  return graph.nodes
    .filter((node) => node.type === 'item')
    .filter((node) => (graph.before.get(node.id) ?? []).length > 0 && (graph.after.get(node.id) ?? []).length === 0)
    .map((node) => ({ kind: 'item', id: node.id }));
}
