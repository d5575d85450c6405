export { CodeEditor, type CodeEditorHandle, type CodeEditorProps, type CodeLanguage, type CodeProblem } from './CodeEditor';
