import { useEffect, useRef, useState } from 'react';
import type { LogEntry } from '../run/jobRun';
import { plainText } from './sgr';

const SAY_EVERY_MS = 5_000;

/** What a screen reader is told of new lines: the newest epoch, warning or error, at most once in five seconds. */
export function useAnnouncement(lines: readonly LogEntry[], isOn: boolean): string {
  const [spoken, setSpoken] = useState('');
  const said = useRef<number | undefined>(undefined);
  const newest = useRef<LogEntry | undefined>(undefined);
  useEffect(() => {
    newest.current = lines.findLast((line) => line.kind === 'epoch' || line.level !== 'INFO');
    // What is there already when the page opens is read, not announced.
    said.current ??= newest.current?.id ?? 0;
  }, [lines]);
  useEffect(() => {
    if (!isOn) return;
    const timer = setInterval(() => {
      const line = newest.current;
      if (!line || line.id === said.current) return;
      said.current = line.id;
      setSpoken(`${line.level === 'INFO' ? '' : `${line.level === 'WARN' ? 'Warning' : 'Error'}: `}${plainText(line.text)}`);
    }, SAY_EVERY_MS);
    return () => clearInterval(timer);
  }, [isOn]);
  return spoken;
}
