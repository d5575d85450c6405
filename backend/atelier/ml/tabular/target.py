"""The target of a task as models take it: places of classes, or numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.errors import InvalidInput
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.table import Rows, Table

FEWEST_ROWS = 10


@dataclass(frozen=True, slots=True)
class Coded:
    """The target of all rows: `values` of shape (rows,), which of them `have` one, and the classes in order."""

    values: NDArray[Any]
    have: NDArray[np.bool_]
    classes: tuple[str, ...]

    @property
    def rows(self) -> Rows:
        """Return the rows that have a target."""
        return np.flatnonzero(self.have)


def coded(design: Design, table: Table, *, unseen: bool = False) -> Coded:
    """Return the target of a table. Classes that the settings do not know are refused, or without a place if `unseen`.

    Raises `InvalidInput` naming them.
    """
    name = design.targetVariable
    if not design.is_classification:
        numbers = table.numbers(name)
        return Coded(numbers, ~np.isnan(numbers), ())
    classes = design.classes
    place = {value: index for index, value in enumerate(classes)}
    mapped = {one.sourceValue: one.mappedValue for one in design.preprocessing.target_remapping}
    texts = table.texts(name)
    values = np.full(len(texts), -1, dtype=np.int64)
    unknown: dict[str, int] = {}
    for row, text in enumerate(texts):
        if text is None:
            continue
        to = mapped.get(text)
        if to is None:
            unknown[text] = unknown.get(text, 0) + 1
        elif to:
            values[row] = place[to]
    if unknown and not unseen:
        shown = ", ".join(f"“{value}” ({count:,})" for value, count in list(unknown.items())[:5])
        raise InvalidInput(
            f"The target “{name}” has classes that the task does not know: {shown}.",
            hint="Detect the classes again under Target.",
        )
    return Coded(values, values >= 0, tuple(classes))


def demand_trainable(design: Design, target: Coded, rows: Rows) -> None:
    """Raise `InvalidInput` where rows cannot train anything: too few, one class only, a constant target."""
    name = design.targetVariable
    if len(rows) < FEWEST_ROWS:
        raise InvalidInput(
            f"Only {len(rows):,} rows with a value of “{name}” are left to train on; at least {FEWEST_ROWS} are needed."
        )
    values = np.unique(target.values[rows])
    if len(values) > 1:
        return
    if design.is_classification:
        raise InvalidInput(
            f"All rows to train on are of one class, “{target.classes[int(values[0])]}”: nothing is to be told apart.",
            hint="Look at the target's classes and at the split.",
        )
    raise InvalidInput(f"“{name}” is {values[0]:g} in all rows to train on: there is nothing to predict.")
