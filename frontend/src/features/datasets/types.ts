import type { components } from '@/api/schema.gen';

export type Column = components['schemas']['Column'];
export type Dataset = components['schemas']['DatasetOut'];
export type Quality = components['schemas']['ColumnQuality'];
export type Preview = components['schemas']['PreviewOut'];
export type Explored = components['schemas']['ExploreOut'];
export type Analysis = components['schemas']['AnalyzeOut'];
export type CsvFormat = components['schemas']['CsvFormat'];
export type ExcelFormat = components['schemas']['ExcelFormat'];
export type JsonLinesFormat = components['schemas']['JsonLinesFormat'];
export type ParquetFormat = components['schemas']['ParquetFormat'];
/** How a table is read; what is left out is detected. */
export type TableFormat = CsvFormat | ExcelFormat | JsonLinesFormat | ParquetFormat;
export type SchemaCheck = components['schemas']['SchemaCheckOut'];
export type DatasetSource = components['schemas']['DatasetSource'];
