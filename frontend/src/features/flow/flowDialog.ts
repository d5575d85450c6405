/** Which dialog of the flow page is open, and for what. */
import { create } from 'zustand';
import type { RecipeType, Target } from '@/api';
import type { FlowNode } from './flowGraph';

export type FlowDialog =
  | { kind: 'build'; targets: readonly Target[] }
  | { kind: 'recipe'; type: RecipeType; taken: Readonly<Record<string, readonly string[]>> }
  | { kind: 'folder' }
  | { kind: 'apply'; itemId: string }
  | { kind: 'rename'; node: FlowNode }
  | { kind: 'delete'; nodes: readonly FlowNode[]; run: () => void };

interface FlowDialogState {
  dialog: FlowDialog | undefined;
  open: (dialog: FlowDialog) => void;
  close: () => void;
}

export const useFlowDialog = create<FlowDialogState>((set) => ({
  dialog: undefined,
  open: (dialog) => {
    opener = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
    set({ dialog });
  },
  close: () => {
    set({ dialog: undefined });
    const back = opener;
    // After the dialog has let go of the focus; a menu's entry is gone by then, a node or button is not.
    requestAnimationFrame(() => {
      if (back?.isConnected === true && document.activeElement === document.body) back.focus({ preventScroll: true });
    });
  },
}));

/** Where the focus was when a dialog opened: it returns there. */
let opener: HTMLElement | undefined;

