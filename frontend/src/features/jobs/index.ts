export { jobQuery } from './jobQueries';
