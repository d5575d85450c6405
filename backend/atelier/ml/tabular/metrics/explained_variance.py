"""Explained variance."""

from atelier.ml.tabular.algorithms.base import REGRESSION
from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class ExplainedVariance(Metric):
    """The share of the variance explained, whatever the predictions are off by as a whole."""

    type = "EVS"
    name = "evs"
    label = "Explained variance"
    tasks = REGRESSION
    low = None

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import explained_variance_score

        if len(judged.truth) < 2:
            return None
        return float(explained_variance_score(judged.truth, judged.predicted, sample_weight=judged.weights))
