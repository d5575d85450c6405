export { ConfusionView } from './ConfusionView';
export { ConfusionMatrix, type Pair } from './ConfusionMatrix';
export { Picture } from './Picture';
export { PerClassTable } from './PerClassTable';
export { readMetrics, type ClassMetrics } from './metrics';
export {
  readConfusion,
  surestMistakes,
  worstPairs,
  type Confusion,
  type Example,
  type Mistake,
} from './confusion';
export { modelQuery } from './modelQueries';
export { pictureThumb } from './pictures';
