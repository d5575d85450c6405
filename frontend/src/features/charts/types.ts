import type { components } from '@/api/schema.gen';

export type Chart = components['schemas']['Chart-Output'];
export type Dimension = components['schemas']['Dimension-Output'];
export type Measure = components['schemas']['Measure-Output'];
export type ChartType = components['schemas']['ChartTypeOut'];
export type Well = components['schemas']['WellOut'];
export type Drawn = components['schemas']['DrawnOut'];
export type Axis = components['schemas']['AxisOut'];
export type Place = components['schemas']['PlaceOut'];
export type Figure = components['schemas']['FigureOut'];
export type Column = components['schemas']['Column'];
export type Slot = 'x' | 'y' | 'colour';

/** What charts are drawn on; `version` changes with the rows: the dataset's version, or the script of the analysis. */
export interface Ground {
  projectKey: string;
  kind: 'dataset' | 'analysis';
  id: string;
  version: unknown;
}
