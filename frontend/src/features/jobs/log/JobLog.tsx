/** The log of a job: filters, search, following, and the lines in a virtual list. */
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import type { LogEntry } from '../run/jobRun';
import { LogBar } from './LogBar';
import { LogLines } from './LogLines';
import { foundAt, nextAt, shownLines, type LevelFilter } from './logView';

interface JobLogProps {
  lines: readonly LogEntry[];
  /** Only lines of this activity; undefined shows all. */
  activity: number | undefined;
  level: LevelFilter;
  onLevel: (level: LevelFilter) => void;
  /** The line the address names: shown and marked. */
  line: number | undefined;
  onLine: (line: number | undefined) => void;
  /** Where the log can be had as plain text. */
  textAddress: string;
  isLive: boolean;
  /** What stands in place of lines while there are none. */
  empty: ReactNode;
  onPictures?: ((entry: LogEntry) => ReactNode) | undefined;
}

export function JobLog(props: JobLogProps) {
  const { lines, activity, level, onLevel, line, onLine, textAddress, isLive, empty, onPictures } = props;
  const [find, setFind] = useState('');
  const [hit, setHit] = useState<number>();
  const [isFollowing, setIsFollowing] = useState(line === undefined);
  const [isWrapped, setIsWrapped] = useState(false);

  const own = shownLines(lines, { level: 'all', activity });
  const shown = shownLines(own, { level, activity: undefined });
  const found = foundAt(shown, find);
  const warnings = own.reduce((sum, entry) => sum + (entry.level === 'INFO' ? 0 : 1), 0);
  const errors = own.reduce((sum, entry) => sum + (entry.level === 'ERROR' ? 1 : 0), 0);

  const goTo = (index: number | undefined) => {
    if (index === undefined) return;
    setIsFollowing(false);
    setHit(index);
  };
  const named = line === undefined ? undefined : shown.findIndex((entry) => entry.line === line);
  const target = hit ?? (named === -1 ? undefined : named);

  const goToBad = (step: 1 | -1) => {
    const bad: number[] = [];
    shown.forEach((entry, index) => {
      if (entry.level !== 'INFO') bad.push(index);
    });
    goTo(nextAt(bad, target ?? -1, step));
  };
  useLogKeys({ onFollow: () => setIsFollowing((before) => !before), onNext: () => goToBad(1), onPrevious: () => goToBad(-1) });

  return (
    <>
      <LogBar
        level={level}
        onLevel={(next) => {
          setHit(undefined);
          onLevel(next);
        }}
        warnings={warnings}
        errors={errors}
        find={find}
        onFind={(next) => {
          setFind(next);
          setHit(undefined);
          goTo(foundAt(shown, next)[0]);
        }}
        found={found}
        at={hit}
        onStep={(step) => goTo(nextAt(found, hit ?? -1, step))}
        isFollowing={isFollowing}
        onFollowing={(next) => {
          setIsFollowing(next);
          setHit(undefined);
          if (next) onLine(undefined);
        }}
        isWrapped={isWrapped}
        onWrapped={setIsWrapped}
        textAddress={textAddress}
      />
      <LogLines
        lines={shown}
        find={find.trim().toLowerCase()}
        target={target}
        onLine={(chosen) => {
          setIsFollowing(false);
          onLine(chosen);
        }}
        isFollowing={isFollowing}
        onFollowing={setIsFollowing}
        isWrapped={isWrapped}
        isLive={isLive}
        empty={own.length > 0 ? emptyWords(level) : empty}
        onPictures={onPictures}
      />
    </>
  );
}

function emptyWords(level: LevelFilter): string {
  return level === 'errors' ? 'No errors.' : 'No warnings and no errors.';
}

interface LogKeys {
  onFollow: () => void;
  onNext: () => void;
  onPrevious: () => void;
}

/** `f` follows, `n` and `p` go to the next and previous warning or error; never while something is typed. */
function useLogKeys({ onFollow, onNext, onPrevious }: LogKeys) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null;
      if (event.ctrlKey || event.metaKey || event.altKey || target?.closest('input, textarea, select, [contenteditable], [role=dialog]')) return;
      if (event.key === 'f') onFollow();
      else if (event.key === 'n') onNext();
      else if (event.key === 'p') onPrevious();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}
