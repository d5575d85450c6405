/** The stored history of a training as points of the curves. */
import type { CurvePoint } from '@/features/curves';

type MakePoint = (epoch: number, logs: Readonly<Record<string, unknown>>) => CurvePoint;

/** Rows without an epoch number are counted from 1. */
export function historyPoints(history: readonly Readonly<Record<string, unknown>>[], makePoint: MakePoint): CurvePoint[] {
  return history.map((row, index) => makePoint(typeof row.epoch === 'number' ? row.epoch : index + 1, row));
}
