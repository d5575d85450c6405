/** What charts read: their types, the columns there are, and the marks of each. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import { filterBody, sampleBody, type Told } from '@/features/datasets';
import type { Mark } from './scene/scene';
import type { Chart, Ground } from './types';

export const chartTypesQuery = () =>
  queryOptions({
    queryKey: keys.chartTypes(),
    queryFn: ({ signal }) => take(api.GET('/api/charts/types', { signal })),
    staleTime: Infinity,
  });

export const chartsQuery = (key: string, datasetId: string) =>
  queryOptions({
    queryKey: keys.charts(key, 'kept', datasetId),
    queryFn: ({ signal }) => take(api.GET('/api/projects/{key}/datasets/{dataset_id}/charts', { params: { path: { key, dataset_id: datasetId } }, signal })),
    staleTime: 5_000,
  });

/** The columns that charts can be made of, and charts worth a look. */
export const offersQuery = ({ projectKey: key, kind, id, version }: Ground) =>
  queryOptions({
    queryKey: keys.charts(key, kind, id, 'offers', version),
    queryFn: ({ signal }) =>
      kind === 'dataset'
        ? take(api.GET('/api/projects/{key}/datasets/{dataset_id}/charts/offers', { params: { path: { key, dataset_id: id } }, signal }))
        : take(api.GET('/api/projects/{key}/analyses/{analysis_id}/charts/offers', { params: { path: { key, analysis_id: id } }, signal })),
    retry: false,
    staleTime: 60_000,
  });

/** A chart's marks. Its name and identifier change nothing of them. */
export const drawnQuery = ({ projectKey: key, kind, id, version }: Ground, chart: Chart) =>
  queryOptions({
    queryKey: keys.charts(key, kind, id, 'drawn', version, { ...chart, id: '', name: '' }),
    queryFn: ({ signal }) =>
      kind === 'dataset'
        ? take(api.POST('/api/projects/{key}/datasets/{dataset_id}/charts/draw', { params: { path: { key, dataset_id: id } }, body: { chart }, signal }))
        : take(api.POST('/api/projects/{key}/analyses/{analysis_id}/charts/draw', { params: { path: { key, analysis_id: id } }, body: { chart }, signal })),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 60_000,
  });

/** Pictures of the rows behind a mark. */
export const behindQuery = ({ projectKey: key, kind, id, version }: Ground, chart: Chart, at: Mark['at']) =>
  queryOptions({
    queryKey: keys.charts(key, kind, id, 'behind', version, { ...chart, id: '', name: '' }, at),
    queryFn: ({ signal }) =>
      kind === 'dataset'
        ? take(api.POST('/api/projects/{key}/datasets/{dataset_id}/charts/behind', { params: { path: { key, dataset_id: id } }, body: { chart, at }, signal }))
        : take(api.POST('/api/projects/{key}/analyses/{analysis_id}/charts/behind', { params: { path: { key, analysis_id: id } }, body: { chart, at }, signal })),
    retry: false,
    staleTime: 60_000,
  });

/** What a column of an analysis holds after its script: for filters, which ask of the dataset's own otherwise. */
export const toldOf =
  ({ projectKey: key, id, version }: Ground): Told =>
  (ask, column) => ({
    queryKey: keys.charts(key, 'analysis', id, 'told', version, ask.sample, ask.filters, column),
    read: (signal) =>
      take(
        api.POST('/api/projects/{key}/analyses/{analysis_id}/charts/analyze', {
          params: { path: { key, analysis_id: id } },
          body: { column, sample: sampleBody(ask.sample), filters: ask.filters.map(filterBody), search: '', bins: 24 },
          signal,
        }),
      ),
  });
