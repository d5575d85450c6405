export { AddDataset, AddRecipe } from './FlowBar';
export { FlowDialogs } from './FlowDialogs';
export { useFlowDialog, type FlowDialog } from './flowDialog';
export { buildGraph, inReadingOrder, type FlowGraph, type FlowNode } from './flowGraph';
export { MiniCurve } from './MiniCurve';
export { useTrash } from './queries';
export { useFlowGraph } from './useFlowGraph';
