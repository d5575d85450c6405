/** Designs, sessions and models for tests. */
import type { Design, LabTypes, Session, Trained } from './types';

export function aModel(change: Partial<Trained> = {}): Trained {
  return {
    id: 1,
    full_id: 'A-DEMO-1-1-s1-pp1-m1',
    number: 1,
    session_number: 1,
    algorithm: 'LOGISTIC_REGRESSION',
    label: 'Logistic regression',
    state: 'DONE',
    text: '',
    fraction: null,
    score: 0.9,
    spread: null,
    values: {},
    values_text: '',
    metrics: {},
    seconds: null,
    trials: [],
    name: '',
    description: '',
    starred: false,
    labels: [],
    started_at: null,
    ended_at: null,
    ...change,
  };
}

export function aSession(change: Partial<Session> = {}): Session {
  return {
    id: 1,
    number: 1,
    name: '',
    description: '',
    created_at: '2026-11-24T10:00:00Z',
    created_by: 'ines',
    dataset_version: 1,
    job_id: 1,
    job_state: 'DONE',
    metric: 'ACCURACY',
    metric_name: 'accuracy',
    greater_is_better: true,
    models: [],
    ...change,
  };
}

const space = { gridMode: 'EXPLICIT', randomMode: 'RANGE', values: [0.1, 1, 10], range: { min: 0.01, max: 100, nbValues: 5, scaling: 'LOGARITHMIC' } };
const penalty = { values: { l2: { enabled: true }, l1: { enabled: false } } };

export const someTypes: LabTypes = {
  algorithms: [
    {
      type: 'LOGISTIC_REGRESSION',
      key: 'logistic_regression',
      label: 'Logistic regression',
      description: 'A linear model.',
      tasks: ['MULTICLASS'],
      styles: ['prototype'],
      is_available: true,
      module: 'sklearn',
      spaces: [
        { kind: 'number', name: 'C', label: 'Inverse of the regularisation', help: '', is_whole: false, minimum: 0, maximum: null, options: {}, shown_if: null, default: space },
        { kind: 'choice', name: 'penalty', label: 'Regularisation', help: '', is_whole: false, minimum: null, maximum: null, options: { l2: 'L2', l1: 'L1' }, shown_if: null, default: penalty },
      ],
      default: { enabled: false, C: space, penalty },
    },
  ],
  features: [
    {
      type: 'NUMERIC',
      label: 'Numerical',
      description: 'A number.',
      handling_schema: {
        properties: {
          missing_handling: { type: 'string', enum: ['IMPUTE', 'DROP_ROW'], title: 'Empty cells', ui: { options: { IMPUTE: 'Fill them', DROP_ROW: 'Leave the row out' }, brief: { DROP_ROW: 'rows with gaps left out' } } },
          missing_impute_with: { type: 'string', enum: ['MEAN', 'CONSTANT'], title: 'Filled with', ui: { options: { MEAN: 'Mean', CONSTANT: 'A constant' }, brief: { MEAN: 'gaps filled with the mean' }, shown_if: { field: 'missing_handling', op: 'in', value: ['IMPUTE'] } } },
          numerical_handling: { type: 'string', enum: ['REGULAR', 'QUANTILE_BIN'], title: 'Handling', ui: { options: { REGULAR: 'As a number', QUANTILE_BIN: 'Bins of equal count' }, brief: { QUANTILE_BIN: 'bins of equal count' } } },
          rescaling: { type: 'string', enum: ['AVGSTD'], title: 'Rescaling', ui: { options: { AVGSTD: 'Standard' }, brief: { AVGSTD: 'standard rescaling' }, shown_if: { field: 'numerical_handling', op: 'in', value: ['REGULAR'] } } },
        },
      },
      default: { missing_handling: 'IMPUTE', missing_impute_with: 'MEAN', numerical_handling: 'REGULAR', rescaling: 'AVGSTD' },
    },
    { type: 'CATEGORY', label: 'Categorical', description: 'One of several values.', handling_schema: { properties: {} }, default: { missing_handling: 'NONE' } },
    { type: 'VECTOR', label: 'Vector', description: 'A list of numbers.', handling_schema: { properties: {} }, default: { missing_handling: 'IMPUTE', rescaling: 'AVGSTD' } },
  ],
  design_labels: { 'splitParams.ssdTrainingRatio': 'Train ratio' },
  metrics: [
    { type: 'ACCURACY', name: 'accuracy', label: 'Accuracy', description: '', tasks: ['MULTICLASS'], greater_is_better: true, low: 0, high: 1 },
    { type: 'LOG_LOSS', name: 'logLoss', label: 'Log loss', description: '', tasks: ['MULTICLASS'], greater_is_better: false, low: 0, high: null },
  ],
};

export function aDesign(): Design {
  return {
    predictionType: 'MULTICLASS',
    targetVariable: 'target',
    preprocessing: {
      per_feature: {
        images: { role: 'REJECT', type: 'CATEGORY', autoReason: 'PICTURE_PATH', reason: 'It names pictures.', missing_handling: 'NONE' },
        target: { role: 'TARGET', type: 'CATEGORY', autoReason: null, reason: '' },
        features: { role: 'REJECT', type: 'CATEGORY', autoReason: 'LOOKS_LIKE_ID', reason: 'It looks like an id.', missing_handling: 'NONE' },
      },
      target_remapping: [{ sourceValue: 'ada', mappedValue: 'ada', sampleFreq: 1, count: 3 }],
      feature_generation: { pairwise_linear: false, polynomial: false, interactions: [] },
      feature_reduction: { method: 'NONE', kept: 25 },
    },
    modeling: {
      metrics: { evaluationMetric: 'ACCURACY' },
      gridSearchParams: { strategy: 'GRID', nIter: 0, nIterRandom: 20 },
      custom_python: [],
      logistic_regression: { enabled: true, C: space, penalty },
    },
    pictureColumn: '',
    pictureFolder: '',
  } as unknown as Design;
}
