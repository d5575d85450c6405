"""F1 score."""

from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric, averaging


class F1(Metric):
    """The harmonic mean of precision and recall; with more than two classes, the mean over them."""

    type = "F1"
    name = "f1"
    label = "F1 score"

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import f1_score

        return float(f1_score(judged.truth, judged.predicted, zero_division=0, **averaging(judged)))
