import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { anItem, aRole, aType } from '@/testing/flows';
import { renderPart, stubServer, type Call } from '@/testing/render';

// The page reads its search by the product's own route; the test stands on a route tree of its own.
vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<Record<string, unknown>>()),
  getRouteApi: () => ({ useSearch: () => ({}) }),
}));

const { PrepareEditor } = await import('./PrepareEditor');

interface SentStep {
  id: string;
  type: string;
  params: Record<string, unknown>;
  enabled: boolean;
}
type Sent = { params: { steps: SentStep[] }; upto: number | null };

const setting = (title: string, widget: string | undefined, more: object = {}) => ({ title, description: '', ui: { widget }, ...more });
const split = {
  type: 'ColumnSplitter', label: 'Split column', description: 'Split a text on a delimiter.', category: 'columns', icon: 'step', keywords: ['delimiter'],
  params_schema: { properties: { inCol: setting('Column', 'column', { type: 'string', default: '' }), separator: setting('Delimiter', undefined, { type: 'string', default: '' }), outColPrefix: setting('Output prefix', undefined, { type: 'string', default: '' }) } },
  defaults: { inCol: '', separator: '', outColPrefix: '' },
};
const rename = {
  type: 'ColumnRenamer', label: 'Rename columns', description: 'Give columns other names.', category: 'columns', icon: 'step', keywords: ['header'],
  params_schema: { properties: { renamings: setting('Columns', 'pairs', { type: 'array', items: { type: 'object', additionalProperties: { type: 'string' } }, default: [] }) } },
  defaults: { renamings: [] },
};
const remove = {
  type: 'ColumnsSelector', label: 'Delete or keep columns', description: 'Delete columns, or keep some.', category: 'columns', icon: 'step', keywords: ['drop'],
  params_schema: { properties: { keep: setting('Keep only these', undefined, { type: 'boolean', default: false }), columns: setting('Columns', 'columns', { type: 'array', items: { type: 'string' }, default: [] }) } },
  defaults: { keep: false, columns: [] },
};
const columns = [
  { name: 'images', type: 'string', meaning: 'text' },
  { name: 'error', type: 'bigint', meaning: 'integer' },
];
const splitStep = { id: 's1', type: 'ColumnSplitter', params: { inCol: 'images', separator: '_pic_', outColPrefix: 'images_' }, enabled: true, comment: '', group: '' };
const renameStep = { id: 's2', type: 'ColumnRenamer', params: { renamings: [{ from: 'images_0', to: 'target' }] }, enabled: true, comment: '', group: '' };
const type = { ...aType('prepare', [aRole('input', { label: 'Input dataset' })], [aRole('output', { label: 'Output dataset' })]), label: 'Prepare', family: 'visual' as const, icon: 'prepare', params_schema: { properties: { steps: { type: 'array', title: 'Steps', default: [], ui: { widget: 'script' } } } } };
const flow = { items: [anItem('d1', { name: 'features_test' }), anItem('d2', { name: 'features_train' }), anItem('o1', { name: 'prepared' })], recipes: [], last_event_id: 0 };
const root = '/api/projects/DEMO/recipes/r1';

function sentence(step: SentStep): string {
  if (step.type === 'ColumnSplitter') return `Split column “${String(step.params.inCol)}” on “${String(step.params.separator)}”`;
  return step.type === 'ColumnRenamer' ? 'Rename column “images_0” to “target”' : 'Delete columns';
}

/** A preview as the server answers it: the delimiter occurs nowhere. */
function previewed(call: Call) {
  const { params, upto } = call.body as Sent;
  const applied = params.steps.slice(0, upto ?? params.steps.length);
  const made = applied.some((step) => step.type === 'ColumnSplitter' && step.enabled) ? [{ name: 'images_0', type: 'string', meaning: 'text' }] : [];
  return {
    columns: [...columns, ...made], rows: [['ada_7.jpg', 0, ...made.map(() => 'ada_7.jpg')]], offset: 0, total: 1, sampled: 480, is_whole: true, sql: 'SELECT 1', seconds: 0.01,
    steps: params.steps.map((step) => ({ sentence: sentence(step), enabled: step.enabled, columns: ['images', 'error', 'images_0'], rows_in: 480, rows_out: 480, hits: 0, note: step.type === 'ColumnSplitter' ? '“_pic_” occurs in 0 of 480 rows' : '', is_idle: step.type === 'ColumnSplitter' })),
    outputs: [{ slot: 'output', columns, change: { added: ['images_0'], removed: ['old'], retyped: [] } }],
    problems: params.steps.flatMap((step, place) => (step.enabled && step.params.separator === '' ? [{ loc: ['steps', place, 'params', 'separator'], message: 'Say on which delimiter to split.' }] : [])),
  };
}

function open(steps: object[], more: Record<string, unknown> = {}) {
  const recipe = { id: 'r1', name: 'prepare features', type: 'prepare', description: '', tags: [], inputs: { input: ['d1'] }, outputs: { output: ['o1'] }, params: { steps }, revision: 3, updated_at: '2026-11-24T12:00:00Z', updated_by: 'ines' };
  const calls = stubServer({
    'GET /api/steps': [split, rename, remove],
    [`GET ${root}/revisions`]: [],
    [`POST ${root}/check`]: { problems: [], hints: [], fixed: {}, initial: {} },
    [`POST ${root}/preview`]: previewed,
    'GET /api/projects/DEMO/datasets/d1': { id: 'd1', name: 'features_test', columns },
    'GET /api/projects/DEMO/classes': { colours: {} },
    'GET /api/projects/DEMO/flow': flow,
    [`PUT ${root}`]: (call: Call) => ({ ...recipe, revision: 4, params: (call.body as { params: unknown }).params }),
    ...more,
  });
  renderPart(<PrepareEditor projectKey="DEMO" projectName="Demo" recipe={recipe} type={type} flow={flow} />, { at: '/projects/DEMO/recipes/r1', path: '/projects/$key/recipes/$id' });
  return calls;
}

const previews = (calls: readonly Call[]) => calls.filter((call) => call.path.endsWith('/preview')).map((call) => call.body as Sent);
const sentences = () => [...document.querySelectorAll('[data-step]')].map((one) => one.textContent.replace(/^\d+/, ''));

describe('the preparation', () => {
  it('reads as sentences, and warns of a delimiter that occurs nowhere', async () => {
    open([splitStep, renameStep]);
    expect(await screen.findByText('“_pic_” occurs in 0 of 480 rows')).toBeTruthy();
    expect(sentences()).toEqual(['Split column “images” on “_pic_”', 'Rename column “images_0” to “target”']);
    expect(screen.getByText('all 480 rows read')).toBeTruthy();
  });

  it('adds a step from the library by the keyboard alone, asks for what it needs, and keeps Run until it has it', async () => {
    const calls = open([]);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Add the first step' }));
    await user.type(await screen.findByRole('combobox', { name: 'Search the steps' }), 'delim{Enter}');
    expect(await screen.findByText('Say on which delimiter to split.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Fix 1 error to run' })).toBeTruthy();
    await user.click(screen.getByRole('combobox', { name: 'Column' }));
    await user.click(await screen.findByRole('option', { name: /images/ }));
    await user.type(screen.getByRole('textbox', { name: 'Delimiter' }), '_');
    expect(await screen.findByRole('button', { name: 'Run' })).toBeTruthy();
    expect(previews(calls).at(-1)?.params.steps[0]?.params).toMatchObject({ inCol: 'images', separator: '_' });
  });

  it('turns off, moves, duplicates and deletes steps, and undoes each', async () => {
    const calls = open([splitStep, renameStep]);
    const user = userEvent.setup();
    const first = await screen.findByRole('button', { name: /Split column/ });
    await waitFor(() => expect(sentences()).toHaveLength(2));
    first.focus();
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(sentences()[0]).toContain('Rename');
    screen.getByRole('button', { name: /Split column/ }).focus();
    await user.keyboard('{Control>}d{/Control}');
    expect(sentences()).toHaveLength(3);
    await user.keyboard('{Control>}z{/Control}');
    expect(sentences()).toHaveLength(2);
    screen.getByRole('button', { name: /Rename/ }).focus();
    await user.keyboard('{Delete}');
    expect(sentences()).toEqual(['Split column “images” on “_pic_”']);
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await user.click(screen.getByRole('switch', { name: 'Step 2 is on' }));
    await waitFor(() => expect(previews(calls).at(-1)?.params.steps.map((step) => [step.type, step.enabled])).toEqual([['ColumnRenamer', true], ['ColumnSplitter', false]]));
  });

  it('groups chosen steps under a name that folds them', async () => {
    open([splitStep, renameStep]);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('checkbox', { name: 'Select step 1' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select step 2' }));
    await user.click(within(screen.getByRole('toolbar')).getByRole('button', { name: 'Group' }));
    expect(screen.getByRole('textbox', { name: 'Name of the group' })).toHaveValue('Group 1');
    await user.click(screen.getByRole('button', { name: 'Fold Group 1' }));
    expect(sentences()).toEqual([]);
    expect(screen.getByText('2 steps', { selector: 'span' })).toBeTruthy();
  });

  it('offers what can be done with a cell, and does it', async () => {
    const calls = open([]);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('gridcell', { name: 'ada_7.jpg' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Split on “_”' }));
    await waitFor(() => expect(previews(calls).at(-1)?.params.steps[0]).toMatchObject({ type: 'ColumnSplitter', params: { inCol: 'images', separator: '_', outColPrefix: 'images_' } }));
  });

  it('shows the table up to a step, and what a step changed', async () => {
    const calls = open([splitStep, renameStep]);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Show the table after step 1' }));
    expect(await screen.findByText('after step 1 of 2')).toBeTruthy();
    await waitFor(() => expect(previews(calls).at(-1)?.upto).toBe(1));
    await user.click(screen.getByRole('button', { name: /Split column/ }));
    await user.click(screen.getByRole('switch', { name: 'View impact' }));
    expect(await screen.findByText('1 column new')).toBeTruthy();
    expect(screen.getByRole('columnheader', { name: /images_0/ })).toHaveTextContent('new');
  });

  it('says how the columns change before it saves, and saves only then', async () => {
    const calls = open([splitStep]);
    const user = userEvent.setup();
    await user.click(await screen.findByRole('switch', { name: 'Step 1 is on' }));
    await user.click(screen.getByRole('button', { name: /^Save/ }));
    const dialog = await screen.findByRole('dialog', { name: 'The columns will change' });
    expect(dialog).toHaveTextContent('1 added images_0');
    expect(dialog).toHaveTextContent('1 removed old');
    expect(calls.some((call) => call.method === 'PUT')).toBe(false);
    await user.click(within(dialog).getByRole('button', { name: 'Save with the new columns' }));
    await waitFor(() => expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({ revision: 3, params: { steps: [{ id: 's1', enabled: false }] } }));
  });

  it('is applied to another dataset in one action', async () => {
    const calls = open([splitStep], { 'POST /api/projects/DEMO/recipes': { id: 'r2', name: 'prepare again' } });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'More for the script' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Apply this preparation to another dataset' }));
    const dialog = await screen.findByRole('dialog', { name: 'Apply this preparation to another dataset' });
    await user.click(within(dialog).getByRole('combobox', { name: 'Dataset' }));
    await user.click(await screen.findByRole('option', { name: /features_train/ }));
    await user.click(within(dialog).getByRole('button', { name: 'Make the recipe' }));
    await waitFor(() => expect(calls.find((call) => call.method === 'POST' && call.path === '/api/projects/DEMO/recipes')?.body).toMatchObject({
      type: 'prepare', inputs: { input: ['d2'] }, outputs: { output: [{ new_name: 'features_train_prepared' }] }, params: { steps: [{ type: 'ColumnSplitter' }] },
    }));
  });
});
