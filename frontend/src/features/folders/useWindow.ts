/** The size and scroll offset of an element, read at most once a frame. */
import { useCallback, useEffect, useRef, useState } from 'react';

export interface ViewWindow {
  width: number;
  height: number;
  top: number;
}

/** The window moves in steps: a page drawn some rows beyond its edges need not be drawn anew for every pixel. */
const STEP_PX = 64;

/** Before the first measurement (and where nothing is measured) a page of a usual size is assumed. */
const ASSUMED: ViewWindow = { width: 900, height: 700, top: 0 };

export function useWindow() {
  const ref = useRef<HTMLDivElement>(null);
  const frame = useRef(0);
  const [view, setView] = useState<ViewWindow>(ASSUMED);
  const read = useCallback(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const element = ref.current;
      if (element === null) return;
      const next = { width: element.clientWidth || ASSUMED.width, height: element.clientHeight || ASSUMED.height, top: Math.floor(element.scrollTop / STEP_PX) * STEP_PX };
      setView((old) => (old.width === next.width && old.height === next.height && old.top === next.top ? old : next));
    });
  }, []);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(read);
    observer.observe(element);
    read();
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame.current);
    };
  }, [read]);
  return { ref, view, onScroll: read };
}
