/** Where an arrow key leads: along an edge to the left or right, within the column up or down. */
import type { FlowGraph } from './flowGraph';
import type { Layout, Point } from './structure';

export type Arrow = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

export function isArrow(key: string): key is Arrow {
  return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown';
}

/** The node an arrow leads to, or undefined at the rim. */
export function neighbour(graph: FlowGraph, layout: Layout, from: string, arrow: Arrow): string | undefined {
  const here = layout.places[from];
  if (!here) return undefined;
  if (arrow === 'ArrowLeft' || arrow === 'ArrowRight') {
    const joined = (arrow === 'ArrowLeft' ? graph.before : graph.after).get(from) ?? [];
    return nearest(joined, layout, (place) => Math.abs(place.y - here.y));
  }
  const down = arrow === 'ArrowDown';
  const others = graph.nodes.map((node) => node.id).filter((id) => {
    const place = layout.places[id];
    return id !== from && place !== undefined && (down ? place.y > here.y : place.y < here.y);
  });
  // Sideways counts four times: up and down should stay in the column while there is anything in it.
  return nearest(others, layout, (place) => Math.abs(place.y - here.y) + 4 * Math.abs(place.x - here.x));
}

function nearest(ids: readonly string[], layout: Layout, cost: (place: Point) => number): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const id of ids) {
    const place = layout.places[id];
    if (place && cost(place) < least) {
      least = cost(place);
      best = id;
    }
  }
  return best;
}

/** Everything that leads to the given nodes, or that follows from them, themselves included. */
export function reach(graph: FlowGraph, start: readonly string[], direction: 'upstream' | 'downstream'): Set<string> {
  const steps = direction === 'upstream' ? graph.before : graph.after;
  const found = new Set<string>(start);
  const queue = [...start];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const next of steps.get(id) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      queue.push(next);
    }
  }
  return found;
}
