/** A log line as pieces to draw: the figures of an epoch bold, validation accuracy in the accent, words that were searched for marked. */
import type { LogEntry } from '../run/jobRun';
import { sgrPieces, type SgrPiece } from './sgr';

export interface LogPiece extends SgrPiece {
  isMark: boolean;
}

const FIGURE = /\b(\w+): (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|nan|inf)/gi;

/** The pieces of a line's message; `find` is the text to mark, in lower case. */
export function logPieces(entry: Pick<LogEntry, 'text' | 'kind'>, find = ''): LogPiece[] {
  const base =
    entry.kind === 'epoch'
      ? epochPieces(entry.text)
      : entry.kind === 'epoch_start'
        ? [{ text: entry.text, isBold: true, tone: undefined }]
        : sgrPieces(entry.text);
  return find === '' ? base.map((piece) => ({ ...piece, isMark: false })) : base.flatMap((piece) => marked(piece, find));
}

function epochPieces(text: string): SgrPiece[] {
  const pieces: SgrPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(FIGURE)) {
    const [whole, name = '', value = ''] = match;
    const at = match.index + whole.length - value.length;
    pieces.push({ text: text.slice(from, at), isBold: false, tone: undefined });
    pieces.push({ text: value, isBold: true, tone: name === 'val_acc' ? 'accent-text' : undefined });
    from = match.index + whole.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isBold: false, tone: undefined });
  return pieces;
}

function marked(piece: SgrPiece, find: string): LogPiece[] {
  const found: LogPiece[] = [];
  const lower = piece.text.toLowerCase();
  let from = 0;
  // Lower case may change a text's length ("İ"); marks would then stand in the wrong place, so there are none.
  if (lower.length === piece.text.length) {
    for (let at = lower.indexOf(find); at >= 0; at = lower.indexOf(find, from)) {
      if (at > from) found.push({ ...piece, text: piece.text.slice(from, at), isMark: false });
      found.push({ ...piece, text: piece.text.slice(at, at + find.length), isMark: true });
      from = at + find.length;
    }
  }
  if (from < piece.text.length) found.push({ ...piece, text: piece.text.slice(from), isMark: false });
  return found;
}
