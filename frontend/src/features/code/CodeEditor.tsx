/** An editor for code. Its own chunk loads when the first one is shown; until then the text stands there, readable. */
import { lazy, Suspense } from 'react';
import classes from './CodeEditor.module.css';
import type { CodeProblem } from './codeMarks';

export type { CodeProblem } from './codeMarks';
export type CodeLanguage = 'python' | 'sql' | 'json';

/** What others may do to the editor: put text in at the cursor, or lead to a line. */
export interface CodeEditorHandle {
  insert: (text: string) => void;
  goTo: (line: number, column?: number) => void;
}

export interface CodeEditorProps {
  value: string;
  language: CodeLanguage;
  /** What the editor is called by screen readers. */
  label: string;
  onChange?: (value: string) => void;
  /** Ctrl+S and Ctrl+Enter inside the editor. */
  onSave?: () => void;
  onRun?: () => void;
  isReadOnly?: boolean;
  /** Problems to underline; keep the array's identity while it is the same. */
  problems?: readonly CodeProblem[];
  /** The line at which the last run stopped. */
  failedAt?: number | null;
  /** Names to complete, such as datasets and columns; keep the array's identity while it is the same. */
  words?: readonly string[];
  /** Shown while there is no text. */
  hint?: string;
  minHeight?: number | string;
  /** Called once with the handle, and with undefined when the editor goes; keep its identity. */
  onReady?: (handle: CodeEditorHandle | undefined) => void;
}

const CodeMirrorEditor = lazy(() => import('./CodeMirrorEditor'));

export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<pre className={classes.waiting} style={{ minHeight: props.minHeight ?? 160 }} aria-busy="true" aria-label={props.label}>{props.value}</pre>}>
      <CodeMirrorEditor {...props} />
    </Suspense>
  );
}
