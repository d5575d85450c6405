/** Where the keyboard stands in the grid and where a selection began; it follows the row and the column asked for from outside. */
import { useState } from 'react';
import type { CellAt } from './cellRange';
import type { PlacedColumn } from './columns';

export function useCursor(row: number | undefined, jump: { name: string } | undefined, all: readonly PlacedColumn[]) {
  const [active, setActive] = useState<CellAt>({ row: row ?? 0, at: 0 });
  const [anchor, setAnchor] = useState<CellAt>(active);
  const [known, setKnown] = useState({ row, jump });
  // Adjusted while rendering, not in an effect: the next paint already shows the cursor at its new place.
  if (known.row !== row || known.jump !== jump) {
    const at = known.jump === jump ? undefined : all.find((one) => one.column.name === jump?.name)?.at;
    const next = { row: known.row === row ? active.row : (row ?? active.row), at: at ?? active.at };
    setKnown({ row, jump });
    if (next.row !== active.row || next.at !== active.at) {
      setActive(next);
      setAnchor(next);
    }
  }
  return { active, anchor, setActive, setAnchor };
}
