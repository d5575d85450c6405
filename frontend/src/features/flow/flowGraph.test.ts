import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anItem, aRecipe, flows } from '@/testing/flows';
import { buildGraph, countStates, depths, edgeLook, inReadingOrder, litNodes } from './flowGraph';

const small = buildGraph({
  items: [anItem('pics', { holds: 'pictures', kind: 'folder' }), anItem('net', { holds: 'model', kind: 'folder' }), anItem('out', { state: 'not_built' })],
  recipes: [aRecipe('classify', { inputs: ['pics', 'net'], outputs: ['out'], state: 'not_built' })],
});

describe('buildGraph', () => {
  it('derives edges from the roles of recipes', () => {
    expect(small.edges.map((edge) => `${edge.from}>${edge.to}`)).toEqual(['pics>classify', 'net>classify', 'classify>out']);
    expect(small.before.get('classify')).toEqual(['pics', 'net']);
    expect(small.after.get('classify')).toEqual(['out']);
  });

  it('leaves out edges to items that are not there any more', () => {
    const graph = buildGraph({ items: [], recipes: [aRecipe('lost', { inputs: ['gone'], outputs: ['gone-too'] })] });
    expect(graph.edges).toEqual([]);
    expect(graph.nodes).toHaveLength(1);
  });
});

describe('reading order and depth', () => {
  it('put every node after all that it is made from', () => {
    fc.assert(
      fc.property(flows(), (flow) => {
        const graph = buildGraph(flow);
        const order = inReadingOrder(graph).map((node) => node.id);
        const depth = depths(graph);
        expect([...order].sort()).toEqual(graph.nodes.map((node) => node.id).sort());
        for (const edge of graph.edges) {
          expect(order.indexOf(edge.from)).toBeLessThan(order.indexOf(edge.to));
          expect(depth.get(edge.from)!).toBeLessThan(depth.get(edge.to)!);
        }
      }),
    );
  });

  it('end on a cycle instead of running for ever', () => {
    const graph = buildGraph({ items: [anItem('a'), anItem('b')], recipes: [aRecipe('x', { inputs: ['a'], outputs: ['b'] }), aRecipe('y', { inputs: ['b'], outputs: ['a'] })] });
    expect(depths(graph).size).toBe(4);
    expect(inReadingOrder(graph)).toHaveLength(4);
  });
});

describe('edgeLook', () => {
  it('follows the recipe, and the failed item an edge leaves', () => {
    const look = (state: 'running' | 'not_built' | 'up_to_date' | 'queued', from: 'up_to_date' | 'failed' = 'up_to_date') => {
      const graph = buildGraph({ items: [anItem('a', { state: from })], recipes: [aRecipe('r', { inputs: ['a'], outputs: [], state })] });
      return edgeLook(graph, graph.edges[0]!);
    };
    expect(look('running')).toBe('live');
    expect(look('not_built')).toBe('pending');
    expect(look('queued')).toBe('pending');
    expect(look('up_to_date')).toBe('plain');
    expect(look('up_to_date', 'failed')).toBe('failed');
  });

  it('marks the edge from a failed recipe to what it should have written', () => {
    const graph = buildGraph({ items: [anItem('out', { state: 'not_built' })], recipes: [aRecipe('r', { inputs: [], outputs: ['out'], state: 'failed' })] });
    expect(edgeLook(graph, graph.edges[0]!)).toBe('failed');
  });
});

describe('litNodes', () => {
  it('is undefined while nothing is searched or filtered', () => {
    expect(litNodes(small, '  ', undefined)).toBeUndefined();
  });
  it('finds by name and kind, in any case, and by state', () => {
    expect(litNodes(small, 'CLASS', undefined)).toEqual(new Set(['classify']));
    expect(litNodes(small, 'folder', undefined)).toEqual(new Set(['pics', 'net']));
    expect(litNodes(small, '', 'not_built')).toEqual(new Set(['out', 'classify']));
    expect(litNodes(small, 'out', 'not_built')).toEqual(new Set(['out']));
  });
});

it('countStates counts every node once', () => {
  fc.assert(
    fc.property(flows(), (flow) => {
      const graph = buildGraph(flow);
      expect([...countStates(graph).values()].reduce((sum, count) => sum + count, 0)).toBe(graph.nodes.length);
    }),
  );
});
