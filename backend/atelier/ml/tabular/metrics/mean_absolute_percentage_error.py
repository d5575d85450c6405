"""Mean absolute percentage error."""

from atelier.ml.tabular.algorithms.base import REGRESSION
from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class MeanAbsolutePercentageError(Metric):
    """How far off a prediction is on average, as a share of the truth; without the rows whose truth is 0."""

    type = "MAPE"
    name = "mape"
    label = "Mean absolute percentage error"
    tasks = REGRESSION
    greater_is_better = False
    high = None

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import mean_absolute_percentage_error

        known = judged.truth != 0
        if not known.any():
            return None
        weights = None if judged.weights is None else judged.weights[known]
        return float(
            mean_absolute_percentage_error(judged.truth[known], judged.predicted[known], sample_weight=weights)
        )
