/** How the settings of a handling are read by people: names, choices, and which of them mean anything beside the others. */
import type { FieldSpec } from '@/features/forms';

const LABELS: Readonly<Record<string, string>> = {
  missing_handling: 'Empty cells',
  missing_impute_with: 'Filled with',
  impute_constant_value: 'Constant',
  numerical_handling: 'Handling',
  category_handling: 'Handling',
  text_handling: 'Handling',
  binarize_threshold_mode: 'Threshold',
  binarize_constant_threshold: 'Threshold value',
  dummy_clip: 'Values with a feature of their own',
  dummy_drop: 'One of the values left out',
  ordinal_order: 'Order',
};

const CODES: Readonly<Record<string, string>> = {
  AVGSTD: 'Standard',
  MINMAX: '0 to 1',
  IMPUTE: 'Fill',
  DROP_ROW: 'Leave the row out',
  DUMMIFY: 'One feature a value',
  IMPACT: 'Mean of the target',
  ORDINAL: 'Number of the value',
  HASHING: 'Hashing',
  REGULAR: 'As a number',
  QUANTILE_BIN: 'Bins of equal count',
  BINARIZE: 'Above a threshold',
  FLAG_PRESENCE: 'Filled or empty',
  MODE: 'Commonest value',
  MAX_NB_CATEGORIES: 'The commonest',
  CUMULATIVE_PROPORTION: 'A share of the rows',
  MIN_SAMPLES: 'Those with enough rows',
  COUNT: 'By count',
  LEXICOGRAPHIC: 'By name',
  TOKENIZE_TFIDF: 'Words, rare ones more (TF-IDF)',
  TOKENIZE_COUNTS: 'Words, counted',
  TOKENIZE_HASHING_SVD: 'Words, hashed and condensed',
  DROP: 'Yes',
};

/** Which other setting must have which value for one to mean something. */
const NEEDS: Readonly<Record<string, readonly [name: string, values: readonly string[]]>> = {
  missing_impute_with: ['missing_handling', ['IMPUTE']],
  impute_constant_value: ['missing_impute_with', ['CONSTANT']],
  rescaling: ['numerical_handling', ['REGULAR']],
  generate_derivative: ['numerical_handling', ['REGULAR']],
  quantile_bin_nb_bins: ['numerical_handling', ['QUANTILE_BIN']],
  binarize_threshold_mode: ['numerical_handling', ['BINARIZE']],
  binarize_constant_threshold: ['binarize_threshold_mode', ['CONSTANT']],
  dummy_clip: ['category_handling', ['DUMMIFY']],
  dummy_drop: ['category_handling', ['DUMMIFY']],
  max_nb_categories: ['dummy_clip', ['MAX_NB_CATEGORIES']],
  cumulative_proportion: ['dummy_clip', ['CUMULATIVE_PROPORTION']],
  min_samples: ['dummy_clip', ['MIN_SAMPLES']],
  impact_m: ['category_handling', ['IMPACT']],
  ordinal_order: ['category_handling', ['ORDINAL']],
  nb_bins_hashing: ['category_handling', ['HASHING']],
  hashSize: ['text_handling', ['TOKENIZE_HASHING_SVD']],
  hashSVDSVDComponents: ['text_handling', ['TOKENIZE_HASHING_SVD']],
};

/** Settings that name a folder of the project. */
const FOLDERS = new Set(['pictureFolder', 'networkFolder']);
/** Longer than this, choices beside one another would not fit the side. */
const MOST_LETTERS = 28;

export function labelOf(field: Pick<FieldSpec, 'name' | 'label'>): string {
  const own = LABELS[field.name];
  if (own !== undefined) return own;
  if (field.label !== field.name && field.label.includes(' ')) return field.label;
  const text = field.name.replaceAll('_', ' ').toLowerCase();
  return field.label === field.name || field.label.toLowerCase() === text ? text.charAt(0).toLocaleUpperCase('en-GB') + text.slice(1) : field.label;
}

export function optionWords(code: string): string {
  return CODES[code] ?? code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', ' ');
}

/** A field of a schema as the side of a feature draws it. */
export function asDrawn(field: FieldSpec): FieldSpec {
  const options = field.options.map((option) => (option.label === option.value ? { ...option, label: optionWords(option.value) } : option));
  const letters = options.reduce((sum, option) => sum + option.label.length, 0);
  const kind = FOLDERS.has(field.name) ? 'item' : field.kind === 'segmented' && letters > MOST_LETTERS ? 'select' : field.kind;
  return { ...field, kind, label: labelOf(field), options, ...(kind === 'item' ? { itemKind: 'folder' as const } : {}) };
}

/** Whether a setting means something beside the values of the others; what its condition needs must mean something too. */
export function matters(name: string, values: Readonly<Record<string, unknown>>): boolean {
  const need = NEEDS[name];
  if (need === undefined || !Object.hasOwn(values, need[0])) return true;
  const value = values[need[0]];
  return typeof value === 'string' && need[1].includes(value) && matters(need[0], values);
}
