/** The sections of a design: which settings belong to each, what changed there since it was guessed, what is wrong. */
import type { FieldProblem } from '@/api';
import { isRecord, isSame } from '@/features/forms';
import type { Design, LabTypes } from '../types';

export const SECTIONS = [
  { id: 'target', label: 'Target', group: 'Basic' },
  { id: 'split', label: 'Train and test', group: 'Basic' },
  { id: 'metric', label: 'Metric', group: 'Basic' },
  { id: 'features', label: 'Features', group: 'Features' },
  { id: 'generation', label: 'Generation', group: 'Features' },
  { id: 'reduction', label: 'Reduction', group: 'Features' },
  { id: 'algorithms', label: 'Algorithms', group: 'Modelling' },
  { id: 'search', label: 'Hyper-parameters', group: 'Modelling' },
  { id: 'weighting', label: 'Weighting', group: 'Modelling' },
  { id: 'calibration', label: 'Calibration', group: 'Modelling' },
  { id: 'code', label: 'Own estimators', group: 'Modelling' },
  { id: 'diagnostics', label: 'Diagnostics', group: 'Checks' },
] as const;
export type SectionId = (typeof SECTIONS)[number]['id'];

const PLACES: readonly (readonly [prefix: string, section: SectionId])[] = [
  ['targetVariable', 'target'],
  ['predictionType', 'target'],
  ['preprocessing.target_remapping', 'target'],
  ['pictureColumn', 'target'],
  ['pictureFolder', 'target'],
  ['splitParams', 'split'],
  ['preprocessing.per_feature', 'features'],
  ['preprocessing.feature_generation', 'generation'],
  ['preprocessing.feature_reduction', 'reduction'],
  ['modeling.metrics', 'metric'],
  ['modeling.gridSearchParams', 'search'],
  ['modeling.custom_python', 'code'],
  ['modeling', 'algorithms'],
  ['weight', 'weighting'],
  ['calibration', 'calibration'],
  ['diagnosticsSettings', 'diagnostics'],
  ['seed', 'search'],
];

export function sectionOf(loc: readonly (string | number)[]): SectionId {
  const path = loc.join('.');
  return PLACES.find(([prefix]) => path === prefix || path.startsWith(`${prefix}.`))?.[1] ?? 'target';
}

export function problemsIn(problems: readonly FieldProblem[], section: SectionId): FieldProblem[] {
  return problems.filter((one) => sectionOf(one.loc) === section);
}

/** The message at a path of the design, or below it. */
export function problemAt(problems: readonly FieldProblem[], ...path: string[]): string | undefined {
  return problems.find((one) => path.every((part, index) => String(one.loc[index]) === part))?.message;
}

function changedIn(now: unknown, start: unknown): number {
  if (!isRecord(now) || !isRecord(start)) return isSame(now, start) ? 0 : 1;
  return [...new Set([...Object.keys(now), ...Object.keys(start)])].filter((name) => !isSame(now[name], start[name])).length;
}

/** How many settings of a section differ from what a new task begins with; features: decided by a person. */
export function changesIn(design: Design, section: SectionId, types: LabTypes | undefined): number {
  switch (section) {
    case 'target':
      return (design.preprocessing.target_remapping ).filter((one) => one.mappedValue !== one.sourceValue).length;
    case 'features':
      return Object.values(design.preprocessing.per_feature ).filter((one) => isByHand(one, types)).length;
    case 'algorithms':
      return (types?.algorithms ?? []).filter((one) => {
        const block = algorithmBlock(design, one.key);
        return block !== undefined && changedIn({ ...block, enabled: true }, { ...one.default, enabled: true }) > 0;
      }).length;
    case 'code':
      return design.modeling.custom_python.length;
    case 'split':
      return changedIn(design.splitParams, START.splitParams);
    case 'metric':
      return changedIn(withoutMetric(design.modeling.metrics), withoutMetric(START.metrics));
    case 'search':
      return changedIn(design.modeling.gridSearchParams, START.search);
    case 'generation':
      return changedIn(design.preprocessing.feature_generation, START.generation);
    case 'reduction':
      return changedIn(design.preprocessing.feature_reduction, START.reduction);
    case 'calibration':
      return changedIn(design.calibration, START.calibration);
    case 'diagnostics':
      return changedIn(design.diagnosticsSettings, START.diagnostics);
    case 'weighting':
      return changedIn(design.weight, { weightMethod: design.predictionType === 'REGRESSION' ? 'NO_WEIGHTING' : 'CLASS_WEIGHT', sampleWeightVariable: '' });
  }
}

function withoutMetric(metrics: unknown): Record<string, unknown> {
  return isRecord(metrics) ? Object.fromEntries(Object.entries(metrics).filter(([name]) => name !== 'evaluationMetric')) : {};
}

function isByHand(feature: Record<string, unknown>, types: LabTypes | undefined): boolean {
  if (feature.role === 'TARGET' || feature.role === 'WEIGHT') return false;
  if (feature.autoReason !== null && feature.autoReason !== undefined) return feature.role !== 'REJECT';
  if (feature.role === 'REJECT') return true;
  const start = types?.features.find((one) => one.type === feature.type)?.default;
  return start !== undefined && Object.keys(start).some((name) => !isSame(feature[name], start[name]));
}

export function algorithmBlock(design: Design, key: string): Record<string, unknown> | undefined {
  const block = (design.modeling as Record<string, unknown> | undefined)?.[key];
  return isRecord(block) ? block : undefined;
}

/** What a new design holds where nothing was guessed. */
const START = {
  splitParams: {
    ttPolicy: 'SPLIT_SINGLE_DATASET',
    ssdTrainingRatio: 0.8,
    ssdSeed: 1337,
    ssdStratified: true,
    ssdGroupColumn: '',
    ssdTimeColumn: '',
    ssdSampleRows: 0,
    kfold: false,
    nFolds: 5,
    efsdTrain: { dataset: null, filter: '' },
    efsdTest: { dataset: null, filter: '' },
    eftdTrain: { dataset: null, filter: '' },
    eftdTest: { dataset: null, filter: '' },
  },
  metrics: {
    custom: { code: '', greaterIsBetter: true, needsProbability: false },
    optimizeThreshold: true,
    costMatrixWeights: { tpGain: 1, fpGain: -0.3, tnGain: 0, fnGain: 0 },
    liftPoint: 0.4,
  },
  search: { strategy: 'GRID', randomized: false, nIter: 0, nIterRandom: 20, timeout: 0, mode: 'KFOLD', nFolds: 3, splitRatio: 0.8, stratified: true, cvSeed: 1337, seed: 1337, nJobs: 0, code: '' },
  generation: { pairwise_linear: false, polynomial: false, interactions: [] },
  reduction: { method: 'NONE', kept: 25 },
  calibration: { calibrationMethod: 'NO_CALIBRATION' },
  diagnostics: { enabled: true, off: [] },
} as const;
