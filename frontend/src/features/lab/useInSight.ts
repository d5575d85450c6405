/** In narrow windows a row of tabs scrolls sideways: the current one is brought into sight. */
import { useEffect, useRef } from 'react';

/** @returns What the row's element takes as its ref. */
export function useInSight<Row extends HTMLElement>(current: string) {
  const row = useRef<Row>(null);
  useEffect(() => {
    const here = row.current?.querySelector('[aria-current="true"], [aria-selected="true"], [aria-pressed="true"], :checked + *');
    if (!row.current || !here) return;
    const [outer, inner] = [row.current.getBoundingClientRect(), here.getBoundingClientRect()];
    row.current.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  }, [current]);
  return row;
}
