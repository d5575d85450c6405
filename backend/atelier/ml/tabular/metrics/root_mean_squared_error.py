"""Root mean squared error."""

from atelier.ml.tabular.algorithms.base import REGRESSION
from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class RootMeanSquaredError(Metric):
    """The root of the mean squared error, in the unit of the target."""

    type = "RMSE"
    name = "rmse"
    label = "Root mean squared error"
    tasks = REGRESSION
    greater_is_better = False
    high = None

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import root_mean_squared_error

        return float(root_mean_squared_error(judged.truth, judged.predicted, sample_weight=judged.weights))
