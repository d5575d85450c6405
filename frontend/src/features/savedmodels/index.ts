export { ApplyToDialog } from './ApplyToDialog';
export { readClasses, readCounts } from './report';
export { metricWord } from './words';
