/** The keyboard over pictures: arrows move, Shift selects a range, Space looks, Del throws away, Ctrl+A takes all. */
import type { KeyboardEvent } from 'react';
import type { EntriesProps } from './PicturesPart';
import { choose, moved, moveOf, NOTHING } from './selection';

interface KeysProps extends EntriesProps {
  columns: number;
  rowsPerPage: number;
  show: (index: number) => void;
}

export function useEntryKeys(props: KeysProps) {
  const { entries, total, selection, columns, rowsPerPage, show, onSelect, onOpen, onDelete, onSelectAll } = props;
  const pathAt = (index: number) => entries[index]?.path;
  return (event: KeyboardEvent) => {
    const move = moveOf(event.key);
    const path = pathAt(selection.active);
    if (move !== undefined) {
      const to = moved(selection.active, move, columns, total, rowsPerPage);
      if (event.shiftKey) onSelect(choose(selection, to, { isRange: true, isToggle: false }, pathAt));
      else if (event.ctrlKey || event.metaKey) onSelect({ ...selection, active: to });
      else onSelect(selection.paths.size > 0 ? choose(selection, to, { isRange: false, isToggle: false }, pathAt) : { ...selection, anchor: to, active: to });
      show(to);
    } else if (event.key === ' ' && (event.ctrlKey || event.metaKey)) {
      onSelect(choose(selection, selection.active, { isRange: false, isToggle: true }, pathAt));
    } else if ((event.key === ' ' || event.key === 'Enter') && path !== undefined) {
      onOpen(path);
    } else if (event.key.toLowerCase() === 'x' && !event.ctrlKey && !event.metaKey) {
      onSelect(choose(selection, selection.active, { isRange: event.shiftKey, isToggle: true }, pathAt));
    } else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
      onSelectAll();
    } else if (event.key === 'Delete') {
      onDelete();
    } else if (event.key === 'Escape' && selection.paths.size > 0) {
      onSelect({ ...NOTHING, active: selection.active });
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
}
