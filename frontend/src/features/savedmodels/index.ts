export { ApplyToDialog } from './ApplyToDialog';
export { metricWord } from './words';
