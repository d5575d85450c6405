import fc from 'fast-check';
import ELK from 'elkjs/lib/elk.bundled.js';
import { describe, expect, it } from 'vitest';
import type { FlowOut } from '@/api';
import { anItem, aRecipe, flows } from '@/testing/flows';
import { buildGraph, type FlowGraph } from './flowGraph';
import { layerLayout } from './layerLayout';
import { fromElk, inOrderOf, toElk } from './layoutFlow';
import { LABEL_HEIGHT, structureKey, structureOf, type Layout, type Structure } from './structure';

const elk = new ELK();
const layouts: [string, (structure: Structure) => Promise<Layout>][] = [
  ['ELK', async (structure) => fromElk(await elk.layout(toElk(structure)))],
  ['the plain layering', (structure) => Promise.resolve(layerLayout(structure))],
];

describe.each(layouts)('layout by %s', (_name, run) => {
  it('goes from left to right, overlaps nothing and routes every edge between its shapes', async () => {
    await fc.assert(
      fc.asyncProperty(flows(), async (flow) => {
        const graph = buildGraph(flow);
        const structure = structureOf(graph);
        const layout = await run(structure);
        for (const edge of graph.edges) {
          const from = layout.places[edge.from]!;
          const to = layout.places[edge.to]!;
          expect(from.x).toBeLessThan(to.x);
          const route = layout.routes[edge.id]!;
          expect(route[0]!.x).toBeGreaterThanOrEqual(from.x + 40);
          expect(Math.abs(route.at(-1)!.x - to.x)).toBeLessThan(1);
        }
        expect(overlaps(structure, layout)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

function overlaps(structure: Structure, layout: Layout): string[] {
  const rects = structure.boxes.map((box) => ({ ...layout.places[box.id]!, id: box.id, side: box.side }));
  return rects.flatMap((a, index) =>
    rects.slice(index + 1).flatMap((b) => {
      const apart = a.x + a.side <= b.x || b.x + b.side <= a.x || a.y + a.side + LABEL_HEIGHT <= b.y || b.y + b.side + LABEL_HEIGHT <= a.y;
      return apart ? [] : [`${a.id} and ${b.id}`];
    }),
  );
}

describe('stability', () => {
  it('keeps at least 95 % of the pairs of a column in order when a leaf is added', async () => {
    let kept = 0;
    let all = 0;
    await fc.assert(
      fc.asyncProperty(flows(), fc.nat(), async (flow, pick) => {
        const before = await layoutOf(flow);
        const host = flow.items[pick % flow.items.length]!;
        const grown: Pick<FlowOut, 'items' | 'recipes'> = {
          items: [...flow.items, anItem('leaf')],
          recipes: [...flow.recipes, aRecipe('new', { inputs: [host.id], outputs: ['leaf'] })],
        };
        const graph = buildGraph(grown);
        const after = fromElk(await elk.layout(toElk(inOrderOf(structureOf(graph), before.layout), true)));
        for (const [a, b] of pairsInColumns(before.graph, before.layout)) {
          all += 1;
          const order = (layout: Layout) => Math.sign(layout.places[a]!.y - layout.places[b]!.y);
          if (order(before.layout) === order(after)) kept += 1;
        }
      }),
      { numRuns: 40, seed: 1337 },
    );
    expect(all).toBeGreaterThan(50);
    expect(kept / all).toBeGreaterThanOrEqual(0.95);
  });
});

async function layoutOf(flow: Pick<FlowOut, 'items' | 'recipes'>) {
  const graph = buildGraph(flow);
  return { graph, layout: fromElk(await elk.layout(toElk(structureOf(graph)))) };
}

function pairsInColumns(graph: FlowGraph, layout: Layout): [string, string][] {
  return graph.nodes.flatMap((a, index) =>
    graph.nodes.slice(index + 1).flatMap((b): [string, string][] => {
      const sameColumn = Math.abs(layout.places[a.id]!.x - layout.places[b.id]!.x) < 30;
      return sameColumn ? [[a.id, b.id]] : [];
    }),
  );
}

describe('structureKey', () => {
  it('ignores state, progress and facts, and notices names and edges', () => {
    const key = (flow: Pick<FlowOut, 'items' | 'recipes'>) => structureKey(structureOf(buildGraph(flow)));
    const base = { items: [anItem('a'), anItem('b')], recipes: [aRecipe('r', { inputs: ['a'], outputs: ['b'] })] };
    const running = { items: [anItem('a', { state: 'failed', facts: { rows: 7 } }), anItem('b')], recipes: [aRecipe('r', { inputs: ['a'], outputs: ['b'], state: 'running', fraction: 0.4 })] };
    expect(key(running)).toBe(key(base));
    expect(key({ ...base, items: [anItem('a', { name: 'a much longer name' }), anItem('b')] })).not.toBe(key(base));
    expect(key({ ...base, recipes: [aRecipe('r', { inputs: ['b'], outputs: ['a'] })] })).not.toBe(key(base));
  });
});
