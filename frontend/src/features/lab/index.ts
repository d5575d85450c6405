export { LabPanel } from './LabPanel';
export { BehindCell, CELL_MOST, CELL_STEP } from './report/BehindCell';
