export { LabPanel } from './LabPanel';
export { BehindCell } from './report/BehindCell';
export { labTypesQuery } from './labQueries';
export { nounOf } from './labWords';
export { readReport } from './report/reading';
export { ReportBody, reportTabs, tabOf } from './report/ReportBody';
export { ReportKpis } from './report/ReportKpis';
export type { Reported, ReportSource, RowsSource } from './report/source';
