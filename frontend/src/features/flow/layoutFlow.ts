/**
 * Lay a flow out from left to right. ELK does it in a worker; where it does not answer in time, a plain layering stands in.
 *
 * A layout is kept under its structure's key. A structure that is new to a project is laid out in the order of the project's
 * last layout, so that adding a recipe does not reshuffle the rest.
 */
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api';
import { layerLayout } from './layerLayout';
import { LABEL_GAP, LABEL_HEIGHT, structureKey, type Layout, type Point, type Structure } from './structure';

const DEADLINE_MS = 8_000;
const KEPT_LAYOUTS = 24;
const STORE = 'atelier-layouts-3';
const PORT_GAP = 9;

const OPTIONS: Record<string, string> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.labelNode': String(LABEL_GAP),
  'elk.spacing.nodeNode': '18',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '10',
  'elk.spacing.componentComponent': '34',
  'elk.layered.spacing.nodeNodeBetweenLayers': '22',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '10',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.layered.thoroughness': '12',
  'elk.aspectRatio': '1.7',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
};

/**
 * The graph as ELK takes it: shapes as nodes, labels below them reserved as outside labels, one port for each edge end.
 *
 * @param keepsOrder Keep the order of the boxes from top to bottom in every column, rather than look for fewer crossings.
 */
export function toElk(structure: Structure, keepsOrder = false): ElkNode {
  const ends = new Map<string, { in: string[]; out: string[] }>(structure.boxes.map((box) => [box.id, { in: [], out: [] }]));
  for (const edge of structure.edges) {
    ends.get(edge.from)?.out.push(edge.id);
    ends.get(edge.to)?.in.push(edge.id);
  }
  return {
    id: 'flow',
    layoutOptions: {
      ...OPTIONS,
      'elk.layered.crossingMinimization.forceNodeModelOrder': String(keepsOrder),
      'elk.separateConnectedComponents': String(!keepsOrder),
    },
    children: structure.boxes.map((box) => {
      const own = ends.get(box.id) ?? { in: [], out: [] };
      const most = Math.max(own.in.length, own.out.length);
      const gap = most > 1 ? Math.min(PORT_GAP, (box.side - 12) / (most - 1)) : PORT_GAP;
      return {
        id: box.id,
        width: box.side,
        height: box.side,
        // ELK skips labels without text.
        labels: [{ id: `${box.id}-label`, text: 'name', width: box.labelWidth, height: LABEL_HEIGHT }],
        layoutOptions: {
          'elk.portConstraints': 'FIXED_SIDE',
          'elk.portAlignment.default': 'CENTER',
          'elk.spacing.portPort': String(gap),
          'elk.nodeLabels.placement': 'OUTSIDE V_BOTTOM H_CENTER',
        },
        ports: [
          ...own.in.map((id) => port(`${id}/in`, 'WEST')),
          ...own.out.map((id) => port(`${id}/out`, 'EAST')),
        ],
      };
    }),
    edges: structure.edges.map((edge): ElkExtendedEdge => ({ id: edge.id, sources: [`${edge.id}/out`], targets: [`${edge.id}/in`] })),
  };
}

function port(id: string, side: 'EAST' | 'WEST') {
  return { id, width: 0, height: 0, layoutOptions: { 'elk.port.side': side } };
}

export function fromElk(laidOut: ElkNode): Layout {
  const places: Record<string, Point> = {};
  for (const child of laidOut.children ?? []) places[child.id] = { x: child.x ?? 0, y: child.y ?? 0 };
  const routes: Record<string, readonly Point[]> = {};
  for (const edge of laidOut.edges ?? []) {
    const section = edge.sections?.[0];
    if (section) routes[edge.id] = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
  }
  return { places, routes, width: laidOut.width ?? 0, height: laidOut.height ?? 0 };
}

type Engine = (graph: ElkNode) => Promise<ElkNode>;
let engine: Promise<Engine> | undefined;

/** ELK is a megabyte and a half: it loads when the first layout is not in the store. */
function loadEngine(): Promise<Engine> {
  engine ??= Promise.all([import('elkjs/lib/elk-api'), import('elkjs/lib/elk-worker.min.js?url')]).then(
    ([{ default: Elk }, { default: address }]) => {
      const elk = new Elk({ workerUrl: address, workerFactory: (url) => new Worker(url ?? address) });
      return (graph) => elk.layout(graph);
    },
  );
  return engine;
}

/** Lay out a project's flow, near to how it was laid out last. */
export async function layoutFlow(projectKey: string, structure: Structure): Promise<Layout> {
  const key = structureKey(structure);
  const store = readStore();
  const kept = store.layouts[key];
  if (kept) {
    writeStore({ ...store, last: { ...store.last, [projectKey]: key } });
    return kept;
  }
  const previous = store.layouts[store.last[projectKey] ?? ''];
  let layout: Layout;
  try {
    const run = await loadEngine();
    const graph = previous ? toElk(inOrderOf(structure, previous), true) : toElk(structure);
    layout = fromElk(await withDeadline(run(graph)));
  } catch {
    return layerLayout(structure); // Not kept: the next visit tries ELK again.
  }
  const layouts = Object.fromEntries([...Object.entries(store.layouts).slice(-(KEPT_LAYOUTS - 1)), [key, layout]]);
  writeStore({ layouts, last: { ...store.last, [projectKey]: key } });
  return layout;
}

/** The boxes from top to bottom as they stood; a new box comes right after the neighbour that stands lowest. */
export function inOrderOf(structure: Structure, previous: Layout): Structure {
  const height = new Map(Object.entries(previous.places).map(([id, place]) => [id, place.y]));
  const rank = (id: string): number => {
    const own = height.get(id);
    if (own !== undefined) return own;
    const near = structure.edges.flatMap((edge) => (edge.to === id ? [edge.from] : edge.from === id ? [edge.to] : []));
    return Math.max(-1, ...near.flatMap((other) => height.get(other) ?? [])) + 0.5;
  };
  // Twice, so that a new item behind a new recipe finds its neighbour ranked.
  for (let pass = 0; pass < 2; pass += 1) {
    for (const box of structure.boxes) if (!height.has(box.id) && rank(box.id) >= 0) height.set(box.id, rank(box.id));
  }
  const order = (id: string) => height.get(id) ?? Infinity;
  return { ...structure, boxes: structure.boxes.toSorted((a, b) => order(a.id) - order(b.id)) };
}

function withDeadline<T>(work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('Layout took too long.')), DEADLINE_MS);
    }),
  ]);
}

interface Store {
  layouts: Record<string, Layout | undefined>;
  /** Key of the last layout of each project. */
  last: Record<string, string | undefined>;
}

function readStore(): Store {
  try {
    const store = JSON.parse(localStorage.getItem(STORE) ?? '{}') as Partial<Store>;
    return { layouts: store.layouts ?? {}, last: store.last ?? {} };
  } catch {
    return { layouts: {}, last: {} };
  }
}

function writeStore(store: Store): void {
  try {
    localStorage.setItem(STORE, JSON.stringify(store));
  } catch {
    localStorage.removeItem(STORE); // The store is full or forbidden: layouts are worked out again.
  }
}
