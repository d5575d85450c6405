import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { problem, renderPart, stubServer } from '@/testing/render';
import { measured, metricsOf } from './metricFixtures';
import { StatusTab } from './StatusTab';
import type { Metrics } from './types';

const PLACE = '/api/projects/DEMO/items/D1/metrics';

const check: Metrics['checks'][number] = {
  id: 'c',
  type: 'numeric-range',
  label: 'Number in range',
  name: 'Enough rows',
  enabled: true,
  params: { metric: 'records:COUNT_RECORDS', minimum: 8000 },
  sentence: 'records:COUNT_RECORDS is at least 8,000',
  needs_code: false,
  problem: null,
  outcomes: [{ outcome: 'ERROR', message: 'Record count is 7,000, below 8,000.', value: '7,000', version: 2, at: '2026-11-24T10:00:00Z', by: 'ines' }],
};

function shown(answer: Metrics, more: Record<string, unknown> = {}) {
  const calls = stubServer({ [`GET ${PLACE}`]: answer, ...more });
  renderPart(<StatusTab projectKey="DEMO" itemId="D1" />);
  return calls;
}

describe('the status of an item', () => {
  it('says that nothing was measured yet, and measures', async () => {
    const calls = shown(metricsOf({ values: [] }), { [`POST ${PLACE}/compute`]: metricsOf() });
    await screen.findByText('Not measured yet');
    await userEvent.click(screen.getByRole('button', { name: 'Compute now' }));
    expect(await screen.findByText('7,000')).toBeVisible();
    expect(calls.find((call) => call.path === `${PLACE}/compute`)?.body).toEqual({ probes: null, patience_seconds: 1 });
  });

  it('tells how a check went in words, with the metric by its label', async () => {
    shown(metricsOf({ checks: [check] }));
    const row = (await screen.findByText('Enough rows')).closest('li') as HTMLElement;
    expect(within(row).getByText('Error')).toBeVisible();
    expect(within(row).getByText('Record count is at least 8,000')).toBeVisible();
    expect(row).toHaveTextContent('Record count is 7,000, below 8,000.');
  });

  it('deletes a check and offers to undo it', async () => {
    const calls = shown(metricsOf({ checks: [check] }), { [`PUT ${PLACE}`]: metricsOf({ revision: 4 }) });
    await userEvent.click(await screen.findByRole('button', { name: 'More for Enough rows' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(calls.filter((call) => call.method === 'PUT')).toHaveLength(2));
    const [first, second] = calls.filter((call) => call.method === 'PUT').map((call) => call.body as { revision: number; checks: unknown[] });
    expect([first?.revision, first?.checks.length]).toEqual([3, 0]);
    expect([second?.revision, second?.checks.length]).toEqual([4, 1]);
  });

  it('adds a check whose bounds may be left empty', async () => {
    const optional = { anyOf: [{ type: 'number' }, { type: 'null' }], default: null };
    const types = {
      probes: [],
      checks: [
        {
          type: 'numeric-range',
          label: 'Number in range',
          description: 'A number must lie within bounds.',
          icon: 'check',
          kinds: ['dataset'],
          needs_code: false,
          params_schema: {
            properties: {
              metric: { type: 'string', default: '', title: 'Metric', ui: { choices: 'metrics', section: 'Check' } },
              minimum: { ...optional, title: 'Minimum', ui: { section: 'Check' } },
              maximum: { ...optional, title: 'Maximum', ui: { section: 'Check' } },
            },
          },
          sections: ['Check'],
          defaults: { metric: '', minimum: null, maximum: null },
        },
      ],
    };
    const form = `${PLACE}/forms/check/numeric-range`;
    const calls = shown(metricsOf(), {
      'GET /api/metric-types': types,
      [`POST ${form}/check`]: { problems: [], hints: [], fixed: {}, initial: { metric: 'records:COUNT_RECORDS' } },
      [`POST ${form}/choices`]: [{ value: 'records:COUNT_RECORDS', label: 'Record count', help: '7,000' }],
      [`PUT ${PLACE}`]: metricsOf({ revision: 4 }),
      [`POST ${PLACE}/checks`]: metricsOf({ revision: 4 }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Add a check' }));
    await userEvent.click(await screen.findByRole('button', { name: /Number in range/ }));
    await userEvent.type(await screen.findByLabelText(/Minimum/), '8000');
    await userEvent.click(screen.getByRole('button', { name: 'Save and check' }));
    await waitFor(() => expect(calls.some((call) => call.path === `${PLACE}/checks`)).toBe(true));
    const saved = calls.find((call) => call.method === 'PUT')?.body as { checks: unknown[] };
    expect(saved.checks).toEqual([
      { id: 'numeric-range', type: 'numeric-range', name: '', enabled: true, params: { metric: 'records:COUNT_RECORDS', minimum: 8000, maximum: null } },
    ]);
  });

  it('says why a value is missing, and keeps the other tiles', async () => {
    shown(metricsOf({ values: [measured({ kind: 'missing', value: null, problem: 'The dataset with the labels is gone.' }), measured({ metric: 'basic:SIZE', label: 'Size', unit: 'bytes', value: 3850 })] }));
    expect(await screen.findByText(/labels is gone/)).toBeVisible();
    expect(screen.getByText('3.85 kB')).toBeVisible();
  });

  it('tells how far a measurement is, stops it, and takes the values when they come', async () => {
    const run = { id: 1, state: 'running' as const, measures: true, by: 'ines', asked_at: '2026-11-24T10:00:00Z', started_at: '2026-11-24T10:00:00Z', ended_at: null, done: 1, total: 3, probe: 'Accuracy', is_stopping: false, problem: null };
    const calls = shown(metricsOf({ run }), { [`POST ${PLACE}/stop`]: metricsOf({ run: { ...run, state: 'stopped' } }) });
    expect(await screen.findByText(/Measuring Accuracy, 2 of 3/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(calls.some((call) => call.path === `${PLACE}/stop`)).toBe(true));
    expect(await screen.findByText(/these are the values from before/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
  });

  it('says why a measurement failed', async () => {
    const run = { id: 1, state: 'failed' as const, measures: true, by: 'ines', asked_at: '2026-11-24T10:00:00Z', started_at: null, ended_at: null, done: 0, total: 0, probe: '', is_stopping: false, problem: 'The server ended 3 times.' };
    shown(metricsOf({ run }));
    expect(await screen.findByText(/The server ended 3 times/)).toBeVisible();
  });

  it('shows the refusal of the server', async () => {
    stubServer({ [`GET ${PLACE}`]: problem(403, 'You may not see this.') });
    renderPart(<StatusTab projectKey="DEMO" itemId="D1" />);
    expect(await screen.findByText(/You may not see this/)).toBeVisible();
  });
});
