/**
 * Lay a flow out from left to right. ELK does it in a worker; where it does not answer in time, a plain layering stands in.
 *
 * Positions come from the structure alone, so that they are the same for everybody and may be kept under the structure's key.
 */
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api';
import { layerLayout } from './layerLayout';
import { LABEL_GAP, LABEL_HEIGHT, structureKey, type Layout, type Point, type Structure } from './structure';

const DEADLINE_MS = 8_000;
const KEPT_LAYOUTS = 24;
const STORE = 'atelier-layouts-2';
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

/** The graph as ELK takes it: shapes as nodes, labels below them reserved as outside labels, one port for each edge end. */
export function toElk(structure: Structure): ElkNode {
  const ends = new Map<string, { in: string[]; out: string[] }>(structure.boxes.map((box) => [box.id, { in: [], out: [] }]));
  for (const edge of structure.edges) {
    ends.get(edge.from)?.out.push(edge.id);
    ends.get(edge.to)?.in.push(edge.id);
  }
  return {
    id: 'flow',
    layoutOptions: OPTIONS,
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

export async function layoutFlow(structure: Structure): Promise<Layout> {
  const key = structureKey(structure);
  const kept = readStore()[key];
  if (kept) return kept;
  let layout: Layout;
  try {
    const run = await loadEngine();
    layout = fromElk(await withDeadline(run(toElk(structure))));
  } catch {
    return layerLayout(structure); // Not kept: the next visit tries ELK again.
  }
  writeStore(key, layout);
  return layout;
}

function withDeadline<T>(work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('Layout took too long.')), DEADLINE_MS);
    }),
  ]);
}

function readStore(): Record<string, Layout> {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? '{}') as Record<string, Layout>;
  } catch {
    return {};
  }
}

function writeStore(key: string, layout: Layout): void {
  const entries = Object.entries(readStore()).slice(-(KEPT_LAYOUTS - 1));
  try {
    localStorage.setItem(STORE, JSON.stringify(Object.fromEntries([...entries, [key, layout]])));
  } catch {
    localStorage.removeItem(STORE); // The store is full or forbidden: layouts are worked out again.
  }
}
