/** Short names for the Lab's shapes. */
import type { components } from '@/api/schema.gen';

type Schemas = components['schemas'];

export type Analysis = Schemas['AnalysisOut'];
export type TaskBrief = Schemas['TaskBrief'];
export type Task = Schemas['TaskOut'];
export type Design = Schemas['Design'];
export type Feature = Schemas['Feature'];
export type FeatureTypeName = Feature['type'];
export type Role = Feature['role'];
export type Modeling = Schemas['Modeling'];
export type ClassMapping = Schemas['ClassMapping'];
export type LabTypes = Schemas['LabTypesOut'];
export type Algorithm = Schemas['AlgorithmOut'];
export type Space = Schemas['SpaceOut'];
export type FeatureType = Schemas['FeatureTypeOut'];
export type ModelMetric = Schemas['ModelMetricOut'];
export type Session = Omit<Schemas['SessionDetail'], 'design' | 'script'>;
export type SessionDetail = Schemas['SessionDetail'];
export type Trained = Schemas['TrainedOut'];
export type TrainedDetail = Schemas['TrainedDetail'];
export type TrainedRow = Schemas['TrainedRowOut'];
export type TrainedRows = Schemas['TrainedRowsOut'];
export type Style = TaskBrief['style'];
export type PredictionType = TaskBrief['prediction_type'];
