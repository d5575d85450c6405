import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { problem, renderPart, stubServer } from '@/testing/render';
import NotebooksPage from './NotebooksPage';

const ACCURACY = { name: 'accuracy', label: 'Accuracy of predictions', help: 'How many are right.', options: { label: 'Label column', prediction: 'Prediction column' } };
const NOTEBOOKS = [
  { name: 'Accuracy joined', size: 4050, modified_at: '2026-11-28T17:00:00Z', template: 'accuracy', dataset: 'joined' },
  { name: 'Audit labels', size: 900, modified_at: '2026-11-28T17:00:00Z', template: 'audit', dataset: 'labels' },
];
const SESSION = {
  id: 's1', login: 'ada', display_name: 'Ada', project_key: 'DEMO', started_at: '2026-11-28T16:00:00Z', last_used_at: '2026-11-28T17:00:00Z',
  ends_when_idle_minutes: 60, is_mine: true, kernels: [{ notebook: 'Accuracy joined.ipynb', is_busy: true, last_used_at: null }],
};
const LAB = { is_installed: true, refusal: null, hint: null };
const OPEN = 'POST /api/projects/DEMO/notebooks/Accuracy%20joined/session';

function show({ lab = LAB, more = {}, search = '' }: { lab?: object; more?: Record<string, unknown>; search?: string } = {}) {
  const calls = stubServer({
    'GET /api/projects/DEMO': { key: 'DEMO', name: 'Demo', permission: 'ADMIN' },
    'GET /api/projects/DEMO/notebooks': { notebooks: NOTEBOOKS, templates: [ACCURACY], jupyterlab: lab },
    'GET /api/projects/DEMO/flow': { items: [{ id: 'd1', kind: 'dataset', name: 'joined', version: 1 }], recipes: [] },
    'GET /api/projects/DEMO/datasets/d1': { columns: [{ name: 'path' }, { name: 'prediction' }, { name: 'target' }, { name: 'top_class' }] },
    'GET /api/notebook-sessions': [],
    ...more,
  });
  renderPart(<NotebooksPage />, { at: `/projects/DEMO/notebooks${search}`, path: '/projects/$key/notebooks' });
  return calls;
}

function stubTab() {
  const tab = { closed: false, close: vi.fn(), opener: globalThis as unknown, location: { replace: vi.fn() }, document: document.implementation.createHTMLDocument() };
  vi.spyOn(globalThis, 'open').mockReturnValue(tab as unknown as Window);
  return tab;
}

afterEach(() => vi.restoreAllMocks());

describe('opening in JupyterLab', () => {
  it('opens a tab at the click that cannot reach back, and goes to the session once it runs', async () => {
    const tab = stubTab();
    show({ more: { [OPEN]: { session: SESSION, address: 'http://localhost:8890/lab/tree/a.ipynb?token=t' } } });
    await userEvent.click(await screen.findByRole('button', { name: 'Open Accuracy joined in JupyterLab' }));
    expect(tab.opener).toBeNull();
    expect(tab.document.body.textContent).toContain('JupyterLab is being started for Accuracy joined.');
    await waitFor(() => expect(tab.location.replace).toHaveBeenCalledWith('http://localhost:8890/lab/tree/a.ipynb?token=t'));
  });

  it('offers the address where the browser lets no tab be opened', async () => {
    vi.spyOn(globalThis, 'open').mockReturnValue(null);
    show({ more: { [OPEN]: { session: SESSION, address: 'http://localhost:8890/lab/tree/a.ipynb?token=t' } } });
    await userEvent.click(await screen.findByRole('button', { name: 'Open Accuracy joined in JupyterLab' }));
    const link = await screen.findByRole('link', { name: 'open Accuracy joined' });
    expect(link.getAttribute('href')).toBe('http://localhost:8890/lab/tree/a.ipynb?token=t');
  });

  it('closes the tab and says why when it does not start', async () => {
    const tab = stubTab();
    show({ more: { [OPEN]: problem(503, 'JupyterLab did not start.') } });
    await userEvent.click(await screen.findByRole('button', { name: 'Open Accuracy joined in JupyterLab' }));
    expect(await screen.findByText(/JupyterLab did not start\./)).toBeTruthy();
    expect(tab.close).toHaveBeenCalled();
  });

  it.each([
    [{ ...LAB, is_installed: false }, /An administrator installs it with/],
    [{ ...LAB, refusal: 'A notebook is code, and you may not write code in this Atelier.', hint: 'Ask an administrator for the right to write code.' }, /you may not write code in this Atelier\. Ask an administrator/],
  ])('is not offered where it cannot be, with the reason', async (lab, reason) => {
    show({ lab });
    expect(await screen.findByText(reason)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /in JupyterLab$/ })).toBeNull();
    expect(screen.getByRole('link', { name: 'Accuracy joined' }).getAttribute('href')).toBe('/api/projects/DEMO/notebooks/Accuracy%20joined');
  });
});

describe('what runs', () => {
  it('says whose it is and what computes, and is stopped after a question', async () => {
    const calls = show({ more: { 'GET /api/notebook-sessions': [SESSION, { ...SESSION, id: 's2', project_key: 'OTHER' }], 'DELETE /api/notebook-sessions/s1': { message: 'Your JupyterLab in DEMO has ended.' } } });
    const part = await screen.findByRole('region', { name: 'Running in JupyterLab' });
    expect(within(part).getAllByRole('listitem')).toHaveLength(1);
    expect(part.textContent).toContain('Accuracy joined (computing)');
    await userEvent.click(within(part).getByRole('button', { name: 'Stop the JupyterLab of Ada in DEMO' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Stop it' }));
    expect(await screen.findByText('Your JupyterLab in DEMO has ended.')).toBeTruthy();
    expect(calls.some((call) => call.method === 'DELETE')).toBe(true);
  });
});

describe('the notebooks of a dataset', () => {
  it('are shown alone, and a new one begins with its usual columns', async () => {
    const calls = show({ search: '?dataset=d1', more: { 'POST /api/projects/DEMO/notebooks': NOTEBOOKS[0] } });
    await screen.findByRole('link', { name: 'Show all' });
    expect(screen.queryByText('Audit labels')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'New notebook' }));
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Prediction column' }).value).toBe('top_class'));
    await userEvent.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'POST')?.body).toEqual({
        name: 'Accuracy of predictions joined', template: 'accuracy', dataset_id: 'd1', options: { label: 'target', prediction: 'top_class' },
      }),
    );
  });
});
