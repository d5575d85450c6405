/** A version of a saved model as the Lab's report reads it. */
import { api, keys, take } from '@/api';
import type { Reported, ReportSource } from '@/features/lab';
import type { ModelVersionDetail } from './queries';

export function versionSource(key: string, id: string, version: number): ReportSource {
  const path = { key, saved_model_id: id, version };
  const base = '/api/projects/{key}/saved-models/{saved_model_id}/versions/{version}';
  return {
    key: keys.savedModel(key, id, 'report', version),
    section: (section, signal) => take(api.GET(`${base}/report/{section}`, { params: { path: { ...path, section } }, signal })),
    rows: (query, signal) => take(api.GET(`${base}/rows`, { params: { path, query }, signal })),
    keptRows: (limit, signal) => take(api.GET(`${base}/kept-rows`, { params: { path, query: { limit } }, signal })),
    predict: (row, signal) => take(api.POST(`${base}/predict`, { params: { path }, body: { rows: [row] }, signal })),
    explain: (row, signal) => take(api.POST(`${base}/explain`, { params: { path }, body: { row }, signal })),
    permutation: (signal) => take(api.GET(`${base}/permutation`, { params: { path }, signal })),
    dependence: (column, signal) => take(api.GET(`${base}/dependence`, { params: { path, query: { column } }, signal })),
    send: (body) => take(api.POST(`${base}/rows/dataset`, { params: { path }, body })),
    subpopulations: (column, signal) => take(api.GET(`${base}/subpopulations`, { params: { path, query: { column } }, signal })),
  };
}

export function reportedVersion(key: string, id: string, version: ModelVersionDetail): Reported {
  return {
    ...version,
    metric: version.ranked_by?.type ?? '',
    ended_at: version.created_at,
    full_id: version.origin,
    description: '',
    source: versionSource(key, id, version.version),
    trainedId: version.trained_id ?? undefined,
  };
}
