/** The Lab's codes in words. */
import { decimals, duration } from '@/lib/format';
import type { ItemState } from '@/ui';
import type { Design, FeatureTypeName, PredictionType, Role, Style, Trained } from './types';

export const TYPE_WORDS: Record<PredictionType, string> = {
  BINARY_CLASSIFICATION: 'Two-class classification',
  MULTICLASS: 'Multiclass classification',
  REGRESSION: 'Regression',
};

export const STYLE_WORDS: Record<Style, string> = {
  prototype: 'Quick prototype',
  interpretable: 'Interpretable models',
  performance: 'High performance',
  algorithms: 'Chosen algorithms',
  deep: 'Deep learning',
  custom: 'Own estimator',
};

export const ROLE_WORDS: Record<Role, string> = { INPUT: 'Input', REJECT: 'Rejected', TARGET: 'Target', WEIGHT: 'Weight' };

export const FEATURE_WORDS: Record<FeatureTypeName, string> = {
  NUMERIC: 'Numerical',
  CATEGORY: 'Categorical',
  TEXT: 'Text',
  VECTOR: 'Vector',
  IMAGE: 'Image',
};

/** A score with as many decimals as tell models apart; huge ones (errors of large numbers) with fewer. */
export function scoreWords(value: number | null | undefined): string {
  if (value === null || value === undefined) return '·';
  const size = Math.abs(value);
  if (size >= 1e6) return value.toPrecision(4);
  return decimals(value, size >= 1000 ? 1 : size >= 10 ? 2 : 4);
}

const NAMED = /^[A-Z0-9_]+$/;

/** Values of hyper-parameters in one line: "C 0.1, L2". */
export function valuesWords(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => {
      if (value === null || value === undefined) return [];
      if (typeof value === 'string') return [NAMED.test(value) ? value.toLowerCase().replaceAll('_', ' ') : value];
      const number = typeof value === 'number' ? numberWords(value) : JSON.stringify(value);
      return [`${name.replaceAll('_', ' ')} ${number}`];
    })
    .join(', ');
}

export function numberWords(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-GB');
  return String(Number(value.toPrecision(4)));
}

/** What the rows of a task are to people. */
export function nounOf(design: Pick<Design, 'pictureColumn' | 'pictureFolder'>): 'row' | 'picture' {
  return design.pictureColumn !== '' && design.pictureFolder !== '' ? 'picture' : 'row';
}

/** A label inside a sentence. */
export function lowerFirst(text: string): string {
  // Abbreviations such as "ROC AUC" and "R2 score" keep their capitals.
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLocaleLowerCase('en-GB') + text.slice(1) : text;
}

export function modelName(model: Pick<Trained, 'name' | 'label'>): string {
  return model.name === '' ? model.label : model.name;
}

/** The second line of a finished model: what was chosen for it, and how long it took. */
export function modelFact(model: Trained): string {
  const took = model.seconds === null ? '' : duration(model.seconds);
  return [model.values_text, took].filter(Boolean).join(', ');
}

export const MODEL_STATES: Record<Trained['state'], ItemState> = {
  QUEUED: 'queued',
  RUNNING: 'running',
  DONE: 'up_to_date',
  FAILED: 'failed',
  ABORTED: 'stopped',
};

/** What an unfinished model says of itself. */
export function stateWords(model: Trained): string {
  switch (model.state) {
    case 'QUEUED':
      return 'waiting for its turn';
    case 'RUNNING':
      return model.text === '' ? 'being trained' : model.text;
    case 'FAILED':
      return model.text === '' ? 'failed' : model.text;
    case 'ABORTED':
      return 'stopped';
    case 'DONE':
      return '';
  }
}
