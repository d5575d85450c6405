"""Curves of a classifier on the test rows, thinned to what a screen can show."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.errors import InvalidInput
from atelier.ml.tabular.design import MetricParams
from atelier.ml.tabular.metrics.base import Judged
from atelier.ml.tabular.metrics.custom import OwnMetric

_MOST_POINTS = 200
_BINS = 10
_DENSITY_BINS = 25
MOST_CLASSES = 30  # with more, the curves of the largest are drawn


def curves_of(judged: Judged) -> list[dict[str, Any]]:
    """Return the curves of each class against the rest, the largest classes first; [] without probabilities.

    Of each: `roc` and `pr` as points (x, y, threshold), `lift` and `calibration` as points, `density` as two
    histograms of the probability over 25 equal bins: of the class's rows, and of the others.
    """
    if judged.probabilities is None:
        return []
    counts = np.bincount(judged.truth, minlength=len(judged.classes))
    places = [1] if judged.is_binary else [int(place) for place in np.argsort(-counts, kind="stable")[:MOST_CLASSES]]
    return [_of_class(judged, place) for place in places if 0 < counts[place] < len(judged.truth)]


def _of_class(judged: Judged, place: int) -> dict[str, Any]:
    from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score, roc_curve

    assert judged.probabilities is not None
    truth = judged.truth == place
    scores = judged.probabilities[:, place]
    false, true, at = roc_curve(truth, scores)
    precision, recall, levels = precision_recall_curve(truth, scores)
    return {
        "name": judged.classes[place],
        "auc": float(roc_auc_score(truth, scores)),
        "average_precision": float(average_precision_score(truth, scores)),
        "roc": _points(false, true, np.minimum(at, 1.0)),
        "pr": _points(recall[::-1], precision[::-1], np.append(levels, 1.0)[::-1]),
        "lift": _lift(truth, scores),
        "calibration": _calibration(truth, scores),
        "density": {
            "positive": _histogram(scores[truth]),
            "negative": _histogram(scores[~truth]),
        },
    }


def thresholds_of(judged: Judged, params: MetricParams | None = None) -> list[dict[str, Any]]:
    """Return, for two classes, the confusion at each of 101 thresholds; [] for others.

    `own` is the value of a person's own metric, which no confusion tells; None where its code fails.
    """
    if judged.probabilities is None or not judged.is_binary:
        return []
    scores, truth = judged.probabilities[:, 1], judged.truth == 1
    own = _own_metric(judged, params)
    found = []
    for step in range(101):
        said = scores >= step / 100
        right, false = int((said & truth).sum()), int((said & ~truth).sum())
        missed, spared = int((~said & truth).sum()), int((~said & ~truth).sum())
        point = {"threshold": step / 100, "tp": right, "fp": false, "fn": missed, "tn": spared}
        found.append(point if own is None else {**point, "own": own(said)})
    return found


def _own_metric(judged: Judged, params: MetricParams | None) -> Callable[[NDArray[np.bool_]], float | None] | None:
    """Return the value of the task's own metric for other answers; None where it has none, or judges probabilities."""
    if params is None or params.evaluationMetric != OwnMetric.type or params.custom.needsProbability:
        return None

    def value(said: NDArray[np.bool_]) -> float | None:
        other = Judged(judged.truth, said.astype(np.int64), judged.probabilities, judged.classes)
        try:
            return OwnMetric().value(other, params)
        except InvalidInput:
            return None

    return value


def residuals_of(judged: Judged) -> dict[str, Any]:
    """Return what a regression gets wrong: truth and prediction of some rows, and a histogram of the errors."""
    errors = judged.predicted - judged.truth
    some = np.linspace(0, len(errors) - 1, min(len(errors), 1000)).astype(int)
    counts, edges = np.histogram(errors, bins=min(40, max(1, len(np.unique(errors)))))
    return {
        "points": [[float(judged.truth[row]), float(judged.predicted[row])] for row in some],
        "errors": {"counts": counts.tolist(), "edges": edges.tolist()},
        "quantiles": [float(value) for value in np.quantile(errors, [0.05, 0.25, 0.5, 0.75, 0.95])],
    }


def _points(x: NDArray[Any], y: NDArray[Any], at: NDArray[Any]) -> list[list[float]]:
    keep = np.unique(np.linspace(0, len(x) - 1, min(len(x), _MOST_POINTS)).astype(int))
    return [[float(x[k]), float(y[k]), float(at[k])] for k in keep]


def _lift(truth: NDArray[np.bool_], scores: NDArray[np.float64]) -> list[list[float]]:
    """Return points (share of rows taken, share of the class found)."""
    order = np.argsort(-scores, kind="stable")
    found = np.cumsum(truth[order]) / truth.sum()
    keep = np.unique(np.linspace(0, len(found) - 1, min(len(found), 100)).astype(int))
    return [[0.0, 0.0], *([float((k + 1) / len(found)), float(found[k])] for k in keep)]


def _calibration(truth: NDArray[np.bool_], scores: NDArray[np.float64]) -> list[list[float]]:
    """Return points (mean probability, share that is right, rows) of ten equal bins that are not empty."""
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    points = []
    for one in range(_BINS):
        inside = bins == one
        if inside.any():
            points.append([float(scores[inside].mean()), float(truth[inside].mean()), int(inside.sum())])
    return points


def _histogram(scores: NDArray[np.float64]) -> list[int]:
    return [int(n) for n in np.histogram(scores, bins=_DENSITY_BINS, range=(0.0, 1.0))[0]]
