export { ConfusionView } from './ConfusionView';
export type { Pair } from './ConfusionMatrix';
export { PerClassTable } from './PerClassTable';
export { readMetrics } from './metrics';
export { readConfusion, surestMistakes, type Mistake } from './confusion';
export { modelQuery } from './modelQueries';
export { pictureThumb } from './pictures';
