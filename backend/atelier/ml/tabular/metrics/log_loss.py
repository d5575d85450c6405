"""Log loss."""

from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class LogLoss(Metric):
    """How surprised the model is by the truth: minus the mean logarithm of the true class's probability."""

    type = "LOG_LOSS"
    name = "logLoss"
    label = "Log loss"
    greater_is_better = False
    needs_probabilities = True
    high = None

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import log_loss

        if judged.probabilities is None:
            return None
        labels = list(range(len(judged.classes)))
        return float(log_loss(judged.truth, judged.probabilities, labels=labels, sample_weight=judged.weights))
