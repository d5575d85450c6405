/** One line: number, time, level, source, message. */
import { memo, type ReactNode, type Ref } from 'react';
import type { LogEntry } from '../run/jobRun';
import classes from './Log.module.css';
import { logPieces, type LogPiece } from './logPieces';
import { clockTime } from './logView';

interface LogRowProps {
  ref?: Ref<HTMLDivElement> | undefined;
  index: number;
  entry: LogEntry;
  find: string;
  isTarget: boolean;
  isNewest: boolean;
  onLine: (line: number) => void;
  onPictures?: ((entry: LogEntry) => ReactNode) | undefined;
}

export const LogRow = memo(function LogRow({ ref, index, entry, find, isTarget, isNewest, onLine, onPictures }: LogRowProps) {
  return (
    <div
      ref={ref}
      className={classes.row}
      data-index={index}
      data-level={entry.level}
      data-kind={entry.kind}
      data-target={isTarget}
      data-newest={isNewest}
    >
      <button
        type="button"
        className={classes.number}
        tabIndex={-1}
        aria-label={`Line ${entry.line}: put into the address`}
        onClick={() => onLine(entry.line)}
      >
        {entry.line}
      </button>
      <span className={classes.time}>{clockTime(entry.at)}</span>
      <span className={classes.level}>{entry.level === 'INFO' ? '' : entry.level}</span>
      <span className={classes.source}>{entry.source}</span>
      <span className={classes.message}>
        {logPieces(entry, find).map((piece, at) => (
          <Piece key={at} piece={piece} />
        ))}
        {onPictures?.(entry)}
      </span>
    </div>
  );
});

function Piece({ piece }: { piece: LogPiece }) {
  if (!piece.isBold && piece.tone === undefined && !piece.isMark) return piece.text;
  const Tag = piece.isMark ? 'mark' : piece.isBold ? 'b' : 'span';
  return <Tag style={piece.tone === undefined ? undefined : { color: `var(--${piece.tone})` }}>{piece.text}</Tag>;
}
