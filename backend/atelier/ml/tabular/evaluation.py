"""How good a model is on rows it has not seen: metrics, confusion, figures of each class."""

from collections.abc import Callable
from typing import Any

import numpy as np

from atelier.errors import InvalidInput
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.metrics import registry
from atelier.ml.tabular.metrics.base import Judged


def metrics_of(
    design: Design, judged: Judged, *, on_problem: Callable[[InvalidInput], None] | None = None
) -> dict[str, float | None]:
    """Return every metric of the task by its name.

    A person's own may fail on some rows: `on_problem` is then told, and it has no value; without it this raises.
    """
    params = design.modeling.metrics
    found: dict[str, float | None] = {}
    for one in registry.for_task(design.predictionType):
        try:
            found[one.name] = one.value(judged, params)
        except InvalidInput as error:
            if on_problem is None:
                raise
            on_problem(error)
            found[one.name] = None
    return found


def confusion_of(judged: Judged) -> list[list[int]]:
    """Return counts by true class (rows) and predicted class (columns)."""
    count = len(judged.classes)
    table = np.zeros((count, count), dtype=np.int64)
    np.add.at(table, (judged.truth, judged.predicted), 1)
    return [[int(cell) for cell in row] for row in table]


def classes_of(judged: Judged) -> list[dict[str, Any]]:
    """Return precision, recall, F1 and number of rows of each class."""
    table = np.array(confusion_of(judged))
    found = []
    for place, name in enumerate(judged.classes):
        right, support, said = int(table[place, place]), int(table[place].sum()), int(table[:, place].sum())
        recall = right / support if support else None
        precision = right / said if said else None
        f1 = 2 * right / (support + said) if support + said else None
        found.append(
            {"name": name, "precision": precision, "recall": recall, "f1": f1, "support": support, "predicted": said}
        )
    return found
