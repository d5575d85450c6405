/** Grey placeholders in the exact size of what comes, shown only once waiting lasts longer than 150 ms. */
import { Skeleton as MantineSkeleton } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import classes from './Feedback.module.css';

const SHOW_AFTER_MS = 150;
const SAY_AFTER_MS = 3000;

export function Skeleton({ height, width }: { height: number | string; width?: number | string }) {
  return (
    <Waiting>
      <MantineSkeleton height={height} width={width ?? '100%'} radius={8} />
    </Waiting>
  );
}

/** Several equal placeholders under one another, as rows of a list or table. */
export function SkeletonRows({ rows = 6, height = 32, awaited }: { rows?: number; height?: number; awaited?: string }) {
  return (
    <Waiting awaited={awaited}>
      <div className={classes.rows}>
        {Array.from({ length: rows }, (_, index) => (
          <MantineSkeleton key={index} height={height - 8} radius={6} />
        ))}
      </div>
    </Waiting>
  );
}

/** Show children after 150 ms, and after three seconds say in words what is awaited. */
export function Waiting({ children, awaited }: { children: ReactNode; awaited?: string | undefined }) {
  const shown = useElapsed(SHOW_AFTER_MS);
  const slow = useElapsed(SAY_AFTER_MS);
  return (
    <div aria-busy="true" aria-live="polite" style={{ visibility: shown ? 'visible' : 'hidden' }}>
      {children}
      {slow && <p className={classes.awaited}>Waiting for {awaited ?? 'the server'}</p>}
    </div>
  );
}

function useElapsed(milliseconds: number): boolean {
  const [elapsed, setElapsed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setElapsed(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return elapsed;
}
