/** Colours of terminals in log lines, read from their escape sequences (ECMA-48 SGR) into pieces of text; everything else of a terminal is dropped. */

/** Tokens that stand for the eight terminal colours: readable on a sheet in both schemes. */
export type SgrTone = 'ink' | 'failed' | 'good' | 'stale' | 'dataset-text' | 'accent-text' | 'folder-text' | 'ink3';

export interface SgrPiece {
  text: string;
  isBold: boolean;
  tone: SgrTone | undefined;
}

const TONES: readonly SgrTone[] = ['ink', 'failed', 'good', 'stale', 'dataset-text', 'accent-text', 'folder-text', 'ink3'];

/** A control sequence (ESC [ ... final), an operating-system command (ESC ] ... BEL or ESC \), a lone escape, or a control character. */
// eslint-disable-next-line no-control-regex
const ESCAPES = /\u001b\[([0-9;:?<=>]*)[ -/]*([@-~])|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b.?|[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f]/g;

/** Split a line at its colour changes. The text of the pieces together is the line without any escape sequence. */
export function sgrPieces(line: string): SgrPiece[] {
  const pieces: SgrPiece[] = [];
  let isBold = false;
  let tone: SgrTone | undefined;
  let from = 0;
  const push = (text: string) => {
    if (text !== '') pieces.push({ text, isBold, tone });
  };
  for (const match of line.matchAll(ESCAPES)) {
    push(line.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[2] !== 'm') continue;
    ({ isBold, tone } = styleAfter(match[1] ?? '', { isBold, tone }));
  }
  push(line.slice(from));
  return pieces;
}

/** The line's text alone. */
export function plainText(line: string): string {
  return line.replace(ESCAPES, '');
}

interface Style {
  isBold: boolean;
  tone: SgrTone | undefined;
}

function styleAfter(parameters: string, before: Style): Style {
  const codes = parameters.split(/[;:]/).map((code) => (code === '' ? 0 : Number(code)));
  const style = { ...before };
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    if (code === 0) Object.assign(style, { isBold: false, tone: undefined });
    else if (code === 1) style.isBold = true;
    else if (code === 22) style.isBold = false;
    else if (code === 39) style.tone = undefined;
    else if (code >= 30 && code <= 37) style.tone = TONES[code - 30];
    else if (code >= 90 && code <= 97) style.tone = TONES[code - 90];
    // 256 colours and true colours carry two or four numbers more; the nearest token would be a guess, so ink stays.
    else if (code === 38 || code === 48) index += codes[index + 1] === 5 ? 2 : codes[index + 1] === 2 ? 4 : 0;
  }
  return style;
}
