"""Brier score."""

import numpy as np

from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class Brier(Metric):
    """The Brier score: the mean squared distance between the probabilities and the truth, summed over the classes."""

    type = "BRIER"
    name = "brier"
    label = "Brier score"
    greater_is_better = False
    needs_probabilities = True
    high = 2.0

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        if judged.probabilities is None:
            return None
        truth = np.eye(len(judged.classes))[judged.truth]
        distances = ((judged.probabilities - truth) ** 2).sum(axis=1)
        return float(np.average(distances, weights=judged.weights))
