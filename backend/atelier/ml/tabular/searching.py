"""Searching hyper-parameters: which candidates there are, and how each is judged."""

import itertools
import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.ml.tabular.algorithms.base import Algorithm, Setting
from atelier.ml.tabular.design import GridSearchParams, MetricParams
from atelier.ml.tabular.features.base import Block
from atelier.ml.tabular.metrics.base import Judged, Metric
from atelier.ml.tabular.model import decided, probabilities_of
from atelier.ml.tabular.table import Rows


@dataclass(frozen=True, slots=True)
class Trial:
    """One candidate and how it did: `scores` has one value a fold; `problem` says why there are none."""

    values: dict[str, Any]
    scores: tuple[float, ...]
    seconds: float
    problem: str = ""

    @property
    def score(self) -> float | None:
        return float(np.mean(self.scores)) if self.scores else None


@dataclass(frozen=True, slots=True)
class Data:
    """What estimators are fitted on: `matrix` (rows, features), `target` (rows,), weights (rows,) or None."""

    matrix: Block
    target: NDArray[Any]
    weights: NDArray[np.float64] | None
    classes: tuple[str, ...]

    def at(self, rows: Rows) -> "Data":
        """Return some of the rows."""
        weights = None if self.weights is None else self.weights[rows]
        return Data(self.matrix[rows], self.target[rows], weights, self.classes)


def candidates(algorithm: Algorithm, block: Mapping[str, Any], settings: GridSearchParams) -> Iterator[dict[str, Any]]:
    """Return the candidates of a grid or of a random search; each once."""
    grids = {space.name: space.grid(block[space.name]) for space in algorithm.spaces}
    size = math.prod(len(grid) for grid in grids.values())
    if settings.strategy == "GRID":
        whole = [dict(zip(grids, values, strict=True)) for values in itertools.product(*grids.values())]
        if settings.randomized:
            order = np.random.default_rng(settings.seed).permutation(size)
            whole = [whole[place] for place in order]
        yield from whole[: settings.nIter or None]
        return
    from atelier.ml.tabular.drawing import drawn

    yield from drawn(algorithm, block, settings)


def fitted(algorithm: Algorithm, values: Mapping[str, Any], data: Data, setting: Setting) -> Any:
    """Return an estimator fitted on all rows of `data`."""
    estimator = algorithm.estimator(values, setting)
    if algorithm.takes_weights and data.weights is not None:
        return estimator.fit(data.matrix, data.target, sample_weight=data.weights)
    return estimator.fit(data.matrix, data.target)


def judged(estimator: Any, data: Data, *, is_classification: bool, threshold: float = 0.5) -> Judged:
    """Return an estimator's answers for rows beside the truth."""
    if not is_classification:
        return Judged(data.target, np.asarray(estimator.predict(data.matrix), dtype=np.float64), None)
    probabilities = probabilities_of(estimator, data.matrix, len(data.classes))
    if probabilities is None:
        return Judged(data.target, np.asarray(estimator.predict(data.matrix)), None, data.classes)
    return Judged(data.target, decided(probabilities, threshold), probabilities, data.classes)


def judge(
    algorithm: Algorithm,
    values: dict[str, Any],
    data: Data,
    folds: list[tuple[Rows, Rows]],
    setting: Setting,
    metric: Metric,
    params: MetricParams,
) -> Trial:
    """Fit a candidate on each fold and judge it on what the fold leaves out."""
    began = time.monotonic()
    scores = []
    try:
        for train, held in folds:
            estimator = fitted(algorithm, values, data.at(train), setting)
            answers = judged(estimator, data.at(held), is_classification=setting.is_classification)
            score = metric.value(answers, params)
            if score is not None and math.isfinite(score):
                scores.append(score)
    except (ValueError, FloatingPointError, np.linalg.LinAlgError) as error:
        return Trial(values, (), time.monotonic() - began, str(error).splitlines()[0][:300])
    problem = "" if scores else f"{metric.label} has no value on these rows."
    return Trial(values, tuple(scores), time.monotonic() - began, problem)


def search(
    algorithm: Algorithm,
    block: Mapping[str, Any],
    data: Data,
    folds: list[tuple[Rows, Rows]],
    setting: Setting,
    *,
    settings: GridSearchParams,
    metric: Metric,
    params: MetricParams,
    on_trial: Callable[[Trial, int | None], None],
    should_stop: Callable[[], bool],
) -> list[Trial]:
    """Judge candidates until all are, the time is up, or a stop is asked for; returns the trials in order.

    `on_trial` gets each trial, and how many there will be (None: not known).
    """
    began = time.monotonic()
    wanted = list(candidates(algorithm, block, settings))
    if len(wanted) == 1:
        return [Trial(wanted[0], (), 0.0)]  # nothing to choose between
    trials: list[Trial] = []
    for values in wanted:
        late = settings.timeout and (time.monotonic() - began) > settings.timeout * 60
        if trials and (late or should_stop()):
            break
        trials.append(judge(algorithm, values, data, folds, setting, metric, params))
        on_trial(trials[-1], len(wanted))
    return trials


def best_of(trials: list[Trial], metric: Metric) -> Trial | None:
    """Return the best trial: the first of those with the best score, or None when all failed."""
    if len(trials) == 1 and not trials[0].problem:
        return trials[0]
    scored = [trial for trial in trials if trial.score is not None]
    if not scored:
        return None
    sign = 1 if metric.greater_is_better else -1
    return max(scored, key=lambda trial: sign * (trial.score or 0.0))
