"""Searches: the candidates there are, scores as scikit-learn gives them, limits, stops, thresholds, calibration."""

import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from tests.ml.tabular.tables import Stored, again, blobs, only, prepare, run_in, trained, with_vectors
from threadpoolctl import threadpool_info

from atelier.errors import InvalidInput, Stopped
from atelier.ml.tabular import calibration, candidates, owncode, searching, thresholds, training
from atelier.ml.tabular.algorithms import registry
from atelier.ml.tabular.algorithms.base import CLASSIFICATION, Algorithm, Setting
from atelier.ml.tabular.design import Design, GridSearchParams, MetricParams
from atelier.ml.tabular.fitting import Data
from atelier.ml.tabular.metrics import registry as metrics
from atelier.ml.tabular.searching import Trial
from atelier.ml.tabular.spaces import Number


@pytest.fixture(autouse=True)
def _own_code_may_run() -> None:
    owncode.allow()


def _design(stored: Stored, target: str = "kind", **options: Any) -> Design:
    design = only(with_vectors(stored.design(target, **options)), "features")
    design.modeling.metrics.evaluationMetric = "R2" if design.predictionType == "REGRESSION" else "ACCURACY"
    design.weight.weightMethod = "NO_WEIGHTING"
    return design


def _logistic(*values: float) -> dict[str, Any]:
    block = registry.get("LOGISTIC_REGRESSION").default()
    block["C"]["values"] = list(values)
    return block


def test_a_search_scores_as_scikit_learn_does(tmp_path: Path) -> None:
    stored = Stored(tmp_path, blobs(rows=300, spread=3.0))
    design = _design(stored)
    run = run_in(tmp_path)
    prepared = prepare(run, stored, design)
    trials: list[Trial] = []
    block = _logistic(0.001, 0.01, 1)
    found = training.train(
        run, prepared, registry.get("LOGISTIC_REGRESSION"), block, on_trial=lambda trial, _: trials.append(trial)
    )
    folds = StratifiedKFold(3, shuffle=True, random_state=design.modeling.gridSearchParams.cvSeed)
    theirs = GridSearchCV(LogisticRegression(max_iter=1000), {"C": [0.001, 0.01, 1]}, cv=folds, scoring="accuracy")
    theirs.fit(prepared.train.matrix, prepared.train.target)
    assert [one.values["C"] for one in found.trials] == [0.001, 0.01, 1]
    assert np.allclose([one.score for one in found.trials], theirs.cv_results_["mean_test_score"])
    assert found.model.values["C"] == theirs.best_params_["C"]
    assert np.array_equal(found.model.estimator.coef_, theirs.best_estimator_.coef_)
    assert found.metrics["accuracy"] == accuracy_score(prepared.test.target, theirs.predict(prepared.test.matrix))


@pytest.mark.parametrize("strategy", ["GRID", "RANDOM", "BAYESIAN"])
def test_the_same_seed_finds_the_same_whatever_the_threads(tmp_path: Path, strategy: str) -> None:
    stored = Stored(tmp_path, blobs(rows=150, spread=3.0))
    design = _design(stored)
    search = design.modeling.gridSearchParams
    search.strategy, search.nIterRandom = strategy, 10  # type: ignore[assignment]
    block = registry.get("RANDOM_FOREST_CLASSIFICATION").default()
    block["n_estimators"]["range"] |= {"min": 2, "max": 12}
    block["n_estimators"]["values"] = [3, 5]
    block["n_estimators"]["randomMode"] = "RANGE"
    found = []
    for jobs in (1, 2, 2):
        search.nJobs = jobs
        found.append(trained(run_in(tmp_path), stored, design, "RANDOM_FOREST_CLASSIFICATION", block=block))
    assert found[0].trials == [_timeless(one, found[0].trials[place]) for place, one in enumerate(found[1].trials)]
    for other in found[1:]:
        assert other.model.values == found[0].model.values
        assert np.array_equal(other.judged.probabilities, found[0].judged.probabilities)
    assert len(found[0].trials) == (4 if strategy == "GRID" else 10)
    assert len({str(one.values) for one in found[0].trials}) == len(found[0].trials)


def _timeless(trial: Trial, other: Trial) -> Trial:
    return Trial(trial.values, trial.scores, other.seconds, trial.problem)


def test_optuna_comes_nearer_to_the_best_than_chance(tmp_path: Path) -> None:
    settings = GridSearchParams(strategy="BAYESIAN", nIterRandom=40)
    source = candidates.source_of(_Hill(), _Hill().default(), settings, greater_is_better=True)
    best = -np.inf
    while batch := source.batch():
        scores = [-((values["x"] - 3.0) ** 2) for values in batch]
        source.told(list(zip(batch, scores, strict=True)))
        best = max(best, *scores)
    assert best > -0.01
    whole = GridSearchParams(strategy="BAYESIAN", nIterRandom=40)
    few = candidates.source_of(_Hill(), _Hill(True).default(), whole, greater_is_better=False)
    seen = []
    while batch := few.batch():
        seen += batch
        few.told([(values, float(values["x"])) for values in batch])
    assert sorted(one["x"] for one in seen) == [1.0, 2.0, 3.0]  # none twice, and then it ends


class _Hill(Algorithm):
    """A space of one number."""

    type, key, label, tasks = "HILL", "hill", "Hill", CLASSIFICATION

    def __init__(self, is_explicit: bool = False) -> None:
        self.spaces = (Number("x", "X", values=(1, 2, 3), low=-10, high=10),)  # type: ignore[misc]
        self._is_explicit = is_explicit

    def default(self, style: str | None = None) -> dict[str, Any]:
        block = super().default(style)
        block["x"]["randomMode"] = "EXPLICIT" if self._is_explicit else "RANGE"
        return block


class _Slow(Algorithm):
    """Fits that take a while and say which threads they ran in."""

    type, key, label, tasks = "SLOW", "slow", "Slow", CLASSIFICATION
    spaces = (Number("x", "X", values=tuple(range(12)), low=0, high=10),)

    def __init__(self, seconds: float = 0.05) -> None:
        self.seconds = seconds
        self.began = 0
        self.threads: set[int] = set()
        self.blas: set[int] = set()

    def estimator(self, values: Any, setting: Setting) -> Any:
        self.began += 1
        time.sleep(self.seconds)
        if threading.get_ident() not in self.threads:
            self.threads.add(threading.get_ident())
            self.blas |= {one["num_threads"] for one in threadpool_info()}
        if values["x"] == 2:
            raise ValueError("two is no number for this")
        return LogisticRegression(C=values["x"] + 1)


def _asked(algorithm: Algorithm, *, threads: int = 2, **settings: Any) -> searching.Question:
    rng = np.random.default_rng(0)
    target = rng.integers(2, size=60)
    matrix = (rng.normal(size=(60, 3)) + target[:, None]).astype(np.float32)
    folds = [
        (np.flatnonzero(np.arange(60) % 3 != fold), np.flatnonzero(np.arange(60) % 3 == fold)) for fold in range(3)
    ]
    return searching.Question(
        algorithm=algorithm,
        data=Data(matrix, target, None, ("no", "yes")),
        folds=folds,
        setting=Setting("BINARY_CLASSIFICATION", 2, 3, 60, 1, threads),
        settings=GridSearchParams(**settings),
        metric=metrics.get("ACCURACY"),
        params=MetricParams(evaluationMetric="ACCURACY"),
    )


def test_several_fits_run_at_once_and_no_processor_is_asked_for_twice() -> None:
    before = {one["filepath"]: one["num_threads"] for one in threadpool_info()}
    slow = _Slow()
    trials = searching.search(_asked(slow), slow.default(), on_trial=lambda *_: None, should_stop=lambda: False)
    assert len(slow.threads) == 2
    assert slow.blas == {1}
    assert {one["filepath"]: one["num_threads"] for one in threadpool_info()} == before
    assert [one.values["x"] for one in trials] == list(range(12))
    assert trials[2].problem == "two is no number for this"
    assert trials[2].score is None
    assert searching.best_of(trials, metrics.get("ACCURACY")) is not None
    one_at_once = _Slow()
    one_at_once.several_at_once = False  # type: ignore[misc]
    searching.search(_asked(one_at_once), one_at_once.default(), on_trial=lambda *_: None, should_stop=lambda: False)
    assert len(one_at_once.threads) == 1


def test_a_stop_comes_between_two_folds() -> None:
    slow = _Slow(0.1)
    asked_at: list[float] = []

    def should_stop() -> bool:
        if slow.began >= 5:
            asked_at.append(time.monotonic())
        return bool(asked_at)

    trials = searching.search(_asked(slow), slow.default(), on_trial=lambda *_: None, should_stop=should_stop)
    assert slow.began <= 7
    assert all(len(one.scores) == 3 for one in trials)
    assert time.monotonic() - asked_at[0] < 1.0


def test_a_time_limit_keeps_what_is_judged_and_always_judges_one() -> None:
    slow = _Slow(0.05)
    trials = searching.search(
        _asked(slow, timeout=0.0001), slow.default(), on_trial=lambda *_: None, should_stop=lambda: False
    )
    assert 1 <= len(trials) < 6
    assert all(len(one.scores) == 3 for one in trials)


def test_limits_of_a_grid(tmp_path: Path) -> None:
    algorithm = registry.get("RANDOM_FOREST_CLASSIFICATION")
    block = algorithm.default()
    block["n_estimators"]["values"] = list(range(1, 101))
    block["min_samples_leaf"]["values"] = list(range(1, 101))
    first = candidates.source_of(algorithm, block, GridSearchParams(nIter=3), greater_is_better=True)
    assert first.total == 3
    assert [one["min_samples_leaf"] for one in first.batch()] == [1, 2, 3]
    assert first.batch() == []
    mixed = candidates.source_of(algorithm, block, GridSearchParams(nIter=30, randomized=True), greater_is_better=True)
    drawn = mixed.batch()
    assert len({str(one) for one in drawn}) == 30
    assert len({one["n_estimators"] for one in drawn}) > 15


def test_stopping_a_training_keeps_no_model(tmp_path: Path) -> None:
    stored = Stored(tmp_path, blobs())
    run = run_in(tmp_path)
    prepared = prepare(run, stored, _design(stored))
    run.stop_when = lambda _: True
    with pytest.raises(Stopped, match="Stopped during the search."):
        training.train(run, prepared, registry.get("LOGISTIC_REGRESSION"), _logistic(1, 10), on_trial=lambda *_: None)


@pytest.mark.parametrize("mode", ["KFOLD", "SHUFFLE", "CUSTOM"])
def test_ways_to_judge_candidates(tmp_path: Path, mode: str) -> None:
    stored = Stored(tmp_path, blobs(spread=2.0))
    design = _design(stored)
    search = design.modeling.gridSearchParams
    search.mode, search.nFolds, search.splitRatio = mode, 4, 0.5  # type: ignore[assignment]
    search.code = "def splits(y, groups):\n    half = len(y) // 2\n    yield range(half), range(half, len(y))\n"
    found = trained(run_in(tmp_path), stored, design, "LOGISTIC_REGRESSION", block=_logistic(0.1, 1))
    assert {len(one.scores) for one in found.trials} == {4 if mode == "KFOLD" else 1}


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("x = 1", "Own folds: the code defines no function “splits”."),
        ("def splits(y, groups):\n    return []", "Own folds: the code gives no fold."),
        ("def splits(y, groups):\n    return 1 / 0", "Own folds, line 2: ZeroDivisionError: division by zero."),
        ("def splits(y, groups):\n    yield [0, 1], []", "Own folds: fold 1 has no rows on one side."),
        ("def splits(y, groups):\n    yield [0], [9999]", "Own folds: fold 1 names rows beyond the 96 to train on."),
        (
            "def splits(y, groups):\n    yield [0, 1], [1]",
            "Own folds: fold 1 judges candidates on rows they were fitted on.",
        ),
        ("def splits(:", "Own folds, line 1: SyntaxError: invalid syntax (Own folds, line 1)."),
    ],
)
def test_own_folds_that_are_none(tmp_path: Path, code: str, sentence: str) -> None:
    stored = Stored(tmp_path, blobs())
    design = _design(stored)
    design.modeling.gridSearchParams.mode = "CUSTOM"
    design.modeling.gridSearchParams.code = code
    with pytest.raises(InvalidInput) as refused:
        trained(run_in(tmp_path), stored, design, "LOGISTIC_REGRESSION", block=_logistic(0.1, 1))
    assert refused.value.message == sentence


def test_a_metric_of_ones_own_ranks(tmp_path: Path) -> None:
    stored = Stored(tmp_path, blobs(spread=3.0))
    design = _design(stored)
    metric = design.modeling.metrics
    metric.evaluationMetric = "CUSTOM"
    metric.custom.code = "def score(y_true, y_pred):\n    return float((y_true != y_pred).mean())\n"
    metric.custom.greaterIsBetter = False
    found = trained(run_in(tmp_path), stored, design, "LOGISTIC_REGRESSION", block=_logistic(0.0001, 1))
    scores = [one.score for one in found.trials]
    assert found.model.values["C"] == found.trials[int(np.argmin(scores))].values["C"]  # type: ignore[arg-type]
    assert found.metrics["accuracy"] is not None
    assert found.metrics["custom"] == pytest.approx(1 - found.metrics["accuracy"])
    metric.custom.code = "def score(y_true, y_pred):\n    return y_pred.shape[1]\n"
    metric.custom.needsProbability = True
    assert trained(run_in(tmp_path), stored, design, "LOGISTIC_REGRESSION").metrics["custom"] == 3
    metric.custom.code = "def score(y_true, y_pred):\n    return 'good'\n"
    with pytest.raises(InvalidInput, match="Own metric: “score” returned 'good', which is no number."):
        trained(run_in(tmp_path), stored, design, "LOGISTIC_REGRESSION")
    metric.custom.code = "def score(y_true, y_pred):\n    raise KeyError('fox')\n"
    with pytest.raises(InvalidInput, match="Own metric, line 2: KeyError: 'fox'."):
        trained(run_in(tmp_path), stored, design, "LOGISTIC_REGRESSION")


def test_the_threshold_of_two_classes_is_found_on_rows_not_seen(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    is_rare = rng.random(600) < 0.12
    values = {"kind": np.where(is_rare, "yes", "no").tolist(), "x": rng.normal(size=600) + 1.2 * is_rare}
    stored = Stored(tmp_path, values)
    design = stored.design("kind")
    design.weight.weightMethod = "NO_WEIGHTING"
    design.modeling.metrics.evaluationMetric = "CUSTOM"
    design.modeling.metrics.custom.code = (
        "def score(y_true, y_pred):\n"
        "    right = ((y_true == 'yes') & (y_pred == 'yes')).sum()\n"
        "    return 2 * right / max(1, (y_true == 'yes').sum() + (y_pred == 'yes').sum())\n"
    )
    found = trained(run_in(tmp_path), stored, design, "LOGISTIC_REGRESSION", block=_logistic(1))
    assert 0.1 < found.model.threshold < 0.45
    design.modeling.metrics.optimizeThreshold = False
    plain = trained(run_in(tmp_path), stored, design, "LOGISTIC_REGRESSION", block=_logistic(1))
    assert plain.model.threshold == 0.5
    assert found.metrics["custom"] is not None
    assert plain.metrics["custom"] is not None
    assert found.metrics["custom"] > plain.metrics["custom"]
    back = again(found.model, tmp_path / "model")
    assert back.threshold == found.model.threshold
    assert np.array_equal(back.predict(stored.table(), found.rows).values, found.judged.predicted)


def test_a_threshold_without_anything_to_choose_is_one_half() -> None:
    truth, same = np.array([0, 1, 0, 1]), np.full((4, 2), 0.5)
    params = MetricParams(evaluationMetric="ACCURACY")
    assert thresholds.best_threshold(truth, same, metrics.get("ACCURACY"), params, ("a", "b")) == 0.5
    clear = np.array([[0.9, 0.1], [0.6, 0.4], [0.8, 0.2], [0.7, 0.3]])
    assert thresholds.best_threshold(truth, clear, metrics.get("ACCURACY"), params, ("a", "b")) == pytest.approx(0.25)
    assert thresholds.best_threshold(truth, clear, metrics.get("LOG_LOSS"), params, ("a", "b")) == pytest.approx(0.25)


@pytest.mark.parametrize("method", ["SIGMOID", "ISOTONIC"])
@pytest.mark.parametrize("name", ["LOGISTIC_REGRESSION", "DECISION_TREE_CLASSIFICATION", "LIGHTGBM_CLASSIFICATION"])
@pytest.mark.parametrize("classes", [2, 3])
def test_calibration_equals_that_of_scikit_learn(tmp_path: Path, method: str, name: str, classes: int) -> None:
    stored = Stored(tmp_path, blobs(rows=300, classes=classes, spread=3.0))
    design = _design(stored)
    design.calibration.calibrationMethod = method  # type: ignore[assignment]
    run = run_in(tmp_path)
    prepared = prepare(run, stored, design)
    algorithm = registry.get(name)
    found = training.train(run, prepared, algorithm, algorithm.default(), on_trial=lambda *_: None)
    _, held = calibration.kept_aside(prepared.train.target, prepared.classes, design.seed)
    rows = prepared.train.at(held)
    every = np.arange(len(held))
    theirs = CalibratedClassifierCV(
        FrozenEstimator(found.model.estimator), method=method.lower(), cv=[(every, every)]
    ).fit(rows.matrix, rows.target)
    expected = theirs.predict_proba(prepared.test.matrix)
    assert np.allclose(found.judged.probabilities, expected, atol=1e-6)
    back = again(found.model, tmp_path / "model").predict(stored.table(), found.rows)
    assert np.array_equal(back.probabilities, found.judged.probabilities)


def test_calibration_says_which_class_is_too_small(tmp_path: Path) -> None:
    values = blobs(rows=60)
    values["kind"][0] = "lonely"
    design = _design(stored := Stored(tmp_path, values))
    design.calibration.calibrationMethod = "SIGMOID"
    with pytest.raises(InvalidInput) as refused:
        trained(run_in(tmp_path), stored, design, "LOGISTIC_REGRESSION", block=_logistic(1))
    assert refused.value.message == (
        "Calibration keeps rows of each class aside, but “lonely” has one row to train on."
    )
