/** Size and offsets of the grid's scroller; the vertical offset is the table's own, whatever the scrollbar is scaled to. */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { clampOffset, offsetOf, revealing, rowSpace, scrollOf, type RowSpace } from './rowWindow';

const ASSUMED = { width: 900, height: 640 };

interface Place {
  width: number;
  height: number;
  left: number;
  scrollTop: number;
  offset: number;
  direction: number;
}

/** @param headHeight Height of the sticky head, which covers rows that lie behind it. */
export function useGridWindow(rowHeight: number, total: number, headHeight: number) {
  const ref = useRef<HTMLDivElement>(null);
  const frame = useRef(0);
  // The offset that the scrollbar was last set to stand for; a scaled bar alone would forget single rows.
  const exact = useRef({ scrollTop: 0, offset: 0 });
  const [place, setPlace] = useState<Place>({ ...ASSUMED, left: 0, scrollTop: 0, offset: 0, direction: 1 });
  const space: RowSpace = rowSpace(rowHeight, total, Math.max(rowHeight, place.height - headHeight));
  const current = useRef(space);
  useLayoutEffect(() => {
    current.current = space;
  });

  const read = useCallback(() => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const element = ref.current;
      if (element === null) return;
      const isOwn = Math.abs(element.scrollTop - exact.current.scrollTop) < 1;
      const offset = isOwn ? exact.current.offset : offsetOf(current.current, element.scrollTop);
      exact.current = { scrollTop: element.scrollTop, offset };
      setPlace((old) => ({
        width: element.clientWidth || ASSUMED.width,
        height: element.clientHeight || ASSUMED.height,
        left: element.scrollLeft,
        scrollTop: element.scrollTop,
        offset,
        direction: offset < old.offset ? -1 : 1,
      }));
    });
  }, []);

  const goTo = useCallback(
    (offset: number) => {
      const element = ref.current;
      if (element === null) return;
      const clamped = clampOffset(current.current, offset);
      element.scrollTop = scrollOf(current.current, clamped);
      exact.current = { scrollTop: element.scrollTop, offset: clamped };
      read();
    },
    [read],
  );

  const reveal = useCallback((row: number) => goTo(revealing(current.current, row, exact.current.offset)), [goTo]);

  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(read);
    observer.observe(element);
    // Over a scaled scrollbar one notch of the wheel would jump thousands of rows: move by exact rows instead.
    const onWheel = (event: WheelEvent) => {
      if (!current.current.isScaled || event.deltaY === 0 || event.ctrlKey) return;
      event.preventDefault();
      goTo(exact.current.offset + (event.deltaMode === 1 ? event.deltaY * current.current.rowHeight : event.deltaY));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    read();
    return () => {
      observer.disconnect();
      element.removeEventListener('wheel', onWheel);
      cancelAnimationFrame(frame.current);
    };
  }, [goTo, read]);

  return { ref, place, space, onScroll: read, reveal };
}
