import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { problem, renderPage, stubServer } from '@/testing/render';

const me = { login: 'ines', display_name: 'Ines Costa', email: null, is_admin: false, may_write_code: false, groups: [], has_password: true };
const home = { 'GET /api/projects': [], 'GET /api/jobs/running': [] };

beforeEach(() => {
  localStorage.clear();
  vi.unstubAllGlobals();
});

describe('logging in', () => {
  it('sends whoever is not signed in to the log-in and then where they wanted to go', async () => {
    let isIn = false;
    const calls = stubServer({
      ...home,
      'GET /api/auth/me': () => (isIn ? me : problem(401, 'Nobody is signed in.')),
      'POST /api/auth/login': () => {
        isIn = true;
        return me;
      },
      'GET /api/auth/sessions': [],
      'GET /api/auth/api-keys': [],
    });
    const user = userEvent.setup();
    const { router } = renderPage('/settings');
    await user.type(await screen.findByLabelText('Login'), 'ines');
    await user.type(screen.getByLabelText('Password'), 'secret');
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/settings'));
    expect(calls.find((call) => call.method === 'POST')?.body).toEqual({ login: 'ines', password: 'secret' });
  });

  it('shows why it failed and asks for the password again', async () => {
    stubServer({ ...home, 'POST /api/auth/login': problem(401, 'The login or the password is wrong.') });
    const user = userEvent.setup();
    renderPage('/login');
    await user.type(await screen.findByLabelText('Login'), 'ines');
    await user.type(screen.getByLabelText('Password'), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Log in' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('The login or the password is wrong.');
    expect(screen.getByLabelText('Password')).toHaveValue('');
    expect(screen.getByLabelText('Login')).toHaveValue('ines');
  });

  it('enters with a one-time link and keeps its secret out of the address', async () => {
    const calls = stubServer({ ...home, 'GET /api/auth/me': me, 'POST /api/auth/link': me });
    const { router } = renderPage('/login?token=abc');
    await waitFor(() => expect(router.state.location.pathname).toBe('/'));
    expect(router.state.location.searchStr).toBe('');
    expect(calls.filter((call) => call.path === '/api/auth/link').map((call) => call.body)).toEqual([{ token: 'abc' }]);
  });

  it('falls back to the form, with the reason, when a link is used up', async () => {
    stubServer({ ...home, 'POST /api/auth/link': problem(401, 'This link has been used or has expired.') });
    renderPage('/login?token=old');
    expect(await screen.findByRole('alert')).toHaveTextContent('This link has been used or has expired.');
    expect(screen.getByLabelText('Password')).toBeVisible();
  });

  it('never leaves the application after logging in', async () => {
    stubServer({ ...home, 'GET /api/auth/me': me, 'POST /api/auth/link': me });
    const { router } = renderPage('/login?token=abc&to=//evil.example/');
    await waitFor(() => expect(router.state.location.pathname).toBe('/'));
  });
});
