/** Figures of versions in words. */
import { count, decimals } from '@/lib/format';
import { parameterWords, settingWords, type LabTypes } from '@/features/lab';
import type { MetricDifference, ModelVersion } from './queries';

const SPECIAL: Readonly<Record<string, string>> = { r2: 'R2', f1: 'F1', auc: 'ROC AUC', mcc: 'MCC', mae: 'MAE', mse: 'MSE', rmse: 'RMSE', mape: 'MAPE', rmsle: 'RMSLE', evs: 'Explained variance', custom: 'Own metric' };

/** A metric's key in results as people write it: "logLoss" is "Log loss". */
export function metricWord(name: string): string {
  const words = SPECIAL[name] ?? name.replaceAll(/([a-z])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLocaleLowerCase('en-GB')}`).replaceAll('_', ' ');
  return words.charAt(0).toLocaleUpperCase('en-GB') + words.slice(1);
}

/** The value that versions are ranked by. */
export function rankedValue(version: ModelVersion): number | null | undefined {
  return version.ranked_by === null ? undefined : version.metrics[version.ranked_by.name];
}

/** Where the rows came from: "train_prepared, version 3, 400 rows". */
export function trainedOnWords(version: ModelVersion): string {
  const { dataset } = version;
  if (dataset === null) return '';
  return [dataset.name, dataset.version === null ? undefined : `version ${count(dataset.version)}`, dataset.rows === null ? undefined : `${count(dataset.rows)} rows`]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** How a version came to be, in a few words. */
export function cameBy(version: ModelVersion): string {
  return version.is_retrained ? 'trained again in the flow' : 'deployed from the Lab';
}

/** A value of a setting, short enough for a cell. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return '·';
  if (typeof value === 'number') return Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(6)));
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}

const BLOCKS: Readonly<Record<string, string>> = { algorithm: 'Algorithm', classes: 'Classes', threshold: 'Threshold' };

/** Where two versions differ, by the name the server gives it: "design.splitParams.ssdTrainingRatio" is "Train ratio". */
export function differenceWords(name: string, types: LabTypes): string {
  const [block = '', ...path] = name.split('.');
  if (block === 'design') return settingWords(path, types);
  if (block === 'values') return parameterWords(path.join('.'), types);
  if (block === 'versions') return `Library ${path.join('.')}`;
  return BLOCKS[block] ?? name;
}

/** Whether the right of two figures is better, worse or the same; undefined where that cannot be said. */
export function verdict({ left, right, greater_is_better: greater }: MetricDifference): 'better' | 'worse' | 'same' | undefined {
  if (left === null || right === null || greater === null) return undefined;
  if (decimals(left) === decimals(right)) return 'same';
  return right > left === greater ? 'better' : 'worse';
}
