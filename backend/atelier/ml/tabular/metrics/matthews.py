"""Matthews correlation coefficient."""

from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class Matthews(Metric):
    """The correlation of truth and prediction: 0 is chance, 1 is right everywhere; fair to unequal classes."""

    type = "MCC"
    name = "mcc"
    label = "Matthews correlation"
    low = -1.0

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import matthews_corrcoef

        return float(matthews_corrcoef(judged.truth, judged.predicted, sample_weight=judged.weights))
