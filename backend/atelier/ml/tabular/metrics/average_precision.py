"""Average precision."""

import numpy as np

from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class AveragePrecision(Metric):
    """The area under the curve of precision over recall; with more than two classes, the mean over them."""

    type = "AVERAGE_PRECISION"
    name = "averagePrecision"
    label = "Average precision"
    needs_probabilities = True

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import average_precision_score

        if judged.probabilities is None:
            return None
        places = [1] if judged.is_binary else [int(place) for place in np.unique(judged.truth)]
        if judged.is_binary and not (judged.truth == 1).any():
            return None
        areas = [
            average_precision_score(judged.truth == one, judged.probabilities[:, one], sample_weight=judged.weights)
            for one in places
        ]
        return float(np.mean(areas))
