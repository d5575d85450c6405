import type { components } from '@/api/schema.gen';

export type Column = components['schemas']['Column'];
export type Dataset = components['schemas']['DatasetOut'];
export type Quality = components['schemas']['ColumnQuality'];
export type Preview = components['schemas']['PreviewOut'];
export type Explored = components['schemas']['ExploreOut'];
export type Analysis = components['schemas']['AnalyzeOut'];
export type CsvFormat = components['schemas']['CsvFormat'];
export type DatasetSource = components['schemas']['DatasetSource'];
