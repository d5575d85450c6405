/** A dataset's page over a stubbed server that answers Explore's questions from a small table; for tests only. */
import { renderPart, stubServer, type Call } from '@/testing/render';
import type { Filter, Sort } from './exploreState';

const cities = ['Paris', 'Lyon', 'Nice'];
export const COLUMNS = [
  { name: 'city', type: 'string', meaning: 'class' },
  { name: 'price', type: 'double', meaning: 'decimal' },
  { name: 'when', type: 'date', meaning: 'date' },
  { name: 'facts', type: 'object', meaning: 'object' },
  { name: 'note', type: 'string', meaning: 'text' },
];
const TABLE = Array.from({ length: 3000 }, (_, row): unknown[] => [cities[row % 3], row / 4, `2024-01-${String((row % 28) + 1).padStart(2, '0')}T00:00:00Z`, { rank: row, tags: ['a', 'b'] }, row % 5 === 0 ? null : `note\t${String(row)}`]);

export const DATASET = {
  id: 'd1', kind: 'dataset', name: 'trips', origin: 'uploaded', holds: 'table', state: 'up_to_date', state_text: '', facts: {}, thumbs: [], version: 3, built_at: null, revision: 1,
  description: '', tags: [], columns: COLUMNS, rows: 70_000, format: { type: 'csv', separator: ',', quote: '"', header: true, encoding: 'utf-8', skip_lines: 0 }, source: { kind: 'upload', name: 'trips.csv' },
  problems: [], written_by: null, usages: [], picture_folder_id: null, created_by: 'ines', created_at: '2026-11-24T12:00:00Z',
};
export const ROOT = '/api/projects/DEMO/datasets/d1';

interface ExploreBody {
  filters: Filter[];
  sort: Sort[];
  search: string;
  columns: string[];
  offset: number;
  limit: number;
}

function explore(call: Call) {
  const body = call.body as ExploreBody;
  const at = (name: string) => COLUMNS.findIndex((column) => column.name === name);
  let rows = TABLE.map((row, number) => ({ row, number }));
  for (const filter of body.filters) if (filter.kind === 'values') rows = rows.filter((one) => filter.values?.includes(one.row[at(filter.column)] as string) !== (filter.exclude === true));
  if (body.search !== '') rows = rows.filter((one) => JSON.stringify(one.row).includes(body.search));
  const first = body.sort[0];
  if (first?.column === 'price' && first.descending) rows.reverse();
  const names = body.columns.length === 0 ? COLUMNS.map((column) => column.name) : body.columns;
  const page = rows.slice(body.offset, body.offset + body.limit);
  return {
    columns: names.map((name) => COLUMNS[at(name)]), rows: page.map((one) => names.map((name) => one.row[at(name)])), numbers: page.map((one) => one.number),
    offset: body.offset, total: rows.length, sampled: TABLE.length, whole: 70_000, version: 3,
  };
}

function analyze(call: Call) {
  const { column: name, sample } = call.body as { column: string; sample: { method: string } };
  const column = COLUMNS.find((one) => one.name === name);
  const rows = sample.method === 'whole' ? 70_000 : 3000;
  return {
    column, rows, empty: name === 'note' ? 600 : 0, invalid: name === 'price' ? 7 : 0, distinct: name === 'city' ? 3 : 3000, is_exact: sample.method !== 'whole',
    top: name === 'city' ? cities.map((value, index) => ({ value, count: 1000, share: 1 / 3, cumulated: (index + 1) / 3 })) : [],
    numbers: name === 'price' ? { min: 0, max: 749.75, mean: 374.875, median: 374.9, std: 216.5, p5: 37.5, p25: 187.4, p75: 562.3, p95: 712.3, zeros: 1, negatives: 0, outliers: 0, histogram: [{ start: 0, end: 375, count: 1500 }, { start: 375, end: 750, count: 1500 }] } : null,
    dates: name === 'when' ? { min: '2024-01-01T00:00:00Z', max: '2024-01-28T00:00:00Z', by: 'day', histogram: [{ start: '2024-01-01', end: '2024-01-15', count: 1500 }, { start: '2024-01-15', end: '2024-01-29', count: 1500 }] } : null,
    texts: name === 'note' ? { shortest: 6, longest: 9, mean_length: 8.2, blank: 0, histogram: [{ start: 6, end: 8, count: 10 }, { start: 8, end: 10, count: 2390 }] } : null,
  };
}

/** What the server of these tests answers; `more` goes before it. */
export function stubExplore(more: Record<string, unknown> = {}) {
  return stubServer({
    [`GET ${ROOT}`]: DATASET,
    [`GET ${ROOT}/quality`]: { total: 3000, columns: COLUMNS.map((column) => ({ name: column.name, valid: 2900, invalid: 40, empty: 60, distinct: 3 })) },
    [`POST ${ROOT}/explore`]: explore,
    [`POST ${ROOT}/analyze`]: analyze,
    [`POST ${ROOT}/explore/cell`]: (call: Call) => {
      const { row, column } = call.body as { row: number; column: string };
      return { value: TABLE[row]?.[COLUMNS.findIndex((one) => one.name === column)] };
    },
    'GET /api/projects/DEMO': { key: 'DEMO', name: 'Demo' },
    'GET /api/projects/DEMO/classes': { colours: { Paris: 0, Lyon: 1, Nice: 2 } },
    ...more,
  });
}

export function renderDataset(page: React.ReactNode, search = '') {
  return renderPart(page, { at: `/projects/DEMO/datasets/d1${search}`, path: '/projects/$key/datasets/$id' });
}

/** The bodies of the calls to one of Explore's questions, in order. */
export function bodies(calls: readonly Call[], end: string): Record<string, unknown>[] {
  return calls.filter((call) => call.path === `${ROOT}/${end}` && call.method === 'POST').map((call) => call.body as Record<string, unknown>);
}
