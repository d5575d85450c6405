/** What was chosen for a model, in the words of its algorithm's design. */
import { numberWords } from '../labWords';
import type { LabTypes, Trained } from '../types';

/** Values of hyper-parameters by their labels: "Regularisation" is "L2". */
export function parametersOf(model: Pick<Trained, 'algorithm' | 'values'>, types: Pick<LabTypes, 'algorithms'>): ReadonlyMap<string, string> {
  const spaces = types.algorithms.find((one) => one.type === model.algorithm)?.spaces ?? [];
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(model.values)) {
    if (value === null || value === undefined) continue;
    const space = spaces.find((one) => one.name === name);
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    found.set(space?.label ?? name.replaceAll('_', ' '), space?.options[text] ?? (typeof value === 'number' ? numberWords(value) : text));
  }
  return found;
}
