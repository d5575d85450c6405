export { StatusTab } from './StatusTab';
export { useCheckTrouble } from './checkTrouble';
