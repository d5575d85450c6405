/** A part of a design changed, the rest as it was. */
import type { Design } from '../types';

type Part<Name extends keyof Design> = NonNullable<Design[Name]>;

export function withSplit(design: Design, change: Partial<Part<'splitParams'>>): Design {
  return { ...design, splitParams: { ...design.splitParams, ...change } };
}

export function withPreprocessing(design: Design, change: Partial<Part<'preprocessing'>>): Design {
  return { ...design, preprocessing: { ...design.preprocessing, ...change } };
}

export function withModeling(design: Design, change: Record<string, unknown>): Design {
  return { ...design, modeling: { ...design.modeling, ...change } };
}

export function withMetrics(design: Design, change: Partial<NonNullable<Part<'modeling'>['metrics']>>): Design {
  return withModeling(design, { metrics: { ...design.modeling.metrics, ...change } });
}

export function withSearch(design: Design, change: Partial<NonNullable<Part<'modeling'>['gridSearchParams']>>): Design {
  return withModeling(design, { gridSearchParams: { ...design.modeling.gridSearchParams, ...change } });
}

export function withWeight(design: Design, change: Partial<Part<'weight'>>): Design {
  return { ...design, weight: { ...design.weight, ...change } };
}
