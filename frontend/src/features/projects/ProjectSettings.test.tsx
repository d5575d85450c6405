import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPage, stubServer } from '@/testing/render';

const project = { key: 'BIRDS', name: 'Birds', description: '', tags: [], owner: 'ines', is_tutorial: false, created_at: '2026-11-24T09:00:00Z', updated_at: '2026-11-24T09:00:00Z', revision: 1, permission: 'ADMIN' };
const answers = {
  'GET /api/auth/me': { login: 'ines', display_name: 'Ines Costa', email: null, is_admin: false, may_write_code: false, groups: [], has_password: true },
  'GET /api/projects': [],
  'GET /api/jobs/running': [],
  'GET /api/projects/BIRDS': project,
  'GET /api/projects/BIRDS/flow': { items: [], recipes: [], edges: [] },
  'GET /api/projects/BIRDS/rights': { owner: 'ines', groups: ['readers', 'room_1'], rights: [{ group: 'readers', permission: 'READ_CONF' }] },
  'GET /api/projects/BIRDS/trash': [{ kind: 'recipe', id: 'r1', name: 'split_birds', deleted_at: '2026-11-24T09:00:00Z' }],
};

beforeEach(() => vi.unstubAllGlobals());

describe('project settings', () => {
  it('lets a group in, without taking the rights of others', async () => {
    const calls = stubServer({ ...answers, 'PUT /api/projects/BIRDS/rights': answers['GET /api/projects/BIRDS/rights'] });
    const user = userEvent.setup();
    renderPage('/projects/BIRDS/settings');
    await user.click(await screen.findByRole('combobox', { name: 'Let a group in' }));
    await user.click(await screen.findByRole('option', { name: 'room_1', hidden: true }));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'PUT')?.body).toEqual({
        rights: [
          { group: 'readers', permission: 'READ_CONF' },
          { group: 'room_1', permission: 'READ_CONF' },
        ],
      }),
    );
  });

  it('brings a deleted recipe back', async () => {
    const calls = stubServer({ ...answers, 'POST /api/projects/BIRDS/trash/recipe/r1/restore': { message: 'split_birds is back.' } });
    renderPage('/projects/BIRDS/settings');
    const row = (await screen.findByText('split_birds')).closest('tr')!;
    await userEvent.click(within(row).getByRole('button', { name: 'Restore split_birds' }));
    expect(await screen.findByText('split_birds is back.')).toBeVisible();
    expect(calls.some((call) => call.path.endsWith('/trash/recipe/r1/restore'))).toBe(true);
  });

  it('shows somebody who may only look neither rights nor ways to change', async () => {
    stubServer({ ...answers, 'GET /api/projects/BIRDS': { ...project, permission: 'READ_CONF' } });
    renderPage('/projects/BIRDS/settings');
    expect(await screen.findByText('split_birds')).toBeVisible();
    expect(screen.queryByText('Rights')).toBeNull();
    expect(screen.queryByRole('button', { name: /Restore|Save/ })).toBeNull();
  });
});
