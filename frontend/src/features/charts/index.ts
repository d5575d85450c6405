export { AnalysisCharts } from './AnalysisCharts';
export { DatasetCharts } from './DatasetCharts';
