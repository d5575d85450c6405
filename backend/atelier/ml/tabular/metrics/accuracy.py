"""Accuracy."""

from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class Accuracy(Metric):
    """The share of rows whose class is predicted right."""

    type = "ACCURACY"
    name = "accuracy"
    label = "Accuracy"

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import accuracy_score

        return float(accuracy_score(judged.truth, judged.predicted, sample_weight=judged.weights))
