"""Gain by a cost matrix."""

import numpy as np

from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class CostMatrix(Metric):
    """The mean gain of a row, when each kind of right and wrong answer has its price; for two classes."""

    type = "COST_MATRIX"
    name = "costMatrixGain"
    label = "Cost matrix gain"
    tasks = frozenset({"BINARY_CLASSIFICATION"})
    low = None
    high = None

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        price = params.costMatrixWeights
        gains = np.array(
            [[price.get("tnGain", 0.0), price.get("fpGain", 0.0)], [price.get("fnGain", 0.0), price.get("tpGain", 0.0)]]
        )
        return float(np.average(gains[judged.truth, judged.predicted], weights=judged.weights))
