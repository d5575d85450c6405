import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { JobOut } from '@/api';
import { problem, renderPart, stubServer, type Call } from '@/testing/render';
import JobsPage from './JobsPage';
import { jobOf } from './testing';

const job = (id: number, change: Partial<JobOut> = {}): JobOut => ({ ...jobOf(change), id });

function open(answer: unknown, more: Record<string, unknown> = {}, at = '/projects/DEMO/jobs') {
  const calls = stubServer({ 'GET /api/projects/DEMO/jobs': answer, ...more });
  return { calls, ...renderPart(<JobsPage />, { at, path: '/projects/$key/jobs' }) };
}

const names = () => screen.getAllByRole('link').map((link) => link.textContent);

describe('the jobs', () => {
  it('are listed with what each is about', async () => {
    open({ items: [job(3, { state: 'FAILED', error: { message: 'The disk is full.' }, warnings: 2 }), job(2)], total: 2, next: null });
    const rows = await screen.findAllByRole('row');
    expect(rows).toHaveLength(3);
    expect(rows[1]!.textContent).toContain('failed');
    expect(rows[1]!.textContent).toContain('The disk is full.');
    expect(rows[1]!.textContent).toContain('2 warnings');
    expect(within(rows[2]!).getByRole('progressbar')).toBeTruthy();
  });

  it('are asked for by state, and filtered by person and name', async () => {
    const { calls, router } = open({ items: [job(3, { initiator: 'tom' }), job(2, { name: 'Build features' })], total: 2, next: null });
    const user = userEvent.setup();
    await screen.findAllByRole('row');
    await user.click(screen.getByRole('radio', { name: 'Failed' }));
    await waitFor(() => expect(calls.some((call) => call.search.get('state') === 'FAILED')).toBe(true));
    fireEvent.change(screen.getByRole('textbox', { name: 'Find a job' }), { target: { value: 'feat' } });
    await waitFor(() => expect(names()).toEqual(['2 Build features']));
    expect(router.state.location.search).toMatchObject({ state: 'FAILED', q: 'feat' });
    fireEvent.change(screen.getByRole('textbox', { name: 'Find a job' }), { target: { value: 'nothing like it' } });
    await user.click(await screen.findByRole('button', { name: 'Show all jobs' }));
    await waitFor(() => expect(names()).toHaveLength(2));
  });

  it('are walked with j and k', async () => {
    open({ items: [job(3), job(2), job(1)], total: 3, next: null });
    await screen.findAllByRole('row');
    const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
    press('j');
    expect(document.activeElement?.textContent).toContain('3 ');
    press('j');
    press('j');
    press('j');
    expect(document.activeElement?.textContent).toContain('1 ');
    press('k');
    expect(document.activeElement?.textContent).toContain('2 ');
  });

  it('go on with earlier ones', async () => {
    open(({ search }: Call) =>
      search.get('before') === '2'
        ? { items: [job(1, { state: 'DONE', name: 'The first' })], total: 2, next: null }
        : { items: [job(2, { state: 'DONE' })], total: 2, next: '2' },
    );
    await userEvent.setup().click(await screen.findByRole('button', { name: 'Show earlier jobs' }));
    expect(await screen.findByRole('link', { name: /The first/ })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show earlier jobs' })).toBeNull();
  });

  it('are stopped from the list, keeping what they have', async () => {
    const { calls } = open({ items: [job(2)], total: 1, next: null }, { 'POST /api/projects/DEMO/jobs/2/abort': job(2) });
    await userEvent.setup().click(await screen.findByRole('button', { name: /^Stop Build/ }));
    await waitFor(() => expect(calls.find((call) => call.method === 'POST')?.body).toEqual({ keep: true }));
  });

  it('say what a job is when there is none', async () => {
    open({ items: [], total: 0, next: null });
    expect(await screen.findByRole('heading', { name: 'Nothing has run yet' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Open the flow' }).getAttribute('href')).toBe('/projects/DEMO/flow');
  });

  it('say why they cannot be read', async () => {
    open(() => problem(403, 'You may not read this project.'));
    expect((await screen.findByRole('alert')).textContent).toContain('You may not read this project.');
  });
});
