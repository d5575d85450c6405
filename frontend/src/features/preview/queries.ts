/** What a query recipe would give, asked while it is edited: on a sample, nothing stored. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, keys, take } from '@/api';
import type { components } from '@/api/schema.gen';

export type Preview = components['schemas']['RecipePreviewOut'];
export type StepReport = components['schemas']['StepReportOut'];
export type OutputPreview = components['schemas']['OutputPreviewOut'];
export type SchemaChange = components['schemas']['SchemaChangeOut'];

export interface PreviewAsk {
  params: Readonly<Record<string, unknown>>;
  inputs: Readonly<Record<string, readonly string[]>>;
  /** Output to show; the first where it is left out. */
  slot?: string | undefined;
  /** Number of steps of a script to apply; all where it is left out. */
  upto?: number | undefined;
}

export const PAGE_ROWS = 200;

/** An answer together with its question: an old answer that still stands must not be read as one to the new question. */
export interface Answered {
  ask: PreviewAsk;
  preview: Preview;
}

/** What is previewed: a recipe by its id, or the script of an analysis in the Lab. */
export type PreviewPlace = string | { analysisId: string };

export const previewQuery = (key: string, place: PreviewPlace, ask: PreviewAsk, page = 0) =>
  queryOptions({
    queryKey: typeof place === 'string' ? keys.recipePart(key, place, 'preview', ask, page) : [...keys.project(key), 'script-preview', place.analysisId, ask, page],
    queryFn: async ({ signal }): Promise<Answered> => {
      const body = {
        params: { ...ask.params },
        inputs: Object.fromEntries(Object.entries(ask.inputs).map(([role, ids]) => [role, [...ids]])),
        slot: ask.slot ?? '',
        upto: ask.upto ?? null,
        sample_rows: 10_000,
        offset: page * PAGE_ROWS,
        limit: PAGE_ROWS,
        columns: [],
      };
      const preview = await take(
        typeof place === 'string'
          ? api.POST('/api/projects/{key}/recipes/{recipe_id}/preview', { params: { path: { key, recipe_id: place } }, body, signal })
          : api.POST('/api/projects/{key}/analyses/{analysis_id}/preview', { params: { path: { key, analysis_id: place.analysisId } }, body, signal }),
      );
      return { ask, preview };
    },
    placeholderData: page === 0 ? keepPreviousData : undefined,
    retry: false,
    staleTime: 10_000,
    gcTime: 60_000,
  });

export type Downstream = components['schemas']['DownstreamOut'];

/** What settings of a recipe would do to everything built from its outputs. */
export const downstreamQuery = (key: string, recipeId: string, params: Readonly<Record<string, unknown>>) =>
  queryOptions({
    queryKey: keys.recipePart(key, recipeId, 'downstream', params),
    queryFn: ({ signal }) =>
      take(api.POST('/api/projects/{key}/recipes/{recipe_id}/downstream', { params: { path: { key, recipe_id: recipeId } }, body: { params: { ...params } }, signal })),
    staleTime: 5_000,
  });
