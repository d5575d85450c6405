/** What Explore reads: pages of the rows that answer a question, and what a column holds. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { Ask, Filter, Sample } from './exploreState';
import type { Explored } from './types';

export interface PagePart {
  offset: number;
  limit: number;
  /** Names; none asks for all. */
  columns: readonly string[];
}

const MOST_ROWS_A_PAGE = 1000;
/** One seed for everybody: a random sample is the same rows for whoever opens the address. */
const SEED = 1337;

export const sampleBody = (sample: Sample) => ({ ...sample, seed: SEED });

/** A filter with everything said; fields of kinds that it is not keep their neutral values. */
export const filterBody = (filter: Filter) => ({ values: [], min: null, max: null, mode: 'contains' as const, text: '', case_sensitive: false, validity: [], exclude: false, ...filter });

export function fetchPage(key: string, id: string, ask: Ask, part: PagePart, signal?: AbortSignal): Promise<Explored> {
  return take(
    api.POST('/api/projects/{key}/datasets/{dataset_id}/explore', {
      params: { path: { key, dataset_id: id } },
      body: {
        sample: sampleBody(ask.sample),
        filters: ask.filters.map(filterBody),
        sort: ask.sort.map((sort) => ({ ...sort })),
        search: ask.search,
        offset: part.offset,
        limit: part.limit,
        columns: [...part.columns],
      },
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}

/** Rows `first` to `end` (exclusive), page by page. */
export async function fetchRange(key: string, id: string, ask: Ask, first: number, end: number, columns: readonly string[]): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  while (first + rows.length < end) {
    const page = await fetchPage(key, id, ask, { offset: first + rows.length, limit: Math.min(MOST_ROWS_A_PAGE, end - first - rows.length), columns });
    if (page.rows.length === 0) break;
    rows.push(...page.rows);
  }
  return rows;
}

/** How many rows there are for a question. */
export const headQuery = (key: string, id: string, version: number, ask: Ask) =>
  queryOptions({
    queryKey: keys.itemPart(key, id, 'head', version, ask),
    queryFn: ({ signal }) => fetchPage(key, id, ask, { offset: 0, limit: 1, columns: [] }, signal),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 30_000,
  });

export const rowQuery = (key: string, id: string, version: number, ask: Ask, row: number) =>
  queryOptions({
    queryKey: keys.itemPart(key, id, 'row', version, ask, row),
    queryFn: ({ signal }) => fetchPage(key, id, ask, { offset: row, limit: 1, columns: [] }, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

/** A cell in full, where a page only sums it up. */
export const cellQuery = (key: string, id: string, version: number, ask: Ask, row: number, column: string) =>
  queryOptions({
    queryKey: keys.itemPart(key, id, 'cell', version, ask, row, column),
    queryFn: async ({ signal }) => {
      const page = await fetchPage(key, id, ask, { offset: row, limit: 1, columns: [column] }, signal);
      const number = page.numbers[0];
      if (number === undefined) return { value: null };
      return take(
        api.POST('/api/projects/{key}/datasets/{dataset_id}/explore/cell', {
          params: { path: { key, dataset_id: id } },
          body: { sample: sampleBody(ask.sample), row: number, column },
          signal,
        }),
      );
    },
    retry: false,
    staleTime: 30_000,
  });

export const qualityQuery = (key: string, id: string, version: number, sample: Sample) =>
  queryOptions({
    queryKey: keys.itemPart(key, id, 'quality', version, sample),
    queryFn: ({ signal }) =>
      take(
        api.GET('/api/projects/{key}/datasets/{dataset_id}/quality', {
          params: { path: { key, dataset_id: id }, query: { sample: sample.method, sample_rows: sample.rows, sample_column: sample.column, seed: SEED } },
          signal,
        }),
      ),
    // Bars of another sample would be wrong ones, so none stand meanwhile.
    retry: false,
    staleTime: Infinity,
  });

const BINS = 24;

/** What a column holds, on the rows that answer the question. */
export const analysisQuery = (key: string, id: string, version: number, ask: Ask, column: string) =>
  queryOptions({
    // The order of the rows changes nothing of what a column holds.
    queryKey: keys.itemPart(key, id, 'analysis', version, ask.sample, ask.filters, ask.search, column),
    queryFn: ({ signal }) =>
      take(
        api.POST('/api/projects/{key}/datasets/{dataset_id}/analyze', {
          params: { path: { key, dataset_id: id } },
          body: { column, sample: sampleBody(ask.sample), filters: ask.filters.map(filterBody), search: ask.search, bins: BINS },
          signal,
        }),
      ),
    retry: false,
    staleTime: 60_000,
  });
