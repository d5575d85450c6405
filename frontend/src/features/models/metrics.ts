/** The stored metrics of a model, read into known figures. */
import { figure } from '@/features/curves';

export interface ClassMetrics {
  name: string;
  precision: number;
  recall: number;
  f1: number;
  support: number;
}

export interface Metrics {
  valAcc: number | undefined;
  valLoss: number | undefined;
  macroF1: number | undefined;
  top5Acc: number | undefined;
  perClass: readonly ClassMetrics[];
}

export function readMetrics(raw: Readonly<Record<string, unknown>>): Metrics {
  const rows: unknown[] = Array.isArray(raw.per_class) ? raw.per_class : [];
  return {
    valAcc: figure(raw.val_acc),
    valLoss: figure(raw.val_loss),
    macroF1: figure(raw.macro_f1),
    top5Acc: figure(raw.top5_acc),
    perClass: rows.map(readClass).filter((row) => row !== undefined),
  };
}

function readClass(raw: unknown): ClassMetrics | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const row = raw as Record<string, unknown>;
  if (typeof row.class !== 'string') return undefined;
  return {
    name: row.class,
    precision: figure(row.precision) ?? 0,
    recall: figure(row.recall) ?? 0,
    f1: figure(row.f1) ?? 0,
    support: figure(row.support) ?? 0,
  };
}
