"""Root mean squared logarithmic error."""

from atelier.ml.tabular.algorithms.base import REGRESSION
from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class RootMeanSquaredLogError(Metric):
    """The error of the logarithms: for targets of many sizes, none below 0."""

    type = "RMSLE"
    name = "rmsle"
    label = "Root mean squared logarithmic error"
    tasks = REGRESSION
    greater_is_better = False
    high = None

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import root_mean_squared_log_error

        if (judged.truth < 0).any():
            return None
        predicted = judged.predicted.clip(min=0)
        return float(root_mean_squared_log_error(judged.truth, predicted, sample_weight=judged.weights))
