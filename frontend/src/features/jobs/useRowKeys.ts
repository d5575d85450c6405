import { useEffect, type KeyboardEvent, type RefObject } from 'react';

/**
 * Walk the rows of a list with j and k (or the arrows, once in it): the links marked `data-row` take the focus in turn.
 *
 * @returns A key handler for the links themselves, for the arrows.
 */
export function useRowKeys(box: RefObject<HTMLElement | null>): (event: KeyboardEvent) => void {
  const step = (by: 1 | -1) => {
    const rows = [...(box.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = rows.findIndex((row) => row === document.activeElement);
    const next = at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by));
    rows[next]?.focus();
  };
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const target = event.target as HTMLElement | null;
      if (event.ctrlKey || event.metaKey || event.altKey || target?.closest('input, textarea, select, [role=dialog]')) return;
      if (event.key !== 'j' && event.key !== 'k') return;
      event.preventDefault();
      step(event.key === 'j' ? 1 : -1);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
  return (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    step(event.key === 'ArrowDown' ? 1 : -1);
  };
}
