/** Where a report is read from: a trained model of the Lab, or a version of a saved model; both say the same. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';
import type { TrainedDetail, TrainedRows } from '../types';

type Schemas = components['schemas'];

export interface RowsAsk {
  truth?: string | undefined;
  prediction?: string | undefined;
  only?: 'all' | 'right' | 'wrong' | undefined;
  offset?: number;
  limit?: number;
}

export interface ReportSource {
  /** Begins the keys of all that is read from it. */
  key: readonly unknown[];
  /** A section of the report. What a finished model has written never changes. */
  section: (section: string, signal: AbortSignal) => Promise<{ content?: unknown }>;
  rows: (query: { truth?: string; prediction?: string; only?: 'all' | 'right' | 'wrong'; offset: number; limit: number }, signal: AbortSignal) => Promise<TrainedRows>;
  keptRows: (limit: number, signal: AbortSignal) => Promise<Schemas['KeptRowsOut']>;
  predict: (row: Record<string, unknown>, signal: AbortSignal) => Promise<Schemas['AnswerOut'][]>;
  explain: (row: Record<string, unknown>, signal: AbortSignal) => Promise<Schemas['ExplanationOut']>;
  permutation: (signal: AbortSignal) => Promise<Schemas['PermutationOut']>;
  dependence: (column: string, signal: AbortSignal) => Promise<Schemas['DependenceOut']>;
  subpopulations: (column: string, signal: AbortSignal) => Promise<Schemas['SubpopulationOut']>;
  /** Make a dataset of the flow from rows of the test set. */
  send: (body: Schemas['SendRowsIn']) => Promise<Schemas['SentRowsOut']>;
}

/** Where rows that were answered are read from; they become a dataset where it can send them. */
export type RowsSource = Pick<ReportSource, 'key' | 'rows'> & Partial<Pick<ReportSource, 'send'>>;

/** A model with a report. */
export interface Reported extends Pick<TrainedDetail, 'algorithm' | 'label' | 'design' | 'sections' | 'metrics' | 'metric' | 'values' | 'seconds' | 'ended_at' | 'created_by' | 'bytes' | 'full_id' | 'description'> {
  source: ReportSource;
  /** The trained model of the Lab that this is or came from, while that is there: labels are corrected by its analysis. */
  trainedId: number | undefined;
}

export function trainedSource(key: string, id: number): ReportSource {
  const path = { key, model_id: id };
  return {
    key: keys.trained(key, id),
    section: (section, signal) => take(api.GET('/api/projects/{key}/trained/{model_id}/report/{section}', { params: { path: { ...path, section } }, signal })),
    rows: (query, signal) => take(api.GET('/api/projects/{key}/trained/{model_id}/rows', { params: { path, query }, signal })),
    keptRows: (limit, signal) => take(api.GET('/api/projects/{key}/trained/{model_id}/kept-rows', { params: { path, query: { limit } }, signal })),
    predict: (row, signal) => take(api.POST('/api/projects/{key}/trained/{model_id}/predict', { params: { path }, body: { rows: [row] }, signal })),
    explain: (row, signal) => take(api.POST('/api/projects/{key}/trained/{model_id}/explain', { params: { path }, body: { row }, signal })),
    permutation: (signal) => take(api.GET('/api/projects/{key}/trained/{model_id}/permutation', { params: { path }, signal })),
    dependence: (column, signal) => take(api.GET('/api/projects/{key}/trained/{model_id}/dependence', { params: { path, query: { column } }, signal })),
    subpopulations: (column, signal) => take(api.GET('/api/projects/{key}/trained/{model_id}/subpopulations', { params: { path, query: { column } }, signal })),
    send: (body) => take(api.POST('/api/projects/{key}/trained/{model_id}/rows/dataset', { params: { path }, body })),
  };
}

export function reportedTrained(key: string, model: TrainedDetail): Reported {
  return { ...model, source: trainedSource(key, model.id), trainedId: model.id };
}

const WRITTEN = { staleTime: Infinity, retry: false } as const;

export const reportQuery = (source: ReportSource, section: string) =>
  queryOptions({
    queryKey: [...source.key, 'report', section],
    queryFn: async ({ signal }): Promise<{ content: unknown }> => ({ content: (await source.section(section, signal)).content }),
    ...WRITTEN,
  });

export const rowsQuery = (source: RowsSource, { truth, prediction, only, offset = 0, limit = 50 }: RowsAsk) =>
  queryOptions({
    queryKey: [...source.key, 'rows', truth, prediction, only, offset, limit],
    queryFn: ({ signal }) => source.rows({ offset, limit, ...(truth === undefined ? {} : { truth }), ...(prediction === undefined ? {} : { prediction }), ...(only === undefined ? {} : { only }) }, signal),
    placeholderData: keepPreviousData,
    ...WRITTEN,
  });

const KEPT_ROWS = 50;

export const keptRowsQuery = (source: ReportSource) => queryOptions({ queryKey: [...source.key, 'kept-rows'], queryFn: ({ signal }) => source.keptRows(KEPT_ROWS, signal), ...WRITTEN });

export const permutationQuery = (source: ReportSource) => queryOptions({ queryKey: [...source.key, 'permutation'], queryFn: ({ signal }) => source.permutation(signal), ...WRITTEN });

export const dependenceQuery = (source: ReportSource, column: string) =>
  queryOptions({ queryKey: [...source.key, 'dependence', column], queryFn: ({ signal }) => source.dependence(column, signal), ...WRITTEN });

export const subpopulationQuery = (source: ReportSource, column: string) =>
  queryOptions({ queryKey: [...source.key, 'subpopulations', column], queryFn: ({ signal }) => source.subpopulations(column, signal), ...WRITTEN });

/** What the model answers to a row, and what each column adds to that. */
export const answerQuery = (source: ReportSource, row: Readonly<Record<string, unknown>>) =>
  queryOptions({
    queryKey: [...source.key, 'answer', row],
    queryFn: async ({ signal }) => {
      const [answers, explanation] = await Promise.all([source.predict({ ...row }, signal), source.explain({ ...row }, signal)]);
      return { answer: answers[0], explanation };
    },
    ...WRITTEN,
  });
