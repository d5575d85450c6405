/** CodeMirror in React: one view for the component's life; text, problems and the failed line flow in, edits flow out. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completeFromList, type Completion } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { python } from '@codemirror/lang-python';
import { sql, StandardSQL } from '@codemirror/lang-sql';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, Prec, Transaction, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import classes from './CodeEditor.module.css';
import type { CodeEditorProps, CodeLanguage } from './CodeEditor';
import { codeLook } from './codeLook';
import { diagnosticsOf, failedLine, setFailedLine } from './codeMarks';

const NONE: readonly string[] = [];

export default function CodeMirrorEditor(props: CodeEditorProps) {
  const { value, language, label, isReadOnly = false, problems, failedAt = null, words = NONE, hint, minHeight = 160, onReady } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef(props);
  const parts = useRef({ language: new Compartment(), readOnly: new Compartment(), named: new Compartment() });

  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const { language: languagePart, readOnly, named } = parts.current;
    const first = latest.current;
    const made = new EditorView({
      parent: host.current ?? undefined,
      state: EditorState.create({
        doc: first.value,
        extensions: [
          Prec.highest(
            keymap.of([
              { key: 'Mod-s', preventDefault: true, run: () => called(latest.current.onSave) },
              { key: 'Mod-Enter', preventDefault: true, run: () => called(latest.current.onRun) },
            ]),
          ),
          lineNumbers(),
          highlightActiveLineGutter(),
          foldGutter(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          highlightSelectionMatches(),
          indentUnit.of(first.language === 'python' ? '    ' : '  '),
          failedLine,
          lintGutter(),
          codeLook,
          keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap, indentWithTab]),
          languagePart.of(languageOf(first.language, first.words ?? NONE)),
          readOnly.of(EditorState.readOnly.of(first.isReadOnly ?? false)),
          named.of(namedAs(first.label, first.hint)),
          EditorView.updateListener.of((update) => {
            const isOwn = update.transactions.some((one) => one.annotation(Transaction.remote) === true);
            if (update.docChanged && !isOwn) latest.current.onChange?.(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    first.onReady?.({
      insert: (text) => {
        const { from, to } = made.state.selection.main;
        made.dispatch({ changes: { from, to, insert: text }, selection: { anchor: from + text.length }, scrollIntoView: true });
        made.focus();
      },
      goTo: (line, column = 1) => {
        const there = made.state.doc.line(Math.min(Math.max(1, line), made.state.doc.lines));
        made.dispatch({ selection: { anchor: Math.min(there.from + column - 1, there.to) }, effects: EditorView.scrollIntoView(there.from, { y: 'center' }) });
        made.focus();
      },
    });
    return () => made.destroy();
  }, []);

  useEffect(() => {
    const made = view.current;
    if (made && made.state.doc.toString() !== value) {
      made.dispatch({ changes: { from: 0, to: made.state.doc.length, insert: value }, annotations: Transaction.remote.of(true) });
    }
  }, [value]);
  useEffect(() => {
    view.current?.dispatch({ effects: parts.current.language.reconfigure(languageOf(language, words)) });
  }, [language, words]);
  useEffect(() => {
    view.current?.dispatch({ effects: parts.current.readOnly.reconfigure(EditorState.readOnly.of(isReadOnly)) });
  }, [isReadOnly]);
  useEffect(() => {
    view.current?.dispatch({ effects: parts.current.named.reconfigure(namedAs(label, hint)) });
  }, [label, hint]);
  useEffect(() => {
    const made = view.current;
    if (made) made.dispatch(setDiagnostics(made.state, diagnosticsOf(made.state.doc, problems ?? [])));
  }, [problems]);
  useEffect(() => {
    view.current?.dispatch({ effects: setFailedLine.of(failedAt) });
  }, [failedAt]);
  useEffect(() => () => onReady?.(undefined), [onReady]);

  return <div ref={host} className={classes.editor} style={{ minHeight }} data-invalid={(problems?.length ?? 0) > 0 || undefined} />;
}

function called(work: (() => void) | undefined): boolean {
  work?.();
  return work !== undefined;
}

function namedAs(label: string, hint: string | undefined): Extension {
  return [
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-description': 'Escape, then Tab, leaves the editor.' }),
    hint ? placeholder(hint) : [],
  ];
}

function languageOf(language: CodeLanguage, words: readonly string[]): Extension {
  const named: Completion[] = words.map((label) => ({ label, type: 'variable' }));
  switch (language) {
    case 'python': {
      const support = python();
      return [support, support.language.data.of({ autocomplete: completeFromList(named) }), autocompletion()];
    }
    case 'sql':
      return [sql({ dialect: StandardSQL, upperCaseKeywords: true }), StandardSQL.language.data.of({ autocomplete: completeFromList(named) }), autocompletion()];
    case 'json':
      return json();
  }
}
