"""Mean absolute error."""

from atelier.ml.tabular.algorithms.base import REGRESSION
from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class MeanAbsoluteError(Metric):
    """How far off a prediction is on average, in the target's unit."""

    type = "MAE"
    name = "mae"
    label = "Mean absolute error"
    tasks = REGRESSION
    greater_is_better = False
    high = None

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import mean_absolute_error

        return float(mean_absolute_error(judged.truth, judged.predicted, sample_weight=judged.weights))
