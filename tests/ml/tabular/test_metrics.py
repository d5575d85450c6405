"""Every metric, on random cases, is the number that scikit-learn gives; and the tables behind them add up."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sklearn.metrics as sk

from atelier.ml.tabular import curves, evaluation, owncode
from atelier.ml.tabular.design import Design, MetricParams
from atelier.ml.tabular.metrics import registry
from atelier.ml.tabular.metrics.base import Judged

CASES = 1_000


def _classification(rng: np.random.Generator, count: int) -> Judged:
    rows = int(rng.integers(2, 60))
    probabilities = rng.dirichlet(np.full(count, 0.7), size=rows)
    weights = rng.uniform(0.1, 3, size=rows) if rng.random() < 0.3 else None
    truth = rng.integers(count, size=rows)
    predicted = probabilities.argmax(axis=1) if count > 2 else (probabilities[:, 1] >= 0.5).astype(np.int64)
    return Judged(truth, predicted, probabilities, tuple(f"c{n}" for n in range(count)), weights)


def _macro(found: Callable[..., float], judged: Judged) -> float:
    options: dict[str, Any] = {"zero_division": 0, "sample_weight": judged.weights}
    if judged.is_binary:
        return found(judged.truth, judged.predicted, **options)
    return found(judged.truth, judged.predicted, average="macro", labels=range(len(judged.classes)), **options)


def _areas(found: Callable[..., float], judged: Judged) -> float | None:
    assert judged.probabilities is not None
    present = np.unique(judged.truth)
    places = [1] if judged.is_binary else list(present)
    is_roc = found is sk.roc_auc_score
    if (is_roc and len(present) < 2) or (judged.is_binary and 1 not in present):
        return None
    return float(
        np.mean([found(judged.truth == p, judged.probabilities[:, p], sample_weight=judged.weights) for p in places])
    )


EXPECTED: dict[str, Callable[[Judged], float | None]] = {
    "ACCURACY": lambda j: sk.accuracy_score(j.truth, j.predicted, sample_weight=j.weights),
    "PRECISION": lambda j: _macro(sk.precision_score, j),
    "RECALL": lambda j: _macro(sk.recall_score, j),
    "F1": lambda j: _macro(sk.f1_score, j),
    "MCC": lambda j: sk.matthews_corrcoef(j.truth, j.predicted, sample_weight=j.weights),
    "LOG_LOSS": lambda j: sk.log_loss(j.truth, j.probabilities, labels=range(len(j.classes)), sample_weight=j.weights),
    "ROC_AUC": lambda j: _areas(sk.roc_auc_score, j),
    "AVERAGE_PRECISION": lambda j: _areas(sk.average_precision_score, j),
    "BALANCED_ACCURACY": lambda j: sk.recall_score(
        j.truth, j.predicted, labels=np.unique(j.truth), average="macro", zero_division=0, sample_weight=j.weights
    ),
    "BRIER": lambda j: float(
        np.average(((j.probabilities - np.eye(len(j.classes))[j.truth]) ** 2).sum(axis=1), weights=j.weights)
    ),
}

REGRESSION: dict[str, Callable[[Judged], float]] = {
    "R2": lambda j: sk.r2_score(j.truth, j.predicted),
    "MAE": lambda j: sk.mean_absolute_error(j.truth, j.predicted),
    "MSE": lambda j: sk.mean_squared_error(j.truth, j.predicted),
    "RMSE": lambda j: sk.root_mean_squared_error(j.truth, j.predicted),
    "EVS": lambda j: sk.explained_variance_score(j.truth, j.predicted),
    "MAPE": lambda j: sk.mean_absolute_percentage_error(j.truth, j.predicted),
    "RMSLE": lambda j: sk.root_mean_squared_log_error(j.truth, j.predicted),
    "PEARSON": lambda j: np.corrcoef(j.truth, j.predicted)[0, 1],
}


@pytest.mark.parametrize("count", [2, 3, 7])
def test_metrics_of_classes_are_scikit_learns(count: int) -> None:
    rng = np.random.default_rng(count)
    params = MetricParams()
    for _ in range(CASES // 3 + 1):
        judged = _classification(rng, count)
        for name, expected in EXPECTED.items():
            found, wanted = registry.get(name).value(judged, params), expected(judged)
            assert (found is None) == (wanted is None), name
            assert wanted is None or found == pytest.approx(wanted, abs=1e-12), name


def test_metrics_of_numbers_are_scikit_learns() -> None:
    rng = np.random.default_rng(0)
    for _ in range(CASES):
        truth = rng.gamma(2, 3, size=int(rng.integers(2, 50)))
        judged = Judged(truth, np.abs(truth + rng.normal(size=len(truth))), None)
        for name, expected in REGRESSION.items():
            assert registry.get(name).value(judged, MetricParams()) == pytest.approx(expected(judged)), name


def test_confusion_and_classes_are_scikit_learns() -> None:
    rng = np.random.default_rng(1)
    for _ in range(CASES // 5):
        judged = _classification(rng, 5)
        labels = list(range(5))
        assert (
            evaluation.confusion_of(judged)
            == sk.confusion_matrix(judged.truth, judged.predicted, labels=labels).tolist()
        )
        precision, recall, f1, support = sk.precision_recall_fscore_support(
            judged.truth, judged.predicted, labels=labels, zero_division=0
        )
        for place, one in enumerate(evaluation.classes_of(judged)):
            assert one["support"] == support[place]
            assert (one["precision"] or 0) == pytest.approx(precision[place])
            assert (one["recall"] or 0) == pytest.approx(recall[place])
            assert (one["f1"] or 0) == pytest.approx(f1[place])


def test_two_classes_have_a_confusion_at_each_threshold() -> None:
    rng = np.random.default_rng(2)
    judged = _classification(rng, 2)
    assert judged.probabilities is not None
    found = curves.thresholds_of(judged)
    assert [one["threshold"] for one in found] == [n / 100 for n in range(101)]
    for one in found:
        said = judged.probabilities[:, 1] >= one["threshold"]
        assert one["tp"] + one["fp"] == said.sum()
        assert one["tp"] + one["fn"] == (judged.truth == 1).sum()
        assert sum(one[name] for name in ("tp", "fp", "fn", "tn")) == len(judged.truth)
    assert curves.thresholds_of(_classification(rng, 3)) == []


def test_curves_begin_and_end_where_they_must() -> None:
    rng = np.random.default_rng(3)
    for _ in range(30):
        judged = _classification(rng, 4)
        for one in curves.curves_of(judged):
            assert one["roc"][0][:2] == [0.0, 0.0]
            assert one["roc"][-1][:2] == [1.0, 1.0]
            assert one["lift"][-1] == [1.0, 1.0]
            assert sum(one["density"]["positive"]) + sum(one["density"]["negative"]) == len(judged.truth)
            assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y, _ in one["pr"])


def test_a_cost_matrix_prices_each_kind_of_answer() -> None:
    judged = Judged(np.array([1, 1, 0, 0]), np.array([1, 0, 1, 0]), None, ("no", "yes"))
    params = MetricParams(costMatrixWeights={"tpGain": 10, "fpGain": -3, "tnGain": 1, "fnGain": -8})
    assert registry.get("COST_MATRIX").value(judged, params) == (10 - 8 - 3 + 1) / 4


def test_a_metric_of_ones_own_has_its_value_at_each_threshold_and_says_where_it_fails() -> None:
    owncode.allow()
    code = """def score(y_true, y_pred):
    assert (y_pred == 'b').any(), 'nobody is b'
    return (y_true == y_pred).mean()
"""
    params = MetricParams.model_validate({"evaluationMetric": "CUSTOM", "custom": {"code": code}})
    probabilities = np.array([[0.9, 0.1], [0.4, 0.6], [0.2, 0.8], [0.7, 0.3]])
    judged = Judged(np.array([0, 1, 1, 1]), np.array([0, 1, 1, 0]), probabilities, ("a", "b"))
    own = {one["threshold"]: one["own"] for one in curves.thresholds_of(judged, params)}
    assert (own[0.0], own[0.2], own[0.5], own[0.7], own[1.0]) == (0.75, 1.0, 0.75, 0.5, None)
    assert "own" not in curves.thresholds_of(judged, MetricParams())[0]
    design = Design(predictionType="BINARY_CLASSIFICATION", targetVariable="y")
    design.modeling.metrics = params
    nobody = Judged(judged.truth, np.zeros(4, dtype=int), probabilities, ("a", "b"))
    told: list[str] = []
    found = evaluation.metrics_of(design, nobody, on_problem=lambda error: told.append(error.message))
    assert (found["custom"], found["accuracy"]) == (None, 0.25)
    assert told == ["Own metric, line 2: AssertionError: nobody is b."]
