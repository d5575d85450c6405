/** The details of an accuracy: how many agreed of how many, and what was left out, in words. */
import { counted } from '@/lib/format';

export interface Agreement {
  compared: number;
  right: number;
  leftOut: readonly string[];
  repeated: number;
}

/** The details of an accuracy; undefined where there are none (any more). */
export function readAgreement(detail: unknown): Agreement | undefined {
  if (typeof detail !== 'object' || detail === null || !('compared' in detail) || !('right' in detail)) return undefined;
  const raw = detail as Record<string, unknown>;
  const figure = (name: string) => (typeof raw[name] === 'number' ? raw[name] : 0);
  const said: readonly [number, string, string][] = [
    [figure('unmatched_predictions'), 'prediction has no label', 'predictions have no label'],
    [figure('unmatched_labels'), 'label has no prediction', 'labels have no prediction'],
    [figure('not_predicted'), 'row has no predicted class', 'rows have no predicted class'],
    [figure('not_labelled'), 'row has an empty label', 'rows have an empty label'],
  ];
  return {
    compared: figure('compared'),
    right: figure('right'),
    leftOut: said.filter(([number]) => number > 0).map(([number, one, more]) => counted(number, one, more)),
    repeated: figure('repeated_paths'),
  };
}
