import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { renderPart, stubServer, type Call } from '@/testing/render';
import { retrainSchema } from '@/testing/retrainSchema';

// The page reads its search by the product's own route; the test stands on a route tree of its own.
vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<Record<string, unknown>>()),
  getRouteApi: () => ({ useSearch: () => ({}) }),
}));

const { default: RecipePage } = await import('./RecipePage');

const defaults = Object.fromEntries(Object.entries(retrainSchema.properties as Record<string, { default: unknown }>).map(([name, one]) => [name, one.default]));
const role = (name: string, kind: string, holds: string | null) => ({ name, label: name.replace('_', ' '), kind, help: '', holds, required: true, many: false });
const type = {
  type: 'image-retrain', label: 'Retraining image classification model', description: 'Retrain.', icon: 'retrain', family: 'deep', verb: 'retrain', version: 1,
  inputs: [role('label_dataset', 'dataset', 'labels')], outputs: [role('model_output', 'folder', 'model')], params_schema: retrainSchema, sections: ['Dataset with labels', 'Model', 'Training', 'GPU'], defaults,
};
const recipe = { id: 'r1', name: 'retrain', type: 'image-retrain', description: '', tags: [], inputs: { label_dataset: ['d1'] }, outputs: { model_output: ['f1'] }, params: defaults, revision: 3, updated_at: '2026-11-24T12:00:00Z', updated_by: 'ines' };
const check = { problems: [], hints: [], fixed: {}, initial: {} };
const root = '/api/projects/DEMO/recipes/r1';

function open(more: Record<string, unknown> = {}) {
  const calls = stubServer({
    [`GET ${root}`]: recipe,
    'GET /api/recipe-types': [type],
    'GET /api/projects/DEMO/flow': { items: [], recipes: [], last_event_id: 0 },
    'GET /api/projects/DEMO': { key: 'DEMO', name: 'Demo' },
    [`GET ${root}/revisions`]: [],
    [`POST ${root}/check`]: check,
    [`POST ${root}/choices`]: (call: Call) => ((call.body as { source: string }).source === 'gpus' ? [] : [{ value: 'path', label: 'path', help: 'string' }]),
    ...more,
  });
  renderPart(<RecipePage />, { at: '/projects/DEMO/recipes/r1', path: '/projects/$key/recipes/$id' });
  return calls;
}

const batch = () => screen.findByRole('textbox', { name: 'Batch size' });

describe('the recipe page', () => {
  it('takes the values of the course exactly as typed and saves them with the revision they were made from', async () => {
    const calls = open({ [`PUT ${root}`]: (call: Call) => ({ ...recipe, revision: 4, params: (call.body as { params: unknown }).params }) });
    const user = userEvent.setup();
    await user.clear(await batch());
    await user.type(await batch(), '64');
    await user.clear(screen.getByRole('textbox', { name: 'Learning rate' }));
    await user.type(screen.getByRole('textbox', { name: 'Learning rate' }), '1e-4');
    expect(screen.getByText('changed from 32')).toBeTruthy();
    await user.keyboard('{Control>}s{/Control}');
    await waitFor(() => expect(calls.find((call) => call.method === 'PUT')?.body).toMatchObject({ revision: 3, params: { batch_size: 64, learning_rate: 0.0001 } }));
    expect(await screen.findByRole('button', { name: /^Saved/ })).toBeTruthy();
  });

  it('saves once when Run is pressed while a save is on its way, and runs what was saved', async () => {
    const whole = { ...recipe, params: { ...defaults, path_column: 'path' } };
    const calls = open({
      [`GET ${root}`]: whole,
      [`PUT ${root}`]: (call: Call) => ({ ...whole, revision: 4, params: (call.body as { params: unknown }).params }),
      'POST /api/projects/DEMO/jobs': { id: 7 },
    });
    const user = userEvent.setup();
    await user.clear(await batch());
    await user.type(await batch(), '64');
    fireEvent.keyDown(document.documentElement, { key: 's', code: 'KeyS', ctrlKey: true });
    fireEvent.click(screen.getByRole('button', { name: 'Run' }));
    await waitFor(() => expect(calls.some((call) => call.path.endsWith('/jobs'))).toBe(true));
    expect(calls.filter((call) => call.method === 'PUT')).toHaveLength(1);
  });

  it('says what is wrong at the field and keeps Run until it is mended', async () => {
    open();
    const user = userEvent.setup();
    await user.clear(await batch());
    await user.type(await batch(), '0');
    expect(screen.getByText('Batch size must be from 1 to 65,536.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Fix 1 error to run' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Reset Batch size' }));
    expect(screen.getByRole('button', { name: 'Run' })).toBeTruthy();
    expect(((await batch()) as HTMLInputElement).value).toBe('32');
  });

  it('shows a field only while its condition holds, and no GPU block where there is no GPU', async () => {
    open();
    const user = userEvent.setup();
    await batch();
    expect(screen.queryByRole('textbox', { name: 'Number of layers' })).toBeNull();
    await user.click(screen.getByRole('radio', { name: 'N last layers' }));
    expect(screen.getByRole('textbox', { name: 'Number of layers' })).toBeTruthy();
    expect(screen.queryByText('Use GPU')).toBeNull();
  });

  it('locks what the inputs decided and says why', async () => {
    open({ [`POST ${root}/check`]: { ...check, fixed: { pooling: { value: 'avg', reason: 'Fixed when this network was retrained the first time.' } } } });
    expect(await screen.findByText('Fixed when this network was retrained the first time.')).toBeTruthy();
    expect(screen.queryByRole('radio', { name: 'Maximum' })).toBeNull();
  });

  it('puts the server’s refusal at the field it names', async () => {
    open({ [`POST ${root}/check`]: { ...check, problems: [{ loc: ['params', 'dropout'], message: 'This dropout leaves nothing.' }] } });
    expect(await screen.findByText('This dropout leaves nothing.')).toBeTruthy();
    expect(screen.getByRole('navigation', { name: 'Sections' }).textContent).toContain('1 error');
  });

  it('loses nothing when somebody else saved first: fields are compared, one’s own stay one’s own', async () => {
    let saves = 0;
    const theirs = { ...defaults, dropout: 0.1, learning_rate: 0.01 };
    const calls = open({
      [`PUT ${root}`]: (call: Call) => {
        saves += 1;
        if (saves > 1) return { ...recipe, revision: 5, params: (call.body as { params: unknown }).params };
        return Response.json({ code: 'conflict', message: 'tom saved retrain while you were editing it.', hint: null, fields: [], details: { mine: {}, theirs, revision: 4, saved_by: 'tom' }, request_id: 'r' }, { status: 409 });
      },
    });
    const user = userEvent.setup();
    await user.clear(await screen.findByRole('textbox', { name: 'Dropout' }));
    await user.type(screen.getByRole('textbox', { name: 'Dropout' }), '0.3');
    await user.click(screen.getByRole('button', { name: /^Save/ }));
    const dialog = await screen.findByRole('dialog', { name: 'tom saved while you were editing' });
    expect(within(dialog).getByText('0.3')).toBeTruthy();
    expect(within(dialog).getByText('0.1')).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Take this into the form' }));
    await user.click(screen.getByRole('button', { name: /^Save/ }));
    await waitFor(() => expect(saves).toBe(2));
    // My dropout, and the learning rate that only Tom changed.
    expect(calls.filter((call) => call.method === 'PUT')[1]?.body).toMatchObject({ revision: 4, params: { dropout: 0.3, learning_rate: 0.01 } });
  });
});
