"""Pearson correlation."""

from atelier.ml.tabular.algorithms.base import REGRESSION
from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class Pearson(Metric):
    """How closely the predictions follow the truth along a line."""

    type = "PEARSON"
    name = "pearson"
    label = "Pearson correlation"
    tasks = REGRESSION
    low = -1.0

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        import numpy as np

        if len(judged.truth) < 2 or np.ptp(judged.truth) == 0 or np.ptp(judged.predicted) == 0:
            return None
        return float(np.corrcoef(judged.truth, judged.predicted)[0, 1])
