export { PrepareEditor } from './PrepareEditor';
export { ScriptStudio } from './ScriptStudio';
