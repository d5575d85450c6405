export { EpochSpark } from '@/features/curves';
export { isOver, jobQuery } from './jobQueries';
export { useJobEvents } from './run/useJobEvents';
export { bestEpoch, type ActivityRun, type Epoch, type JobRun } from './run/jobRun';
