"""Mean squared error."""

from atelier.ml.tabular.algorithms.base import REGRESSION
from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class MeanSquaredError(Metric):
    """The mean of the squared errors: large errors count more."""

    type = "MSE"
    name = "mse"
    label = "Mean squared error"
    tasks = REGRESSION
    greater_is_better = False
    high = None

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import mean_squared_error

        return float(mean_squared_error(judged.truth, judged.predicted, sample_weight=judged.weights))
