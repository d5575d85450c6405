"""Cumulative lift."""

import numpy as np

from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class CumulativeLift(Metric):
    """How many times more of the second class the surest rows hold than all rows do; for two classes."""

    type = "CUMULATIVE_LIFT"
    name = "lift"
    label = "Cumulative lift"
    tasks = frozenset({"BINARY_CLASSIFICATION"})
    needs_probabilities = True
    high = None

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        if judged.probabilities is None or not (judged.truth == 1).any():
            return None
        order = np.argsort(-judged.probabilities[:, 1], kind="stable")
        top = order[: max(1, round(len(order) * params.liftPoint))]
        return float((judged.truth[top] == 1).mean() / (judged.truth == 1).mean())
