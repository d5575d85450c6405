/** What the flow page remembers about handling, never about data: which node the pointer is on, which one has the focus. */
import { create } from 'zustand';

interface FlowUi {
  hoveredId: string | undefined;
  /** The one node that the Tab key reaches; arrows move it. */
  focusedId: string | undefined;
  hover: (id: string | undefined) => void;
  focus: (id: string | undefined) => void;
}

export const useFlowUi = create<FlowUi>((set) => ({
  hoveredId: undefined,
  focusedId: undefined,
  hover: (hoveredId) => set({ hoveredId }),
  focus: (focusedId) => set({ focusedId }),
}));
