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
  source?: 'upload' | 'root' | undefined;
  name?: string | undefined;
}

export function validateNewDatasetSearch(raw: Raw): NewDatasetSearch {
  return { source: oneOf(raw, 'source', ['upload', 'root']), name: text(raw, 'name') };
}

export interface DatasetSearch {
  tab?: string | undefined;
  sort?: string | undefined;
  descending?: boolean | undefined;
  q?: string | undefined;
  row?: number | undefined;
}

export function validateDatasetSearch(raw: Raw): DatasetSearch {
  return {
    tab: text(raw, 'tab'),
    sort: text(raw, 'sort'),
    descending: raw.descending === true || raw.descending === 'true' ? true : undefined,
    q: text(raw, 'q'),
    row: wholeNumber(raw, 'row'),
  };
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
