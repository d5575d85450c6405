/** Spaces of hyper-parameters: what is tried, in how many combinations. */
import { isRecord } from '@/features/forms';
import type { Algorithm, Design, Space } from '../types';
import { algorithmBlock } from './sections';

export interface NumberSpace {
  gridMode: 'EXPLICIT' | 'RANGE';
  randomMode: 'EXPLICIT' | 'RANGE';
  values: number[];
  range: { min: number; max: number; nbValues: number; scaling: 'LINEAR' | 'LOGARITHMIC' };
  limit?: unknown;
}

export interface ChoiceSpace {
  values: Record<string, { enabled: boolean }>;
}

export function numberSpace(space: Space, block: Readonly<Record<string, unknown>> | undefined): NumberSpace {
  return { ...(space.default as unknown as NumberSpace), ...(isRecord(block?.[space.name]) ? (block[space.name] as NumberSpace) : {}) };
}

export function choiceSpace(space: Space, block: Readonly<Record<string, unknown>> | undefined): ChoiceSpace {
  return (isRecord(block?.[space.name]) ? block[space.name] : space.default) as ChoiceSpace;
}

/** How many values of a space a grid tries. */
export function sizeOf(space: Space, block: Readonly<Record<string, unknown>> | undefined): number {
  if (space.kind === 'choice') return Object.values(choiceSpace(space, block).values).filter((one) => one.enabled).length;
  const found = numberSpace(space, block);
  if (found.gridMode === 'EXPLICIT') return new Set(found.values).size;
  return found.range.min === found.range.max ? 1 : found.range.nbValues;
}

/** How many candidates a grid over an algorithm has; a space that belongs to a choice that is off still counts, as it does in training. */
export function candidates(algorithm: Algorithm, design: Design): number {
  const block = algorithmBlock(design, algorithm.key);
  return algorithm.spaces.reduce((product, space) => product * sizeOf(space, block), 1);
}

/** The candidates that are really tried, given how the design searches. */
export function tried(algorithm: Algorithm, design: Design): number {
  const search = design.modeling.gridSearchParams;
  const all = candidates(algorithm, design);
  if (algorithm.spaces.length === 0) return 1;
  if (search.strategy === 'RANDOM' || search.strategy === 'BAYESIAN') return search.nIterRandom;
  const limit = search.nIter ;
  return limit === 0 ? all : Math.min(all, limit);
}

/** Read numbers typed as chips: "0.1 1 10", "1e-3"; what is no number is left out. */
export function readNumbers(texts: readonly string[]): number[] {
  return texts.flatMap((text) => {
    const value = Number(text.trim().replace(',', '.'));
    return text.trim() !== '' && Number.isFinite(value) ? [value] : [];
  });
}

/** Whether a space is shown: its condition names another space and one of its values, which must be tried. */
export function isSpaceShown(space: Space, algorithm: Algorithm, block: Readonly<Record<string, unknown>> | undefined): boolean {
  const condition = space.shown_if;
  if (!isRecord(condition) || typeof condition.field !== 'string') return true;
  const other = algorithm.spaces.find((one) => one.name === condition.field);
  if (other?.kind !== 'choice') return true;
  const wanted = Array.isArray(condition.value) ? condition.value.map(String) : [String(condition.value)];
  const { values } = choiceSpace(other, block);
  const isTried = wanted.some((value) => values[value]?.enabled === true);
  return condition.op === 'ne' ? Object.entries(values).some(([value, one]) => one.enabled && !wanted.includes(value)) : isTried;
}
