/** The colours of the columns that are coloured by value: scales from their analysis, classes from the project. */
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useClassLook, type ClassLook } from '../classes';
import { isNumeric } from './cellValues';
import { analysisQuery } from './exploreQueries';
import type { Ask } from './exploreState';
import { classPainter, scalePainter, type Painter } from './grid/painting';
import type { Analysis, Dataset } from './types';

export function usePainters(projectKey: string, dataset: Dataset, ask: Ask, coloured: readonly string[], lookOf: (name: string) => ClassLook): ReadonlyMap<string, Painter> {
  // The scale stands for the sample: it does not move while somebody filters.
  const whole = { ...ask, filters: [], search: '', sort: [] };
  const known = dataset.columns.filter((column) => coloured.includes(column.name));
  const analyses = useQueries({
    queries: known.map((column) => analysisQuery(projectKey, dataset.id, dataset.version, whole, column.name)),
    combine: (results) => results.flatMap((result) => (result.data ? [result.data] : [])),
  });
  const names = useMemo(() => [...new Set(analyses.filter((one) => one.column.meaning !== 'class').flatMap((one) => one.top.flatMap((top) => top.value ?? [])))], [analyses]);
  const valueLook = useClassLook(projectKey, names);
  return useMemo(() => {
    const painters = new Map<string, Painter>();
    for (const one of analyses) painters.set(one.column.name, painterOf(one, one.column.meaning === 'class' ? lookOf : valueLook));
    return painters;
  }, [analyses, lookOf, valueLook]);
}

function painterOf(analysis: Analysis, lookOf: (name: string) => ClassLook): Painter {
  const { numbers, column } = analysis;
  if (isNumeric(column) && numbers !== null) return scalePainter(numbers.p5 ?? numbers.min ?? 0, numbers.p95 ?? numbers.max ?? 1);
  return classPainter(lookOf);
}
