import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { useSearch } from '@tanstack/react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { validateDatasetSearch } from '@/app/search';
import { problem, type Call } from '@/testing/render';
import { bodies, DATASET, renderDataset, ROOT, stubExplore } from './testing';

// The page reads its search by the product's own route; here it is read from the test's route tree, kept while it says the same.
vi.mock('@tanstack/react-router', async (original) => {
  const router = await original<{ useSearch: typeof useSearch }>();
  let known = { text: '', search: {} };
  return {
    ...router,
    getRouteApi: () => ({
      useSearch: () => {
        const text = JSON.stringify(router.useSearch({ strict: false }));
        if (text !== known.text) known = { text, search: validateDatasetSearch(JSON.parse(text) as Record<string, unknown>) };
        return known.search;
      },
    }),
  };
});

const { default: DatasetPage } = await import('./DatasetPage');

async function open(search = '', more: Record<string, unknown> = {}) {
  const calls = stubExplore(more);
  const view = renderDataset(<DatasetPage />, search);
  const user = userEvent.setup();
  const grid = await screen.findByRole('grid', { name: 'Rows of trips' });
  await within(grid).findAllByText('Lyon');
  return { calls, user, grid, ...view };
}

const search = (router: { state: { location: { search: unknown } } }) => router.state.location.search as Record<string, unknown>;
const last = <One,>(all: readonly One[]) => all.at(-1);

beforeEach(() => localStorage.clear());

describe('a scored table', () => {
  it('says how many predictions are right, and how many are not', async () => {
    await open('', { [`GET ${ROOT}`]: { ...DATASET, facts: { truth: { column: 'target', right: 94, wrong: 26 } } } });
    expect(screen.getByText('94 right, 0.7833')).toBeTruthy();
    expect(screen.getByText('26 wrong')).toBeTruthy();
  });
});

describe('the sample', () => {
  it('is told, and is the first ten thousand rows unless somebody chooses another', async () => {
    const { calls } = await open();
    expect(bodies(calls, 'explore')[0]).toMatchObject({ sample: { method: 'head', rows: 10_000, column: null }, filters: [], sort: [] });
    expect(screen.getByRole('button', { name: 'Sample: first 3,000 of 70,000 rows' })).toBeTruthy();
  });

  it('is chosen by method, rows and column, and stands in the address', async () => {
    const { calls, user, router } = await open();
    await user.click(screen.getByRole('button', { name: /^Sample/ }));
    await user.click(await screen.findByRole('combobox', { name: 'Sample' }));
    await user.click(await screen.findByRole('option', { name: 'Random, shares kept' }));
    const rows = screen.getByRole('textbox', { name: 'Rows' });
    await user.clear(rows);
    await user.type(rows, '250000');
    expect(screen.getByText(/Above 200,000 rows/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Use this sample' }));
    await waitFor(() => expect(last(bodies(calls, 'explore'))).toMatchObject({ sample: { method: 'stratified', rows: 250_000, column: 'city' } }));
    expect(search(router).sample).toEqual({ method: 'stratified', rows: 250_000, column: 'city' });
  });
});

describe('filters', () => {
  it('keep values that are ticked, say how many rows match, and are cleared at once', async () => {
    const { calls, user, router } = await open();
    await user.click(screen.getByRole('button', { name: 'Menu of city' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Filter' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Lyon' }));
    expect(await screen.findByText('1,000 rows match')).toBeTruthy();
    expect(last(bodies(calls, 'explore'))).toMatchObject({ filters: [{ column: 'city', kind: 'values', values: ['Lyon'] }] });
    expect(search(router).filters).toEqual([{ column: 'city', kind: 'values', values: ['Lyon'] }]);
    await user.click(screen.getByRole('button', { name: 'Done' }));
    await user.click(screen.getByRole('button', { name: 'Clear all' }));
    await waitFor(() => expect(search(router).filters).toBeUndefined());
  });

  it('take a value that is in no list', async () => {
    const { calls, user } = await open('?filters=[{"column":"city","kind":"values","values":["Lyon"]}]');
    await user.click(screen.getByRole('button', { name: 'city Lyon' }));
    await user.type(await screen.findByRole('searchbox', { name: 'Find a value' }), 'Metz');
    await user.click(screen.getByRole('button', { name: /Take “Metz”/ }));
    await waitFor(() => expect(last(bodies(calls, 'explore'))).toMatchObject({ filters: [{ values: ['Lyon', 'Metz'] }] }));
    // Its own choice must not hide the other values: the counts are asked without this filter.
    expect(bodies(calls, 'analyze')[0]).toMatchObject({ column: 'city', filters: [] });
  });

  it('bound numbers, compare texts and ask for validity', async () => {
    const { calls, user } = await open();
    await user.click(screen.getByRole('button', { name: 'Menu of price' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Filter' }));
    await user.type(await screen.findByRole('textbox', { name: 'From' }), '100');
    await waitFor(() => expect(last(bodies(calls, 'explore'))).toMatchObject({ filters: [{ column: 'price', kind: 'range', min: 100, max: null }] }));
    await user.click(screen.getByRole('radio', { name: 'Validity' }));
    await user.click(await screen.findByRole('checkbox', { name: 'invalid, 7' }));
    await waitFor(() => expect(last(bodies(calls, 'explore'))).toMatchObject({ filters: [{ column: 'price', kind: 'validity', validity: ['invalid'] }] }));
    await user.click(screen.getByRole('button', { name: 'Done' }));
    await user.click(screen.getByRole('button', { name: 'Filter' }));
    await user.click(await screen.findByRole('menuitem', { name: 'note' }));
    await user.click(await screen.findByRole('radio', { name: 'Text' }));
    await user.type(await screen.findByRole('textbox', { name: 'Text' }), 'a+');
    await user.click(screen.getByRole('switch', { name: 'Keep the others' }));
    await waitFor(() => expect(last(bodies(calls, 'explore'))).toMatchObject({ filters: [{ column: 'price' }, { column: 'note', kind: 'text', mode: 'contains', text: 'a+', exclude: true }] }));
  });

  it('say what is wrong with them and how to go on', async () => {
    stubExplore({ [`POST ${ROOT}/explore`]: (call: Call) => ((call.body as { filters: unknown[] }).filters.length > 0 ? problem(422, 'The expression “(” is not complete: a bracket is open.') : { columns: DATASET.columns, rows: [], numbers: [], offset: 0, total: 0, sampled: 0, whole: 0, version: 3 }) });
    renderDataset(<DatasetPage />, '?filters=[{"column":"note","kind":"text","mode":"regex","text":"("}]');
    expect(await screen.findByText('The expression “(” is not complete: a bracket is open.')).toBeTruthy();
    await userEvent.setup().click(screen.getByRole('button', { name: 'Clear the filters' }));
    expect(await screen.findByText('This dataset has no rows')).toBeTruthy();
  });
});

describe('the order', () => {
  it('is set from the menu, goes on with Shift or in words, and is taken back part by part', async () => {
    const { calls, user, router } = await open();
    await user.click(screen.getByRole('button', { name: 'Menu of city' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sort rising' }));
    await user.click(screen.getByRole('button', { name: 'Menu of price' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Then sort falling' }));
    await waitFor(() => expect(search(router).sort).toEqual([{ column: 'city', descending: false }, { column: 'price', descending: true }]));
    expect(last(bodies(calls, 'explore'))).toMatchObject({ sort: [{ column: 'city', descending: false }, { column: 'price', descending: true }] });
    expect(screen.getByRole('columnheader', { name: /price/ }).getAttribute('aria-sort')).toBe('descending');
    await user.keyboard('{Shift>}');
    await user.click(screen.getByText('when'));
    await user.keyboard('{/Shift}');
    await waitFor(() => expect(search(router).sort).toHaveLength(3));
    await user.click(screen.getByRole('button', { name: /Sorted by city, rising/ }));
    await waitFor(() => expect(search(router).sort).toEqual([{ column: 'price', descending: true }, { column: 'when', descending: false }]));
  });
});

describe('the analysis', () => {
  it('tells numbers, goes to the next column by arrow, and to the whole table', async () => {
    const { calls, user, router } = await open('?analyze=city');
    const drawer = await screen.findByRole('dialog', { name: 'Analysis of city' });
    const table = await within(drawer).findByRole('table');
    expect(within(table).getAllByRole('row')[3]?.textContent).toBe('Nice1,00033.3 %100.0 %');
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Close the analysis'));
    await user.keyboard('{ArrowRight}');
    expect(await screen.findByText('Standard deviation')).toBeTruthy();
    expect(search(router).analyze).toBe('price');
    expect(screen.getByRole('img', { name: /Box plot: .*median 374.900/ })).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: 'Whole table' }));
    await waitFor(() => expect(last(bodies(calls, 'analyze'))).toMatchObject({ column: 'price', sample: { method: 'whole' } }));
    expect(await screen.findByText('70,000 rows')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next column' }));
    expect(await screen.findByText('28 Jan 2024')).toBeTruthy();
  });

  it('filters by the values that are ticked', async () => {
    const { user, router } = await open('?analyze=city');
    await user.click(await screen.findByRole('checkbox', { name: 'Nice' }));
    await user.click(screen.getByRole('button', { name: 'Leave out' }));
    await waitFor(() => expect(search(router).filters).toEqual([{ column: 'city', kind: 'values', values: ['Nice'], exclude: true }]));
  });
});

describe('columns', () => {
  it('are hidden, pinned and put in order, and stay so', async () => {
    const { user, grid, unmount } = await open();
    await user.click(screen.getByRole('button', { name: 'Columns' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Show note' }));
    await user.click(screen.getByRole('button', { name: 'Move when up' }));
    await user.keyboard('{Escape}');
    await user.click(within(grid).getByRole('button', { name: 'Menu of facts' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Pin left' }));
    const names = () => screen.getAllByRole('columnheader').map((head) => head.querySelector('strong')?.textContent);
    expect(names()).toEqual([undefined, 'facts', 'city', 'when', 'price']);
    unmount();
    await open();
    expect(names()).toEqual([undefined, 'facts', 'city', 'when', 'price']);
    expect(screen.getByRole('button', { name: 'Columns, 1 hidden' })).toBeTruthy();
  });

  it('are coloured by their values', async () => {
    const { user, grid } = await open();
    await user.click(screen.getByRole('button', { name: 'Menu of price' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Colour by value' }));
    await waitFor(() => expect(grid.querySelectorAll('[data-painted="true"]').length).toBeGreaterThan(10));
    const paint = (id: string) => document.getElementById(id)?.style.getPropertyValue('--paint');
    expect(paint('cell-0-1')).not.toBe(paint('cell-5-1') === undefined ? '' : undefined);
    expect(paint('cell-0-0')).toBe('');
  });

  it('is chosen for a column that a recipe writes, is told by a lock, and gives way to what was detected', async () => {
    const columns = DATASET.columns.map((one) => (one.name === 'note' ? { ...one, meaning: 'url', detected_meaning: 'text' } : one));
    const { user, calls } = await open('', {
      [`GET ${ROOT}`]: { ...DATASET, source: null, written_by: 'join_trips', columns },
      [`PUT ${ROOT}/schema`]: DATASET,
    });
    expect(screen.getByLabelText('chosen by hand; detected: Text')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Menu of note' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Edit meaning' }));
    const dialog = await screen.findByRole('dialog', { name: 'Meaning of note' });
    expect(within(dialog).getByText('A meaning chosen here stays when join_trips runs again.')).toBeTruthy();
    await user.click(within(dialog).getByRole('radio', { name: 'Auto-detect (Text)' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await screen.findByText('note has the meaning that was detected');
    const sent = last(calls.filter((call) => call.method === 'PUT'))?.body as { columns: { name: string; meaning: string }[] };
    expect(sent.columns.find((one) => one.name === 'note')?.meaning).toBe('text');
  });
});

describe('column statistics', () => {
  it('stand under the heads once somebody asks for them, on the rows that are shown, and are remembered', async () => {
    const { calls, user, unmount } = await open();
    expect(bodies(calls, 'analyze')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Display' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Show column statistics' }));
    const of = (name: string) => screen.findByRole('group', { name: `Statistics of ${name}` });
    await waitFor(async () => expect((await of('price')).textContent).toContain('mean 374.9'));
    expect((await of('price')).textContent).toMatch(/^0749.8/);
    expect((await of('city')).textContent).toContain('33.3 %, 1,000 of 3,000');
    expect((await of('when')).textContent).toContain('28 days');
    expect(last(bodies(calls, 'analyze'))).toMatchObject({ sample: { method: 'head', rows: 10_000 }, filters: [], search: '' });
    unmount();
    await open();
    expect((await of('city')).textContent).toContain('Paris');
    await user.click(screen.getByRole('button', { name: 'Display' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Hide column statistics' }));
    await waitFor(() => expect(screen.queryByRole('group', { name: /^Statistics of/ })).toBeNull());
  });
});

describe('the keyboard', () => {
  it('walks to the end of the table, selects, and copies for a spreadsheet', async () => {
    const { user, grid } = await open();
    act(() => grid.focus());
    await user.keyboard('{ArrowDown}{End}');
    expect(grid.getAttribute('aria-activedescendant')).toBe('cell-1-4');
    await user.keyboard('{Home}{Shift>}{ArrowRight}{ArrowDown}{/Shift}');
    expect(screen.getAllByRole('gridcell', { selected: true })).toHaveLength(4);
    await user.keyboard('{Control>}c{/Control}');
    expect(await screen.findByText('Copied 4 cells')).toBeTruthy();
    expect(await navigator.clipboard.readText()).toBe('Lyon\t0.25\nNice\t0.5');
    await user.keyboard('{Control>}{End}{/Control}');
    expect(grid.getAttribute('aria-activedescendant')).toBe('cell-2999-4');
    await user.keyboard('{Control>}c{/Control}');
    await waitFor(async () => expect(await navigator.clipboard.readText()).toBe('"note\t2999"'));
  });

  it('opens the row, the value, the filter, the search and the list of keys', async () => {
    const { user, grid, router } = await open();
    act(() => grid.focus());
    await user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(search(router).row).toBe(1));
    expect(await screen.findByRole('heading', { name: 'Row 2' })).toBeTruthy();
    act(() => grid.focus());
    await user.keyboard('{End}{ArrowLeft}e');
    const value = await screen.findByRole('dialog', { name: 'facts, row 2' });
    expect(await within(value).findByText('tags:')).toBeTruthy();
    await user.keyboard('{Escape}');
    act(() => grid.focus());
    await user.keyboard('?');
    expect(await screen.findByText('Select a range')).toBeTruthy();
    await user.keyboard('{Escape}');
    act(() => grid.focus());
    await user.keyboard('/');
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Find in the rows');
    act(() => grid.focus());
    await user.keyboard('f');
    expect(await screen.findByRole('dialog', { name: /^facts/ })).toBeTruthy();
  });
});

describe('what stands beside the rows', () => {
  it('counts the quality of the sample that is chosen, not of the whole table', async () => {
    const { calls } = await open(`?sample=${encodeURIComponent(JSON.stringify({ method: 'stratified', rows: 500, column: 'city' }))}`);
    const asked = last(calls.filter((call) => call.path === `${ROOT}/quality`))?.search;
    expect(Object.fromEntries(asked ?? [])).toEqual({ sample: 'stratified', sample_rows: '500', sample_column: 'city', seed: '1337' });
  });

  it('says that the files changed, reads them again, and says what that changed', async () => {
    let isChanged = true;
    const linked = { ...DATASET, origin: 'linked', source: { kind: 'root', root: 'shared', path: 'trips.csv' } };
    const { user } = await open('', {
      [`GET ${ROOT}`]: linked,
      [`GET ${ROOT}/source`]: () => ({ is_changed: isChanged, said: isChanged ? ['Changed: file “trips.csv”.'] : [] }),
      [`POST ${ROOT}/reread`]: () => {
        isChanged = false;
        return { ...linked, said: ['70,001 rows instead of 70,000.'] };
      },
    });
    expect(await screen.findByText(/Changed: file “trips.csv”/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Read again' }));
    expect(await screen.findByText('Read again. 70,001 rows instead of 70,000.')).toBeTruthy();
    await waitFor(() => expect(screen.queryByText(/Changed: file/)).toBeNull());
  });

  it('shows a day as a day and keeps the text of the data on hover', async () => {
    const { grid } = await open();
    const [first] = await within(grid).findAllByText('2 Jan 2024');
    expect(first?.closest('time')?.title).toBe('2024-01-02T00:00:00Z');
  });
});

describe('a row', () => {
  it('is copied as JSON and left by arrow', async () => {
    const { user, router } = await open('?row=4');
    await user.click(await screen.findByRole('button', { name: 'Copy the row as JSON' }));
    await screen.findByText('Copied row 5');
    expect(JSON.parse(await navigator.clipboard.readText())).toMatchObject({ city: 'Lyon', price: 1, facts: { rank: 4 } });
    await user.keyboard('{ArrowDown}');
    await waitFor(() => expect(search(router).row).toBe(5));
    await user.keyboard('{ArrowUp}{ArrowUp}');
    await waitFor(() => expect(search(router).row).toBe(3));
  });
});
