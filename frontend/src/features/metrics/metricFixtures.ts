/** Measured values for tests. */
import type { Metrics, MetricValue } from './types';

export function measured(change: Partial<MetricValue> = {}): MetricValue {
  return {
    metric: 'records:COUNT_RECORDS',
    label: 'Record count',
    unit: 'count',
    kind: 'number',
    value: 7000,
    detail: null,
    problem: null,
    probe_id: 'records',
    version: 2,
    at: '2026-11-24T10:00:00Z',
    by: 'ines',
    trend: [],
    ...change,
  };
}

export function metricsOf(change: Partial<Metrics> = {}): Metrics {
  return {
    item_id: 'D1',
    kind: 'dataset',
    is_model: false,
    version: 2,
    revision: 3,
    probes: [{ id: 'records', type: 'records', label: 'Record count', name: '', enabled: true, params: {}, sentence: 'Number of records', needs_code: false, problem: null }],
    checks: [],
    shown: null,
    after_build: false,
    values: [measured()],
    is_behind: false,
    is_pending: false,
    run: null,
    picture_folder_id: null,
    ...change,
  };
}
