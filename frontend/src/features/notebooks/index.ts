export { LabSessions } from './LabSessions';
export { notebooksQuery } from './notebookQueries';
