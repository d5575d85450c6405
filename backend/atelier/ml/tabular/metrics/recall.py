"""Recall."""

from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric, averaging


class Recall(Metric):
    """Of the rows of a class, the share that is found; with more than two classes, the mean over them."""

    type = "RECALL"
    name = "recall"
    label = "Recall"

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import recall_score

        return float(recall_score(judged.truth, judged.predicted, zero_division=0, **averaging(judged)))
