import type { components } from '@/api/schema.gen';

export type Metrics = components['schemas']['MetricsOut'];
export type MetricValue = components['schemas']['MetricValueOut'];
export type MetricEntry = components['schemas']['MetricEntryOut'];
export type MetricType = components['schemas']['MetricTypeOut'];
export type MetricTypes = components['schemas']['MetricTypesOut'];
export type Check = components['schemas']['CheckOut'];
export type Outcome = components['schemas']['OutcomeOut'];
export type EntryIn = Required<components['schemas']['MetricEntryIn']>;
export type SettingsIn = components['schemas']['MetricSettingsIn'];
export type Sort = 'probe' | 'check';
