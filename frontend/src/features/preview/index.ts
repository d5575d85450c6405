export { foreseeing } from './foresee';
export { PreviewBar } from './PreviewBar';
export { PreviewGrid, type CellAsk, type Marks } from './PreviewGrid';
export { previewQuery, type OutputPreview, type Preview, type PreviewAsk, type PreviewPlace, type SchemaChange, type StepReport } from './queries';
export { SchemaDialog, type OutputChange } from './SchemaDialog';
export { SqlDialog } from './SqlDialog';
export { usePreview, type LivePreview } from './usePreview';
