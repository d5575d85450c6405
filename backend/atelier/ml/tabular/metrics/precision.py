"""Precision."""

from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric, averaging


class Precision(Metric):
    """Of the rows predicted as a class, the share that is of it; with more than two classes, the mean over them."""

    type = "PRECISION"
    name = "precision"
    label = "Precision"

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import precision_score

        return float(precision_score(judged.truth, judged.predicted, zero_division=0, **averaging(judged)))
