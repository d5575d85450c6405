"""R2 score."""

from atelier.ml.tabular.algorithms.base import REGRESSION
from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class R2(Metric):
    """The share of the target's variance that the model explains; below 0 it is worse than the mean."""

    type = "R2"
    name = "r2"
    label = "R2 score"
    tasks = REGRESSION
    low = None

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import r2_score

        if len(judged.truth) < 2:
            return None
        return float(r2_score(judged.truth, judged.predicted, sample_weight=judged.weights))
