/** What each page keeps in its address, checked on the way in: a hand-made address can hold anything. */

type Raw = Record<string, unknown>;

function text(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

function oneOf<const Value extends string>(raw: Raw, name: string, allowed: readonly Value[]): Value | undefined {
  return allowed.find((value) => value === raw[name]);
}

function wholeNumber(raw: Raw, name: string): number | undefined {
  const value = Number(raw[name]);
  return raw[name] !== undefined && Number.isInteger(value) && value >= 0 ? value : undefined;
}

export interface LoginSearch {
  /** Where to go once signed in; always a path of this application. */
  to?: string | undefined;
  /** The secret of a one-time link. */
  token?: string | undefined;
}

export function validateLoginSearch(raw: Raw): LoginSearch {
  const to = text(raw, 'to');
  return { to: to?.startsWith('/') === true && !to.startsWith('//') ? to : undefined, token: text(raw, 'token') };
}

export interface FlowSearch {
  view?: 'canvas' | 'outline' | undefined;
  /** Ids of the selected items and recipes, joined by commas. */
  selected?: string | undefined;
  q?: string | undefined;
  state?: string | undefined;
  /** A type of recipe to make from the selection: its dialog opens once. */
  create?: string | undefined;
}

export function validateFlowSearch(raw: Raw): FlowSearch {
  return {
    view: oneOf(raw, 'view', ['canvas', 'outline']),
    selected: text(raw, 'selected'),
    q: text(raw, 'q'),
    state: text(raw, 'state'),
    create: text(raw, 'create'),
  };
}

export interface ItemsSearch {
  q?: string | undefined;
  state?: string | undefined;
  kind?: string | undefined;
}

export function validateItemsSearch(raw: Raw): ItemsSearch {
  return { q: text(raw, 'q'), state: text(raw, 'state'), kind: text(raw, 'kind') };
}

export interface FolderSearch {
  prefix?: string | undefined;
  q?: string | undefined;
  view?: 'grid' | 'list' | undefined;
  only?: 'all' | 'pictures' | 'unreadable' | undefined;
  /** The picture that is open in the lightbox. */
  picture?: string | undefined;
  tab?: string | undefined;
  sort?: string | undefined;
}

export function validateFolderSearch(raw: Raw): FolderSearch {
  return {
    prefix: text(raw, 'prefix'),
    q: text(raw, 'q'),
    view: oneOf(raw, 'view', ['grid', 'list']),
    only: oneOf(raw, 'only', ['all', 'pictures', 'unreadable']),
    picture: text(raw, 'picture'),
    tab: text(raw, 'tab'),
    sort: text(raw, 'sort'),
  };
}

export interface NewDatasetSearch {
  source?: 'upload' | 'root' | 'folder' | undefined;
  name?: string | undefined;
}

export interface NotebooksSearch {
  /** Only the notebooks of one dataset, and new ones on it. */
  dataset?: string | undefined;
}

export function validateNotebooksSearch(raw: Raw): NotebooksSearch {
  return { dataset: text(raw, 'dataset') };
}

export function validateNewDatasetSearch(raw: Raw): NewDatasetSearch {
  return { source: oneOf(raw, 'source', ['upload', 'root', 'folder']), name: text(raw, 'name') };
}

/** Explore's question as it stands in the address; hand-made parts that mean nothing are left out. */
export interface DatasetSearch {
  tab?: string | undefined;
  sort?: { column: string; descending: boolean }[] | undefined;
  filters?: DatasetFilter[] | undefined;
  sample?: { method: (typeof SAMPLE_METHODS)[number]; rows: number; column: string | null } | undefined;
  q?: string | undefined;
  row?: number | undefined;
  /** The column whose analysis is open. */
  analyze?: string | undefined;
  /** The chart that is open. */
  chart?: string | undefined;
}

export interface DatasetFilter {
  column: string;
  kind: (typeof FILTER_KINDS)[number];
  values?: (string | null)[];
  min?: number | string | null;
  max?: number | string | null;
  mode?: (typeof TEXT_MODES)[number];
  text?: string;
  case_sensitive?: boolean;
  validity?: (typeof VALIDITIES)[number][];
  exclude?: boolean;
}

const SAMPLE_METHODS = ['head', 'last', 'random', 'stratified', 'rebalance', 'whole'] as const;
const FILTER_KINDS = ['values', 'range', 'text', 'validity'] as const;
const TEXT_MODES = ['contains', 'equals', 'starts', 'regex'] as const;
const VALIDITIES = ['valid', 'invalid', 'empty'] as const;
const MOST_ROWS = 1_000_000;

export function validateDatasetSearch(raw: Raw): DatasetSearch {
  return {
    tab: text(raw, 'tab'),
    sort: sortOf(raw),
    filters: some(list(raw.filters).flatMap(filterOf)),
    sample: sampleOf(raw.sample),
    q: text(raw, 'q'),
    row: wholeNumber(raw, 'row'),
    analyze: text(raw, 'analyze'),
    chart: text(raw, 'chart'),
  };
}

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function some<One>(all: One[]): One[] | undefined {
  return all.length > 0 ? all : undefined;
}

function sortOf(raw: Raw): DatasetSearch['sort'] {
  // A plain name with `descending` beside it is how older links said it.
  const name = text(raw, 'sort');
  if (name !== undefined) return [{ column: name, descending: raw.descending === true || raw.descending === 'true' }];
  return some(list(raw.sort).flatMap((one) => (isRaw(one) && typeof one.column === 'string' ? [{ column: one.column, descending: one.descending === true }] : [])));
}

function filterOf(value: unknown): DatasetFilter[] {
  if (!isRaw(value) || typeof value.column !== 'string') return [];
  const { column } = value;
  const exclude = value.exclude === true ? { exclude: true } : {};
  switch (oneOf(value, 'kind', FILTER_KINDS)) {
    case 'values': {
      const values = list(value.values).filter((one) => one === null || typeof one === 'string');
      return values.length > 0 ? [{ column, kind: 'values', values, ...exclude }] : [];
    }
    case 'range': {
      const bound = (one: unknown) => (typeof one === 'string' || (typeof one === 'number' && Number.isFinite(one)) ? one : null);
      const [min, max] = [bound(value.min), bound(value.max)];
      return min === null && max === null ? [] : [{ column, kind: 'range', min, max, ...exclude }];
    }
    case 'text': {
      const words = text(value, 'text');
      const mode = oneOf(value, 'mode', TEXT_MODES) ?? 'contains';
      return words === undefined ? [] : [{ column, kind: 'text', mode, text: words, ...(value.case_sensitive === true ? { case_sensitive: true } : {}), ...exclude }];
    }
    case 'validity': {
      const validity = VALIDITIES.filter((one) => list(value.validity).includes(one));
      return validity.length > 0 ? [{ column, kind: 'validity', validity, ...exclude }] : [];
    }
    default:
      return [];
  }
}

function sampleOf(value: unknown): DatasetSearch['sample'] {
  if (!isRaw(value)) return undefined;
  const method = oneOf(value, 'method', SAMPLE_METHODS);
  if (method === undefined) return undefined;
  const rows = wholeNumber(value, 'rows') ?? 10_000;
  return { method, rows: Math.min(MOST_ROWS, Math.max(1, rows)), column: text(value, 'column') ?? null };
}

export interface RecipeSearch {
  tab?: string | undefined;
  section?: string | undefined;
  field?: string | undefined;
}

export function validateRecipeSearch(raw: Raw): RecipeSearch {
  return { tab: text(raw, 'tab'), section: text(raw, 'section'), field: text(raw, 'field') };
}

export interface JobSearch {
  activity?: number | undefined;
  /** A line of the log to show. */
  line?: number | undefined;
  level?: string | undefined;
}

export function validateJobSearch(raw: Raw): JobSearch {
  return { activity: wholeNumber(raw, 'activity'), line: wholeNumber(raw, 'line'), level: text(raw, 'level') };
}

export interface JobsSearch {
  q?: string | undefined;
  state?: string | undefined;
  who?: string | undefined;
}

export function validateJobsSearch(raw: Raw): JobsSearch {
  return { q: text(raw, 'q'), state: text(raw, 'state'), who: text(raw, 'who') };
}

export interface ModelSearch {
  tab?: 'results' | 'layers' | 'summary' | 'origin' | 'status' | undefined;
  /** The cell of the confusion whose pictures are shown: label and prediction. */
  label?: string | undefined;
  prediction?: string | undefined;
}

export function validateModelSearch(raw: Raw): ModelSearch {
  return {
    tab: oneOf(raw, 'tab', ['results', 'layers', 'summary', 'origin', 'status']),
    label: text(raw, 'label'),
    prediction: text(raw, 'prediction'),
  };
}

export interface LabSearch {
  /** The dataset whose analyses are shown; all where it is left out. */
  dataset?: string | undefined;
}

export function validateLabSearch(raw: Raw): LabSearch {
  return { dataset: text(raw, 'dataset') };
}

export interface AnalysisSearch {
  tab?: 'models' | 'script' | 'charts' | undefined;
  /** The chart that is open. */
  chart?: string | undefined;
}

export function validateAnalysisSearch(raw: Raw): AnalysisSearch {
  return { tab: oneOf(raw, 'tab', ['models', 'script', 'charts']), chart: text(raw, 'chart') };
}

/** What a task's page shows: its design or its results, and of the results which model, how judged. */
export interface TaskSearch {
  tab?: 'design' | 'results' | undefined;
  section?: string | undefined;
  /** A field of the design to lead to. */
  field?: string | undefined;
  feature?: string | undefined;
  session?: number | undefined;
  metric?: string | undefined;
  model?: number | undefined;
  /** Models that are ticked, joined by commas. */
  compare?: string | undefined;
  view?: 'report' | 'table' | 'compare' | undefined;
  report?: string | undefined;
  /** The cell of the confusion whose rows are shown. */
  label?: string | undefined;
  prediction?: string | undefined;
}

export function validateTaskSearch(raw: Raw): TaskSearch {
  return {
    tab: oneOf(raw, 'tab', ['design', 'results']),
    section: text(raw, 'section'),
    field: text(raw, 'field'),
    feature: text(raw, 'feature'),
    session: wholeNumber(raw, 'session'),
    metric: text(raw, 'metric'),
    model: wholeNumber(raw, 'model'),
    compare: text(raw, 'compare'),
    view: oneOf(raw, 'view', ['report', 'table', 'compare']),
    report: text(raw, 'report'),
    label: text(raw, 'label'),
    prediction: text(raw, 'prediction'),
  };
}

/** What a saved model's page shows: which part, of which version, compared with which, and a cell of the confusion. */
export interface SavedModelSearch {
  tab?: 'versions' | 'report' | 'design' | 'status' | undefined;
  version?: number | undefined;
  other?: number | undefined;
  /** The part of the report that is shown. */
  report?: string | undefined;
  label?: string | undefined;
  prediction?: string | undefined;
}

export function validateSavedModelSearch(raw: Raw): SavedModelSearch {
  return {
    tab: oneOf(raw, 'tab', ['versions', 'report', 'design', 'status']),
    version: wholeNumber(raw, 'version'),
    other: wholeNumber(raw, 'other'),
    report: text(raw, 'report'),
    label: text(raw, 'label'),
    prediction: text(raw, 'prediction'),
  };
}

export interface EvaluationsSearch {
  /** The run that is open; the newest where it is left out. */
  run?: string | undefined;
}

export function validateEvaluationsSearch(raw: Raw): EvaluationsSearch {
  return { run: text(raw, 'run') };
}
