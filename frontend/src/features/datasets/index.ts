export { MEANING_WORDS, decimalsOf, isEmpty, isNumeric, meaningWord, textOf, typeWord } from './cellValues';
export { datasetQuery } from './datasetQueries';
export { Cell } from './grid/Cell';
export { widthOf } from './grid/columns';
export { rowsAt } from './grid/rowWindow';
export { useGridWindow } from './grid/useGridWindow';
export type { Column, Dataset } from './types';
export { accuracyOf, truthOf } from './truth';
