/** Settings of a design and their values in words, by the names they are declared with. */
import { fieldsOf } from '@/features/forms';
import type { LabTypes } from '../types';

/** A setting by its path: "Train ratio", "length: Rescaling", "Logistic regression: Regularisation". */
export function settingWords(path: readonly string[], types: LabTypes): string {
  const declared = types.design_labels[path.join('.')];
  if (declared !== undefined) return declared;
  const [block, part, name, ...rest] = path;
  if (block === 'preprocessing' && part === 'per_feature' && name !== undefined) {
    const setting = rest[0];
    if (setting === undefined) return name;
    const field = types.features.flatMap((type) => fieldsOf(type.handling_schema, [])).find((one) => one.name === setting);
    return `${name}: ${field?.label ?? humanised(setting)}`;
  }
  const algorithm = block === 'modeling' ? types.algorithms.find((one) => one.key === part) : undefined;
  if (algorithm !== undefined) {
    const space = algorithm.spaces.find((one) => one.name === name);
    return name === undefined ? algorithm.label : `${algorithm.label}: ${space?.label ?? (name === 'enabled' ? 'tried or not' : humanised(name))}`;
  }
  return humanised(path.at(-1) ?? '');
}

/** A hyper-parameter by its label, whichever algorithm has it. */
export function parameterWords(name: string, types: LabTypes): string {
  return types.algorithms.flatMap((one) => one.spaces).find((space) => space.name === name)?.label ?? humanised(name);
}

function humanised(name: string): string {
  const text = name
    .replace(/^(ssd|efsd|eftd)(?=[A-Z])/, '')
    .replaceAll('_', ' ')
    .replaceAll(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLocaleLowerCase('en-GB')}`);
  return text.charAt(0).toLocaleUpperCase('en-GB') + text.slice(1);
}
