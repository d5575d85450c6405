/** What is said of places in the code: problems to underline, and the line at which the last run stopped. */
import type { Diagnostic } from '@codemirror/lint';
import { RangeSetBuilder, StateEffect, StateField, type EditorState, type Extension, type Text } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';

/** A problem at a place; line and column are counted from 1, as they are shown. */
export interface CodeProblem {
  line: number;
  column?: number | null;
  severity: 'error' | 'warning';
  message: string;
}

/** The problems as CodeMirror shows them. A place beyond the text is moved to its end, since the text may have changed. */
export function diagnosticsOf(doc: Text, problems: readonly CodeProblem[]): Diagnostic[] {
  return problems.map((problem) => {
    const line = doc.line(Math.min(Math.max(1, problem.line), doc.lines));
    const from = Math.min(line.from + Math.max(0, (problem.column ?? 1) - 1), line.to);
    const word = /^\w+/.exec(doc.sliceString(from, line.to))?.[0].length ?? 1;
    return { from, to: Math.min(line.to, from + word), severity: problem.severity, message: problem.message };
  });
}

export const setFailedLine = StateEffect.define<number | null>();
const failed = Decoration.line({ class: 'cm-failedLine' });

function decorated(state: EditorState, line: number | null): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  if (line !== null && line >= 1 && line <= state.doc.lines) {
    const at = state.doc.line(line).from;
    builder.add(at, at, failed);
  }
  return builder.finish();
}

/** Keeps the mark on its line while the text around it changes. */
export const failedLine: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    for (const effect of transaction.effects) if (effect.is(setFailedLine)) return decorated(transaction.state, effect.value);
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});
