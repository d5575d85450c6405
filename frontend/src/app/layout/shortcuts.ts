/** The keys Atelier knows, as the help shows them, and whether the help is open. */
import { create } from 'zustand';

export interface ShortcutGroup {
  title: string;
  keys: readonly { keys: readonly string[]; does: string }[];
}

export const SHORTCUTS: readonly ShortcutGroup[] = [
  {
    title: 'Everywhere',
    keys: [
      { keys: ['Ctrl', 'K'], does: 'Search or do' },
      { keys: ['?'], does: 'This list' },
      { keys: ['G', 'F'], does: 'Go to the flow' },
      { keys: ['G', 'D'], does: 'Go to the data' },
      { keys: ['G', 'R'], does: 'Go to the recipes' },
      { keys: ['G', 'J'], does: 'Go to the jobs' },
      { keys: ['G', 'H'], does: 'Go home' },
      { keys: ['Esc'], does: 'Step back' },
    ],
  },
  {
    title: 'In the flow',
    keys: [
      { keys: ['←', '→'], does: 'Follow an edge to the neighbour' },
      { keys: ['↑', '↓'], does: 'Move within a column' },
      { keys: ['Enter'], does: 'Open' },
      { keys: ['Shift', 'Enter'], does: 'Add to the selection' },
      { keys: ['/'], does: 'Find in the flow' },
      { keys: ['B'], does: 'Build the selection' },
      { keys: ['F2'], does: 'Rename' },
      { keys: ['Del'], does: 'Move to the trash' },
      { keys: ['0'], does: 'Fit all' },
      { keys: ['1'], does: 'Full size' },
      { keys: ['+', '−'], does: 'Nearer, farther' },
    ],
  },
];

interface ShortcutsHelpState {
  isOpen: boolean;
  open: () => void;
  close: () => void;
}

export const useShortcutsHelp = create<ShortcutsHelpState>((set) => ({
  isOpen: false,
  open: () => set({ isOpen: true }),
  close: () => set({ isOpen: false }),
}));
