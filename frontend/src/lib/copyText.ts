/**
 * Put a text on the clipboard.
 *
 * Browsers give `navigator.clipboard` to secure addresses only; a server reached by plain HTTP in a local network still has
 * the older way, a selected text area.
 */
export async function copyText(text: string): Promise<void> {
  // Missing on plain HTTP, whatever the types say.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard !== undefined) {
    await clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  const before = document.activeElement;
  area.select();
  // The successor is the clipboard that is missing here.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const isCopied = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  if (!isCopied) throw new Error('The browser did not let the text onto the clipboard. Select it and copy it by hand.');
}
