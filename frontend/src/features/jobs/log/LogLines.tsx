/** The lines of a log in a virtual list that follows the newest line until the reader scrolls up. */
import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import type { LogEntry } from '../run/jobRun';
import classes from './Log.module.css';
import { LogRow } from './LogRow';
import { useAnnouncement } from './useAnnouncement';

interface LogLinesProps {
  lines: readonly LogEntry[];
  find: string;
  /** Index of the line to bring into view and mark. */
  target: number | undefined;
  onLine: (line: number) => void;
  isFollowing: boolean;
  onFollowing: (isFollowing: boolean) => void;
  isWrapped: boolean;
  isLive: boolean;
  empty: ReactNode;
  onPictures?: ((entry: LogEntry) => ReactNode) | undefined;
}

const LINE_HEIGHT = 20;
/** Nearer to the end than this counts as being at the end. */
const END_SLACK = 24;

export function LogLines(props: LogLinesProps) {
  const { lines, find, target, onLine, isFollowing, onFollowing, isWrapped, isLive, empty, onPictures } = props;
  const isPhone = useMediaQuery('(max-width: 639px)', false, { getInitialValueInEffect: false });
  const wraps = isWrapped || isPhone;
  const box = useRef<HTMLDivElement>(null);
  const lastTop = useRef(0);
  // The list hands out functions that the compiler must not keep; this component is left uncompiled, which is what it wants.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
    // Before the box is measured (and where nothing is laid out, as in tests) some lines are drawn all the same.
    initialRect: { width: 800, height: 400 },
    getItemKey: (index) => lines[index]?.id ?? index,
  });

  useLayoutEffect(() => {
    virtual.measure();
  }, [virtual, wraps]);

  const last = lines.length - 1;
  useLayoutEffect(() => {
    if (isFollowing && last >= 0) virtual.scrollToIndex(last, { align: 'end' });
  }, [virtual, isFollowing, last, wraps]);

  useEffect(() => {
    if (target !== undefined) virtual.scrollToIndex(target, { align: 'center' });
  }, [virtual, target]);

  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < END_SLACK;
    const wentUp = element.scrollTop < lastTop.current - 1;
    lastTop.current = element.scrollTop;
    if (isFollowing && wentUp && !isAtEnd) onFollowing(false);
  };
  const spoken = useAnnouncement(lines, isLive && isFollowing);

  const rows = virtual.getVirtualItems();
  const before = rows[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (rows.at(-1)?.end ?? 0);
  return (
    <>
      {/* Reached by Tab so that the keys can scroll it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={box} className={classes.box} role="log" aria-live="off" aria-label="Log lines" tabIndex={0} onScroll={onScroll}>
        {lines.length === 0 ? (
          <div className={classes.empty}>{empty}</div>
        ) : (
          <div className={classes.lines} data-wraps={wraps} style={{ paddingTop: before, paddingBottom: Math.max(0, after) }}>
            {rows.map((row) => {
              const entry = lines[row.index];
              return (
                entry && (
                  <LogRow
                    key={row.key}
                    ref={wraps ? virtual.measureElement : undefined}
                    index={row.index}
                    entry={entry}
                    find={find}
                    isTarget={row.index === target}
                    isNewest={isLive && row.index === last}
                    onLine={onLine}
                    onPictures={onPictures}
                  />
                )
              );
            })}
          </div>
        )}
      </div>
      <div className="visually-hidden" aria-live="polite">
        {spoken}
      </div>
    </>
  );
}
