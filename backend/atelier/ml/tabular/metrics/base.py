"""What a metric is: a number from truth and prediction, and which way is better."""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from atelier.ml.tabular.algorithms.base import CLASSIFICATION
from atelier.ml.tabular.design import MetricParams, PredictionType


@dataclass(frozen=True, slots=True)
class Judged:
    """Predictions beside the truth. Classes are places of `classes`; `probabilities` has shape (rows, classes)."""

    truth: NDArray[Any]
    predicted: NDArray[Any]
    probabilities: NDArray[np.float64] | None
    classes: tuple[str, ...] = ()
    weights: NDArray[np.float64] | None = None

    @property
    def is_binary(self) -> bool:
        return len(self.classes) == 2


class Metric:
    """Base of all metrics. The class docstring explains it to users; `name` is its key in results."""

    type: ClassVar[str]
    name: ClassVar[str]
    label: ClassVar[str]
    tasks: ClassVar[frozenset[PredictionType]] = CLASSIFICATION
    greater_is_better: ClassVar[bool] = True
    needs_probabilities: ClassVar[bool] = False
    low: ClassVar[float | None] = 0.0  # ends of the scale it is drawn on
    high: ClassVar[float | None] = 1.0

    def for_task(self, params: MetricParams) -> "Metric":
        """Return the metric as the settings of a task define it."""
        return self

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        """Return the metric, or None where it has no value for these rows (one class only, ...)."""
        raise NotImplementedError


def averaging(judged: Judged) -> dict[str, Any]:
    """Return how scikit-learn sums classes up: the second of two, or the mean over all of the task."""
    if judged.is_binary:
        return {"average": "binary", "pos_label": 1, "sample_weight": judged.weights}
    labels = list(range(len(judged.classes)))
    return {"average": "macro", "labels": labels, "sample_weight": judged.weights}
