export { LabSessions } from './LabSessions';
