import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProjectCard } from '@/api';
import { problem, renderPage, stubServer } from '@/testing/render';
import { shownCards } from './HomePage';

const me = { login: 'ines', display_name: 'Ines Costa', email: null, is_admin: false, may_write_code: false, groups: [], has_password: true };

function card(key: string, change: Partial<ProjectCard> = {}): ProjectCard {
  return {
    key,
    name: key.toLowerCase(),
    description: '',
    tags: [],
    owner: 'ines',
    is_tutorial: false,
    updated_at: '2026-11-24T09:00:00Z',
    state_counts: {},
    running: [],
    thumbs: [],
    nodes: [],
    permission: 'ADMIN',
    ...change,
  };
}

const answers = { 'GET /api/auth/me': me, 'GET /api/projects': [card('BIRDS'), card('SHOES', { state_counts: { failed: 2 } })], 'GET /api/jobs/running': [] };

beforeEach(() => {
  localStorage.clear();
  vi.unstubAllGlobals();
});

describe('home', () => {
  it('shows each project with its loudest state', async () => {
    stubServer(answers);
    renderPage('/');
    const tile = (await screen.findByRole('link', { name: 'shoes' })).closest('article')!;
    expect(tile).toHaveTextContent('2 failed');
  });

  it('proposes the key from the name until the key is changed by hand', async () => {
    const calls = stubServer({ ...answers, 'POST /api/projects': card('MY_BIRDS') });
    const user = userEvent.setup();
    renderPage('/');
    await user.click((await screen.findAllByRole('button', { name: /New project/ }))[0]!);
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Name'), 'My birds');
    expect(within(dialog).getByLabelText('Key')).toHaveValue('MY_BIRDS');
    await user.clear(within(dialog).getByLabelText('Key'));
    await user.type(within(dialog).getByLabelText('Key'), 'shoes');
    expect(within(dialog).getByText(/There is a project with the key SHOES already/)).toBeVisible();
    expect(within(dialog).getByRole('button', { name: 'Make the project' })).toBeDisabled();
    await user.type(within(dialog).getByLabelText('Key'), '2');
    await user.type(within(dialog).getByLabelText('Name'), ' too');
    expect(within(dialog).getByLabelText('Key')).toHaveValue('SHOES2');
    await user.click(within(dialog).getByRole('button', { name: 'Make the project' }));
    await waitFor(() => expect(calls.find((call) => call.method === 'POST')?.body).toEqual({ name: 'My birds too', key: 'SHOES2', description: '' }));
  });

  it('puts the server’s word about a key at its field', async () => {
    stubServer({ ...answers, 'POST /api/projects': problem(409, 'The key is taken.', [{ loc: ['body', 'key'], message: 'A project of Tom has this key. Choose another.' }]) });
    const user = userEvent.setup();
    renderPage('/');
    await user.click((await screen.findAllByRole('button', { name: /New project/ }))[0]!);
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Name'), 'Tom');
    await user.click(within(dialog).getByRole('button', { name: 'Make the project' }));
    expect(await within(dialog).findByText('A project of Tom has this key. Choose another.')).toBeVisible();
  });

  it('starts the tutorial from an empty home', async () => {
    const calls = stubServer({ ...answers, 'GET /api/projects': [], 'POST /api/projects/tutorial': { project: card('TUTORIAL'), job_id: 1 } });
    const user = userEvent.setup();
    const { router } = renderPage('/');
    await user.click(await screen.findByRole('button', { name: 'Start the tutorial' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/projects/TUTORIAL/flow'));
    expect(calls.find((call) => call.path === '/api/projects/tutorial')?.body).toEqual({ train_pictures: 2400, test_pictures: 480 });
  });

  it('keeps stars in this browser', async () => {
    stubServer(answers);
    const user = userEvent.setup();
    renderPage('/');
    await user.click(await screen.findByRole('button', { name: 'Star birds' }));
    await user.click(screen.getByRole('radio', { name: 'Starred' }));
    await waitFor(() => expect(screen.queryByRole('link', { name: 'shoes' })).toBeNull());
    expect(screen.getByRole('link', { name: 'birds' })).toBeVisible();
  });
});

describe('shownCards', () => {
  it('filters, searches in name, key, description and tags, last touched first', () => {
    const cards = [card('A', { updated_at: '2026-01-01T00:00:00Z' }), card('B', { owner: 'tom', tags: ['birds'] })];
    const all = { filter: 'all' as const, search: '', starred: [], login: 'ines' };
    expect(shownCards(cards, all).map((one) => one.key)).toEqual(['B', 'A']);
    expect(shownCards(cards, { ...all, search: 'BIRD' }).map((one) => one.key)).toEqual(['B']);
    expect(shownCards(cards, { ...all, filter: 'mine' }).map((one) => one.key)).toEqual(['A']);
  });
});
