export { api, putBytes, take } from './client';
export { ApiError, type FieldProblem, type Problem } from './errors';
export { feed, useFeedState, type EventBatch } from './events';
export { keys } from './keys';
export * from './queries';
export type * from './types';
export { useEvents, useJobStream } from './useEvents';
