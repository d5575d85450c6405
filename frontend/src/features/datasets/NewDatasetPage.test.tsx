import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { renderPart, stubServer, type Call } from '@/testing/render';

// The page reads its search by the product's own route; the test stands on a route tree of its own.
vi.mock('@tanstack/react-router', async (original) => ({
  ...(await original<Record<string, unknown>>()),
  getRouteApi: () => ({ useSearch: () => ({ source: 'root' }) }),
}));

const { default: NewDatasetPage } = await import('./NewDatasetPage');

const columns = [
  { name: 'path', type: 'string', meaning: 'picture_path' },
  { name: 'target', type: 'string', meaning: 'class' },
];

function open(more: Record<string, unknown> = {}) {
  const calls = stubServer({
    'GET /api/projects/DEMO': { key: 'DEMO', name: 'Demo' },
    'GET /api/projects/DEMO/flow': { items: [{ id: 'd1', kind: 'dataset', name: 'labels' }], recipes: [], last_event_id: 0 },
    'GET /api/roots': [{ name: 'shared', exists: true }],
    'GET /api/roots/shared/listing': { root: 'shared', path: '', folders: ['pictures'], files: [{ name: 'table.csv', size: 100 }], picture_count: 12, file_count: 13, truncated: false },
    'POST /api/projects/DEMO/datasets/preview': (call: Call) => {
      const format = (call.body as { format: { separator?: string } | null }).format ?? {};
      return {
        sheets: [], format: { type: 'csv', separator: format.separator ?? ',', quote: '"', header: true, encoding: 'utf-8', skip_lines: 0 },
        detected: format.separator === undefined ? ['separator', 'quote', 'header', 'encoding'] : ['quote', 'header', 'encoding'],
        columns, rows: [['a.jpg', 'ada'], ['b.jpg', null]], row_count: 2, problems: ['Line 3 has 1 values instead of 2: the missing ones are left empty.'], raw_lines: [],
      };
    },
    ...more,
  });
  renderPart(<NewDatasetPage />, { at: '/projects/DEMO/datasets/new', path: '/projects/$key/datasets/new' });
  return calls;
}

describe('a new dataset', () => {
  it('is read from a root, shown as it would be read, corrected, named and made', async () => {
    const calls = open({ 'POST /api/projects/DEMO/datasets': { id: 'd2' } });
    const user = userEvent.setup();
    expect(await screen.findByRole('button', { name: 'Choose a table first' })).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: /table.csv/ }));
    expect(await screen.findByText(/Line 3 has 1 values instead of 2/)).toBeTruthy();
    expect(screen.getAllByText('detected')).toHaveLength(4);
    await user.click(screen.getByRole('radio', { name: 'Semicolon' }));
    expect(await screen.findByText('set by you')).toBeTruthy();
    await user.type(screen.getByRole('textbox', { name: 'Dataset' }), 'my_labels');
    await user.click(screen.getByRole('button', { name: 'Create my_labels' }));
    await waitFor(() =>
      expect(calls.find((call) => call.method === 'POST' && call.path.endsWith('/datasets'))?.body).toMatchObject({
        name: 'my_labels',
        source: { kind: 'root', root: { root: 'shared', path: 'table.csv' } },
        format: { separator: ';' },
      }),
    );
  });

  it('says while typing that a name is taken', async () => {
    open();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: /table.csv/ }));
    await user.type(await screen.findByRole('textbox', { name: 'Dataset' }), 'Labels');
    expect((await screen.findAllByText('There is a dataset called Labels already. Choose another name.')).length).toBeGreaterThan(0);
  });

  it('says why a table cannot be read', async () => {
    open({
      'POST /api/projects/DEMO/datasets/preview': Response.json({ code: 'invalid_input', message: 'The file is empty: it holds no rows and no header.', hint: null, fields: [], details: {}, request_id: 'r' }, { status: 422 }),
    });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: /table.csv/ }));
    expect(await screen.findByText('The file is empty: it holds no rows and no header.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'The table cannot be read yet' })).toBeTruthy();
  });
});
