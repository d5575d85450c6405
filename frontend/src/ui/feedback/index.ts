export { confirm } from './confirm';
export { EmptyState } from './EmptyState';
export { ErrorLine, ErrorState } from './ErrorState';
export { Skeleton, SkeletonRows, Waiting } from './Skeleton';
export { say, sayError, sayWithOpen, sayWithUndo } from './toasts';
