"""Predictions beside a truth that stands in the same rows: which are right, and how many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.ml.tabular.design import Design
from atelier.storage.schema import Column

NO_TRUTH, UNKNOWN = -1, -2


@dataclass(slots=True)
class Agreement:
    """How many of the rows that have a truth and a prediction were answered rightly, and how many not."""

    right: int = 0
    wrong: int = 0

    def take(self, verdicts: Sequence[bool | None]) -> None:
        """Count the verdicts of further rows."""
        self.right += sum(one is True for one in verdicts)
        self.wrong += sum(one is False for one in verdicts)

    def facts(self, column: str) -> dict[str, Any]:
        """Return what a scored dataset tells of itself; nothing where no row could be compared."""
        return (
            {"truth": {"column": column, "right": self.right, "wrong": self.wrong}} if self.right + self.wrong else {}
        )


def truth_places(design: Design, classes: Sequence[str], texts: NDArray[Any]) -> NDArray[np.int64]:
    """Return the place of each row's true class; `NO_TRUTH` where there is none, `UNKNOWN` for one never trained on."""
    mapped: Mapping[str, str] = {one.sourceValue: one.mappedValue for one in design.preprocessing.target_remapping}
    place = {name: index for index, name in enumerate(classes)}
    found = [NO_TRUTH if text is None else place.get(mapped.get(text, text), UNKNOWN) for text in texts]
    return np.array(found, dtype=np.int64)


def verdicts(truth: NDArray[np.int64], places: NDArray[np.int64], scored: NDArray[np.bool_]) -> list[bool | None]:
    """Return whether each answer is right; None for rows without a truth or without an answer."""
    rows = zip(truth, scored, places, strict=True)
    return [None if one == NO_TRUTH or not said else bool(one == answer) for one, said, answer in rows]


def truth_marked(design: Design, columns: Sequence[Column]) -> list[Column]:
    """Return the columns with the target known as a class, so that it is shown as predictions are."""

    def marked(one: Column) -> Column:
        is_truth = design.is_classification and one.name == design.targetVariable and one.type == "string"
        return one.model_copy(update={"meaning": "class"}) if is_truth and one.meaning in (None, "text") else one

    return [marked(one) for one in columns]
