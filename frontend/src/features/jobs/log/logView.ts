/** Which lines of the log are shown, and where the next one is that was searched for or went wrong. */
import type { LogEntry } from '../run/jobRun';
import { plainText } from './sgr';

export type LevelFilter = 'all' | 'warnings' | 'errors';

export interface LogFilter {
  level: LevelFilter;
  find: string;
  /** Only lines of this activity. */
  activity: number | undefined;
}

/** The lines that a level and an activity leave; searching hides nothing, it marks. */
export function shownLines(lines: readonly LogEntry[], { level, activity }: Omit<LogFilter, 'find'>): readonly LogEntry[] {
  if (level === 'all' && activity === undefined) return lines;
  return lines.filter((line) => {
    if (activity !== undefined && line.activityId !== activity) return false;
    if (level === 'warnings') return line.level !== 'INFO';
    if (level === 'errors') return line.level === 'ERROR';
    return true;
  });
}

/** Indexes of the lines that contain the text, whatever its case. */
export function foundAt(lines: readonly LogEntry[], find: string): number[] {
  const wanted = find.trim().toLowerCase();
  if (wanted === '') return [];
  const found: number[] = [];
  lines.forEach((line, index) => {
    if (plainText(line.text).toLowerCase().includes(wanted) || line.source.toLowerCase() === wanted) found.push(index);
  });
  return found;
}

/** The next index in a rising list, after `from` or before it, going round at the ends; undefined in an empty list. */
export function nextAt(indexes: readonly number[], from: number, step: 1 | -1): number | undefined {
  if (step === 1) return indexes.find((index) => index > from) ?? indexes[0];
  return indexes.filter((index) => index < from).at(-1) ?? indexes.at(-1);
}

/** The first line that says why a job failed: an error if there is one, else the first warning. */
export function firstBadLine(lines: readonly LogEntry[], activity?: number): LogEntry | undefined {
  const own = activity === undefined ? lines : lines.filter((line) => line.activityId === activity);
  return own.find((line) => line.level === 'ERROR') ?? own.find((line) => line.level === 'WARN');
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** "09:57:25" in the reader's own time. */
export function clockTime(seconds: number): string {
  return clock.format(new Date(seconds * 1000));
}
