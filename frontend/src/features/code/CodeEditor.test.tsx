import { Text } from '@codemirror/state';
import { render, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { CodeEditor, type CodeEditorHandle } from './CodeEditor';
import { diagnosticsOf } from './codeMarks';

async function editor() {
  return screen.findByRole('textbox', { name: 'Code' });
}

it('shows the text at once and becomes an editor that can be named', async () => {
  render(<CodeEditor value="print(1)" language="python" label="Code" />);
  expect((await editor()).textContent).toContain('print(1)');
});

it('tells what is put in, and takes a new text without telling it back', async () => {
  const onChange = vi.fn();
  let handle: CodeEditorHandle | undefined;
  const onReady = (given: CodeEditorHandle | undefined) => {
    handle = given;
  };
  const { rerender, unmount } = render(<CodeEditor value="a" language="sql" label="Code" onChange={onChange} onReady={onReady} />);
  await editor();
  handle?.insert('select ');
  expect(onChange).toHaveBeenLastCalledWith('select a');
  rerender(<CodeEditor value="b" language="sql" label="Code" onChange={onChange} onReady={onReady} />);
  await waitFor(async () => expect((await editor()).textContent).toBe('b'));
  expect(onChange).toHaveBeenCalledTimes(1);
  unmount();
  expect(handle).toBeUndefined();
});

it('marks the line at which the last run stopped', async () => {
  const { container } = render(<CodeEditor value={'a = 1\nb = 2\n'} language="python" label="Code" failedAt={2} />);
  await editor();
  await waitFor(() => expect(container.querySelector('.cm-failedLine')?.textContent).toBe('b = 2'));
});

it('puts a problem on its word, and one beyond the text at its end', () => {
  const doc = Text.of(['import os', 'retrun 1']);
  const [first, beyond] = diagnosticsOf(doc, [
    { line: 2, column: 1, severity: 'error', message: 'invalid syntax' },
    { line: 40, column: 90, severity: 'warning', message: 'gone' },
  ]);
  expect([first?.from, first?.to]).toEqual([10, 16]);
  expect([beyond?.from, beyond?.to]).toEqual([18, 18]);
});
