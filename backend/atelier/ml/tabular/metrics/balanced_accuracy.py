"""Balanced accuracy."""

import numpy as np

from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class BalancedAccuracy(Metric):
    """The mean of the recall over the classes that occur: a large class counts no more than a small one."""

    type = "BALANCED_ACCURACY"
    name = "balancedAccuracy"
    label = "Balanced accuracy"

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import recall_score

        labels = np.unique(judged.truth)
        found = recall_score(
            judged.truth,
            judged.predicted,
            labels=labels,
            average="macro",
            zero_division=0,
            sample_weight=judged.weights,
        )
        return float(found)
