export { VisualEditor } from './VisualEditor';
