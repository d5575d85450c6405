import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { anItem, aRecipe, aRole, aType } from '@/testing/flows';
import { problem, renderPage, stubServer } from '@/testing/render';

const type = aType(
  'image-classification',
  [aRole('image_folder', { label: 'Image folder', kind: 'folder', holds: 'pictures' }), aRole('model_folder', { label: 'Model folder', kind: 'folder', holds: 'model' })],
  [aRole('scored_dataset', { label: 'Predictions' })],
);
const flow = {
  items: [
    anItem('f1', { name: 'images_test', kind: 'folder', holds: 'pictures', facts: { pictures: 480, files: 480 } }),
    anItem('f2', { name: 'sketchnet', kind: 'folder', holds: 'model', facts: { bytes: 3_000_000 } }),
    anItem('d1', { name: 'predictions', holds: 'predictions', state: 'not_built', built_at: null }),
  ],
  recipes: [aRecipe('r1', { name: 'classify', inputs: ['f1', 'f2'], outputs: ['d1'], state: 'not_built' })],
  last_event_id: 1,
};
const step = { recipe_id: 'r1', recipe_name: 'classify', type: 'image-classification', icon: 'classify', family: 'deep', reason: 'it has never run', will_run: true, needs: [], outputs: ['d1'] };
const answers = {
  'GET /api/auth/me': { login: 'ines', display_name: 'Ines Costa', email: null, is_admin: false, may_write_code: false, groups: [], has_password: true },
  'GET /api/projects': [],
  'GET /api/projects/DEMO': { key: 'DEMO', name: 'Demo', description: '', tags: [], owner: 'ines', is_tutorial: false, created_at: '', updated_at: '', revision: 1, permission: 'ADMIN' },
  'GET /api/projects/DEMO/flow': flow,
  'GET /api/jobs/running': [],
  'GET /api/recipe-types': [{ ...type, label: 'Image classification' }],
};

beforeEach(() => {
  localStorage.clear();
  vi.unstubAllGlobals();
});

const row = (name: string) => screen.findByRole('row', { name: new RegExp(`^${name}`) });

describe('the flow as an outline', () => {
  it('lists every item and recipe with its state in words, each after what it is made from', async () => {
    stubServer(answers);
    renderPage('/projects/DEMO/flow?view=outline');
    const grid = await screen.findByRole('treegrid', { name: 'Flow as an outline' });
    const names = within(grid).getAllByRole('row').slice(1).map((one) => one.getAttribute('data-node'));
    expect(names).toEqual(['f1', 'f2', 'r1', 'd1']);
    expect(await row('images_test')).toHaveTextContent('480 pictures');
    expect(await row('sketchnet')).toHaveTextContent('3 MB network');
    expect(await row('classify')).toHaveTextContent('not run');
  });

  it('works by keyboard: arrows follow edges, Space selects, Shift and Space adds', async () => {
    stubServer(answers);
    const user = userEvent.setup();
    const { router } = renderPage('/projects/DEMO/flow?view=outline');
    const first = await row('images_test');
    first.focus();
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement).toHaveAttribute('data-node', 'r1');
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement).toHaveAttribute('data-node', 'd1');
    await user.keyboard(' {Home}');
    expect(document.activeElement).toHaveAttribute('data-node', 'f1');
    await user.keyboard('{Shift>} {/Shift}');
    await waitFor(() => expect(router.state.location.search).toMatchObject({ selected: 'd1,f1' }));
  });

  it('filters by state from the legend and keeps that in the address', async () => {
    stubServer(answers);
    const user = userEvent.setup();
    const { router } = renderPage('/projects/DEMO/flow?view=outline');
    await user.click(await screen.findByRole('button', { name: /2 not built/ }));
    await waitFor(() => expect(screen.queryByRole('row', { name: /^images_test/ })).toBeNull());
    expect(router.state.location.search).toMatchObject({ state: 'not_built' });
  });
});

describe('the panel', () => {
  it('offers the recipe when a folder and a network are selected together, with their roles', async () => {
    const calls = stubServer({ ...answers, 'POST /api/projects/DEMO/recipes': (call: { body: unknown }) => ({ ...(call.body as object), id: 'r2', name: 'new' }) });
    const user = userEvent.setup();
    renderPage('/projects/DEMO/flow?view=outline&selected=f1,f2');
    const panel = await screen.findByRole('complementary', { name: 'Selection' });
    const offer = await within(panel).findByRole('button', { name: /^Image classification/ });
    expect(offer).toHaveTextContent('images_test as image folder; sketchnet as model folder');
    await user.click(offer);
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByLabelText('Predictions')).toHaveValue('images_test_predictions');
    await user.click(within(dialog).getByRole('button', { name: 'Make the recipe' }));
    await waitFor(() => expect(calls.some((call) => call.method === 'POST')).toBe(true));
    expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
      type: 'image-classification',
      inputs: { image_folder: ['f1'], model_folder: ['f2'] },
      outputs: { scored_dataset: [{ new_name: 'images_test_predictions' }] },
    });
  });

  it('greys an offer that does not fit and says why', async () => {
    stubServer(answers);
    renderPage('/projects/DEMO/flow?view=outline&selected=d1');
    const panel = await screen.findByRole('complementary', { name: 'Selection' });
    const offer = await within(panel).findByRole('button', { name: /^Image classification/ });
    expect(offer).toHaveAttribute('aria-disabled', 'true');
    expect(offer).toHaveTextContent('needs an image folder and a model folder, not predictions');
  });
});

describe('building', () => {
  it('shows the plan with reasons, then starts one job under one key', async () => {
    const calls = stubServer({
      ...answers,
      'POST /api/projects/DEMO/jobs/plan': { activities: [step], skipped: [], problems: [] },
      'POST /api/projects/DEMO/jobs': { id: 12 },
    });
    const user = userEvent.setup();
    renderPage('/projects/DEMO/flow?view=outline&selected=d1');
    const panel = await screen.findByRole('complementary', { name: 'Selection' });
    await user.click(within(panel).getByRole('button', { name: 'Build' }));
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('it has never run')).toBeVisible();
    await user.click(within(dialog).getByRole('radio', { name: /All upstream/ }));
    await user.click(await within(dialog).findByRole('button', { name: 'Build here' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const started = calls.filter((call) => call.path.endsWith('/jobs') && call.method === 'POST');
    expect(started.map((call) => call.body)).toEqual([{ targets: [{ kind: 'item', id: 'd1' }], build_type: 'RECURSIVE_FORCED_BUILD' }]);
    expect(started[0]?.headers.get('idempotency-key')).toBeTruthy();
  });

  it('shows the server’s reason when a job cannot start', async () => {
    stubServer({
      ...answers,
      'POST /api/projects/DEMO/jobs/plan': { activities: [step], skipped: [], problems: [] },
      'POST /api/projects/DEMO/jobs': problem(409, 'images_test is being changed by Marta. Try again when she is done.'),
    });
    const user = userEvent.setup();
    renderPage('/projects/DEMO/flow?view=outline&selected=d1');
    const panel = await screen.findByRole('complementary', { name: 'Selection' });
    await user.click(within(panel).getByRole('button', { name: 'Build' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(await within(dialog).findByRole('button', { name: 'Build here' }));
    expect(await within(dialog).findByRole('alert')).toHaveTextContent('images_test is being changed by Marta.');
  });
});

describe('deleting', () => {
  it('names what follows, moves to the trash, and brings back on undo', async () => {
    const calls = stubServer({
      ...answers,
      'DELETE /api/projects/DEMO/folders/f1': { message: 'ok' },
      'POST /api/projects/DEMO/trash/item/f1/restore': { message: 'ok' },
    });
    const user = userEvent.setup();
    renderPage('/projects/DEMO/flow?view=outline&selected=f1');
    (await row('images_test')).focus();
    await user.keyboard('{Delete}');
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('classify')).toBeVisible();
    await user.click(within(dialog).getByRole('button', { name: 'Move to the trash' }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(calls.map((call) => `${call.method} ${call.path}`)).toContain('POST /api/projects/DEMO/trash/item/f1/restore'));
  });
});

describe('without a flow', () => {
  it('an empty project offers three ways to begin', async () => {
    stubServer({ ...answers, 'GET /api/projects/DEMO/flow': { items: [], recipes: [], last_event_id: 0 } });
    renderPage('/projects/DEMO/flow');
    for (const name of [/Bring pictures/, /Bring labels/, /Run a macro/]) expect(await screen.findByRole('button', { name })).toBeVisible();
  });

  it('a failure says what happened, with the request number, and can be tried again', async () => {
    let isBroken = true;
    stubServer({ ...answers, 'GET /api/projects/DEMO/flow': () => (isBroken ? problem(500, 'The database is being moved.') : flow) });
    const user = userEvent.setup();
    renderPage('/projects/DEMO/flow?view=outline');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The database is being moved.');
    expect(alert).toHaveTextContent('req_test');
    isBroken = false;
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await row('images_test')).toBeVisible();
  });
});
