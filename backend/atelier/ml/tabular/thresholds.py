"""The threshold of a two-class model: the one at which the task's metric is best, on rows the model has not seen."""

import numpy as np
from numpy.typing import NDArray

from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged, Metric

_MOST_TRIED = 200
EVEN = 0.5


def best_threshold(
    truth: NDArray[np.int64],
    probabilities: NDArray[np.float64],
    metric: Metric,
    params: MetricParams,
    classes: tuple[str, ...],
) -> float:
    """Return the threshold on the second class's probability; of equally good ones that nearest to one half.

    Metrics that judge probabilities know no threshold: for them F1 is made best.
    """
    second = probabilities[:, 1]
    known = np.unique(second)
    between = (known[1:] + known[:-1]) / 2
    if len(between) > _MOST_TRIED:
        between = np.unique(np.quantile(between, np.linspace(0, 1, _MOST_TRIED)))
    best, best_score = EVEN, -np.inf
    for threshold in sorted((EVEN, *between.tolist()), key=lambda one: abs(one - EVEN)):
        predicted = (second >= threshold).astype(np.int64)
        score = _score(truth, predicted, probabilities, metric, params, classes)
        if score is not None and score > best_score + 1e-12:
            best, best_score = threshold, score
    return float(best)


def _score(
    truth: NDArray[np.int64],
    predicted: NDArray[np.int64],
    probabilities: NDArray[np.float64],
    metric: Metric,
    params: MetricParams,
    classes: tuple[str, ...],
) -> float | None:
    if not metric.needs_probabilities:
        value = metric.value(Judged(truth, predicted, probabilities, classes), params)
        return value if value is None or metric.greater_is_better else -value
    right = int(np.sum((truth == 1) & (predicted == 1)))
    count = int(truth.sum() + predicted.sum())
    return 2 * right / count if count else 0.0
