"""Area under the ROC curve."""

import numpy as np

from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric


class RocAuc(Metric):
    """How well the probabilities order the rows: 0.5 is chance. With more than two classes, each against the rest."""

    type = "ROC_AUC"
    name = "auc"
    label = "ROC AUC"
    needs_probabilities = True

    def value(self, judged: Judged, params: MetricParams) -> float | None:
        from sklearn.metrics import roc_auc_score

        if judged.probabilities is None:
            return None
        present = np.unique(judged.truth)
        if len(present) < 2:
            return None
        if judged.is_binary:
            return float(roc_auc_score(judged.truth, judged.probabilities[:, 1], sample_weight=judged.weights))
        areas = [
            roc_auc_score(judged.truth == place, judged.probabilities[:, place], sample_weight=judged.weights)
            for place in present
        ]
        return float(np.mean(areas))
