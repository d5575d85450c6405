import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ApiError } from '@/api';
import { anItem, aRole, aType } from '@/testing/flows';
import { problem, renderPart, stubServer, type Call } from '@/testing/render';
import { toggled } from './Aggregations';
import { namesOf, tablesOf, withoutTable } from './joinModel';
import { outputColumns, renamed } from './renames';
import { mappingByName } from './StackBuilders';

// The page reads its search by the product's own route; the test stands on a route tree of its own.
vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<Record<string, unknown>>()),
  getRouteApi: () => ({ useSearch: () => ({}) }),
}));

const { refusals, VisualEditor } = await import('./VisualEditor');

const root = '/api/projects/DEMO/recipes/r1';
const param = (title: string, section: string, widget: string, more: object) => ({ title, description: 'List of {a, b}: for scripts.', ui: { section, widget }, ...more });
const list = { type: 'array', items: { type: 'object' }, default: [] };
const columns = [
  { name: 'images', type: 'string', meaning: 'text' },
  { name: 'width', type: 'bigint', meaning: 'integer' },
];
const flow = { items: [anItem('d1', { name: 'features' }), anItem('d2', { name: 'labels' }), anItem('o1', { name: 'result' })], recipes: [], last_event_id: 0 };
const group = {
  ...aType('group', [aRole('input', { label: 'Input dataset' })], [aRole('output', { label: 'Output dataset' })]), family: 'visual' as const, sections: ['Before', 'Group', 'Aggregates', 'After'],
  params_schema: { properties: {
    keys: { ...param('Keys', 'Group', 'group_keys', { type: 'array', items: { type: 'string' }, default: [] }) },
    aggregations: param('Per column', 'Aggregates', 'aggregations', list),
    renames: param('Output names', 'After', 'renamings', list),
  } },
};
const join = {
  ...aType('join', [aRole('input', { label: 'Input datasets', many: true })], [aRole('output', { label: 'Output dataset' })]), family: 'visual' as const, sections: ['Tables', 'Joins'],
  params_schema: { properties: { tables: param('Tables', 'Tables', 'join_tables', list), joins: param('Joins', 'Joins', 'join_conditions', list) } },
};
const answer = { columns: [{ name: 'count', type: 'bigint', meaning: 'integer' }], rows: [[3]], offset: 0, total: 1, sampled: 3, is_whole: true, steps: [], sql: 'SELECT count(*)', problems: [], files: [], seconds: 0.01, outputs: [{ slot: 'output', columns: [{ name: 'count', type: 'bigint', meaning: 'integer' }], change: null }] };

function open(type: typeof group | typeof join, params: object, inputs: string[], preview: unknown = answer) {
  const recipe = { id: 'r1', name: 'the recipe', type: type.type, description: '', tags: [], inputs: { input: inputs }, outputs: { output: ['o1'] }, params, revision: 1, updated_at: '2026-11-24T12:00:00Z', updated_by: 'ines' };
  const calls = stubServer({
    [`GET ${root}/revisions`]: [],
    [`POST ${root}/check`]: { problems: [], hints: [], fixed: {}, initial: {} },
    [`POST ${root}/preview`]: preview,
    'GET /api/projects/DEMO/datasets/d1': { id: 'd1', name: 'features', columns },
    'GET /api/projects/DEMO/datasets/d2': { id: 'd2', name: 'labels', columns: [{ name: 'path', type: 'string' }, { name: 'images', type: 'string' }] },
    'GET /api/projects/DEMO/classes': { colours: {} },
  });
  renderPart(<VisualEditor projectKey="DEMO" projectName="Demo" recipe={recipe as never} type={type} flow={flow} />, { at: '/projects/DEMO/recipes/r1', path: '/projects/$key/recipes/$id' });
  return calls;
}

const asked = (calls: readonly Call[]) => calls.filter((call) => call.path.endsWith('/preview')).map((call) => (call.body as { params: Record<string, unknown> }).params);

describe('a visual recipe', () => {
  it('works out at once what is ticked, and lists the columns that come out', async () => {
    const calls = open(group, { keys: ['images'], aggregations: [], renames: [] }, ['d1']);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('checkbox', { name: 'avg of width' }));
    await waitFor(() => expect(asked(calls).at(-1)).toMatchObject({ aggregations: [{ column: 'width', functions: ['avg'] }] }));
    expect(screen.queryByRole('checkbox', { name: 'avg of images' })).toBeNull();
    expect(screen.queryByText('List of {a, b}: for scripts.', { selector: '#field-aggregations p' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Show SQL' }));
    expect(await screen.findByRole('region', { name: 'SQL' })).toHaveTextContent('SELECT count(*)');
  });

  it('gives a column of the result another name where it is listed', async () => {
    const calls = open(group, { keys: [], aggregations: [], renames: [] }, ['d1']);
    const user = userEvent.setup();
    const name = await screen.findByRole('textbox', { name: 'Name of count' });
    await user.clear(name);
    await user.type(name, 'pictures{Enter}');
    await waitFor(() => expect(asked(calls).at(-1)).toMatchObject({ renames: [{ column: 'count', name: 'pictures' }] }));
  });

  it('puts what the preview refuses at its field, with the line, and keeps Run until it is mended', async () => {
    open(group, { keys: [], aggregations: [{ column: 'x', functions: ['avg'] }], renames: [] }, ['d1'], problem(422, 'No.', [{ loc: ['params', 'aggregations', 0, 'column'], message: 'There is no column “x” here.' }]));
    expect(await screen.findByText('Line 1: There is no column “x” here.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Fix 1 error to run' })).toBeTruthy();
    expect(screen.getByText('The result is shown here once the settings hold.')).toBeTruthy();
  });

  it('shows the lines of the file that an export will write, and its rows where they are asked for', async () => {
    const files = [{ path: 'features.csv', lines: ['images;width', 'ada_pic_1.jpg;12'] }];
    open(group, { keys: [], aggregations: [], renames: [] }, ['d1'], { ...answer, files });
    const user = userEvent.setup();
    expect(await screen.findByRole('region', { name: 'First lines of features.csv' })).toHaveTextContent('ada_pic_1.jpg;12');
    await user.click(screen.getByText('Rows', { exact: true }));
    expect(screen.queryByRole('region', { name: 'First lines of features.csv' })).toBeNull();
  });

  it('joins two tables on columns that both have, by a type that is pictured', async () => {
    const calls = open(join, { tables: [], joins: [] }, ['d1', 'd2']);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Join labels' }));
    const types = within(await screen.findByRole('radiogroup', { name: 'Type of join 1' }));
    await user.click(types.getByRole('radio', { name: 'Inner' }));
    expect(screen.getByText('Only rows that have a partner on both sides.')).toBeTruthy();
    await waitFor(() => expect(asked(calls).at(-1)).toMatchObject({ joins: [{ left: 0, right: 1, type: 'inner', conditions: [{ left: 'images', operator: 'eq', right: 'images' }] }] }));
  });
});

describe('the parts of builders', () => {
  it('keep functions in one order and drop a column without any', () => {
    const rows = toggled(toggled([], 'a', 'max', true), 'a', 'min', true);
    expect(rows).toEqual([{ column: 'a', functions: ['min', 'max'] }]);
    expect(toggled(toggled(rows, 'a', 'min', false), 'a', 'max', false)).toEqual([]);
  });
  it('tell a table joined to itself apart, and take its joins with it when it goes', () => {
    const tables = [{ id: 'd1', name: 'features', columns: [] }];
    expect(namesOf(tablesOf([{ input: 0 }, { input: 0 }], tables))).toEqual(['features', 'features (2)']);
    const left = withoutTable([{ input: 0 }, { input: 1 }, { input: 2 }], [{ left: 0, right: 1 }, { left: 0, right: 2 }], 1);
    expect(left).toEqual({ tables: [{ input: 0 }, { input: 2 }], joins: [{ left: 0, right: 1 }] });
  });
  it('rename and take a name back', () => {
    const renames = renamed([], 'count', 'pictures');
    expect(outputColumns([{ name: 'pictures', type: 'integer' }], renames)).toEqual([{ original: 'count', name: 'pictures', type: 'integer' }]);
    expect(renamed(renames, 'count', 'count')).toEqual([]);
    expect(renamed(renames, 'count', ' ')).toEqual([]);
  });
  it('start a mapping with every name, filled where a table has it', () => {
    const choice = (id: string, ...names: string[]) => ({ id, name: id, columns: names.map((name) => ({ name })) });
    expect(mappingByName([choice('a', 'x', 'y'), choice('b', 'y')])).toEqual([{ name: 'x', columns: ['x', ''] }, { name: 'y', columns: ['y', 'y'] }]);
  });
  it('read the line of a refusal', () => {
    expect(refusals(new ApiError(422, { fields: [{ loc: ['body', 'params', 'keys'], message: 'Choose.' }] }))).toEqual([{ loc: ['params', 'keys'], message: 'Choose.' }]);
    expect(refusals(new ApiError(500, {}))).toEqual([]);
  });
});
