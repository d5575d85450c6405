/** How often a scored dataset is right, where the truth stands beside its predictions. */
import { isRecord } from '../forms';

export interface Truth {
  /** The column with the truth. */
  column: string;
  right: number;
  wrong: number;
}

/** What scoring found; nothing for datasets without predictions, or without a truth. */
export function truthOf(facts: Readonly<Record<string, unknown>>): Truth | undefined {
  const { truth } = facts;
  if (!isRecord(truth)) return undefined;
  const { column, right, wrong } = truth;
  if (typeof column !== 'string' || typeof right !== 'number' || typeof wrong !== 'number' || right + wrong === 0) return undefined;
  return { column, right, wrong };
}

/** The share of predictions that are right. */
export function accuracyOf({ right, wrong }: Truth): number {
  return right / (right + wrong);
}
