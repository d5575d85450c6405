import { describe, expect, it } from 'vitest';
import { anItem, aRecipe } from '@/testing/flows';
import { buildGraph } from './flowGraph';
import { layerLayout } from './layerLayout';
import { neighbour, reach } from './neighbours';
import { structureOf } from './structure';
import { finalTargets, targetsOf } from './targets';

const graph = buildGraph({
  items: [anItem('a'), anItem('b'), anItem('out'), anItem('end')],
  recipes: [aRecipe('join', { inputs: ['a', 'b'], outputs: ['out'] }), aRecipe('sum', { inputs: ['out'], outputs: ['end'] })],
});
const layout = layerLayout(structureOf(graph));

describe('neighbour', () => {
  it('follows edges sideways', () => {
    expect(neighbour(graph, layout, 'a', 'ArrowRight')).toBe('join');
    expect(neighbour(graph, layout, 'join', 'ArrowRight')).toBe('out');
    expect(neighbour(graph, layout, 'join', 'ArrowLeft')).toBe('a');
  });
  it('moves within the column and stops at the rim', () => {
    expect(neighbour(graph, layout, 'a', 'ArrowDown')).toBe('b');
    expect(neighbour(graph, layout, 'b', 'ArrowUp')).toBe('a');
    expect(neighbour(graph, layout, 'a', 'ArrowLeft')).toBeUndefined();
    expect(neighbour(graph, layout, 'a', 'ArrowUp')).toBeUndefined();
  });
});

describe('reach', () => {
  it('finds what leads to a node and what follows from it', () => {
    expect(reach(graph, ['out'], 'upstream')).toEqual(new Set(['out', 'join', 'a', 'b']));
    expect(reach(graph, ['out'], 'downstream')).toEqual(new Set(['out', 'sum', 'end']));
  });
});

describe('targets', () => {
  it('of "build all" are the ends of the flow', () => {
    expect(finalTargets(graph)).toEqual([{ kind: 'item', id: 'end' }]);
  });
  it('leave out items that nothing writes', () => {
    expect(targetsOf([graph.byId.get('a')!, graph.byId.get('join')!], graph)).toEqual([{ kind: 'recipe', id: 'join' }]);
  });
});
