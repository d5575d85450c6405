"""Individual explanations: what each feature adds to the answer for one row (Shapley values).

Exact for linear models (coefficient times distance from the mean, of rescaled features) and for trees (Lundberg et al.,
From local explanations to global understanding with explainable AI for trees, Nature Machine Intelligence 2 (2020), by
the package shap); drawn at random over whole columns for all others (Štrumbelj and Kononenko, Explaining prediction
models and individual predictions with feature contributions, KAIS 41 (2014)).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.ml.tabular.importance import inner_of
from atelier.ml.tabular.model import TabularModel
from atelier.ml.tabular.sample import Sample
from atelier.ml.tabular.table import Table

_TOP = 15
_DRAWS = 40
_BACKGROUND = 60
_TREES = ("Forest", "Trees", "DecisionTree", "GradientBoosting", "LGBM", "XGB")


@dataclass(frozen=True, slots=True)
class Shares:
    """What adds up to an answer: `base` is that of no row in particular; `values` one for each feature or column."""

    method: str
    unit: str
    base: float
    names: list[str]
    origins: list[str]
    values: NDArray[np.float64]


def explain(model: TabularModel, sample: Sample, table: Table, row: int, place: int | None) -> dict[str, Any]:
    """Return the largest contributions to the answer for a row of `table`: for the class at `place` (None: predicted).

    `columns` sums them up by the dataset's columns.
    """
    rows = np.array([row])
    matrix = model.preprocessor.transform(table, rows, dense=True)
    if model.design.is_classification and place is None:
        place = int(model.predict_matrix(matrix).values[0])
    shares = _linear(model, sample, matrix, place) or _trees(model, matrix, place)
    shares = shares or _drawn(model, sample, table, row, place)
    order = np.argsort(-np.abs(shares.values), kind="stable")[:_TOP]
    columns: dict[str, float] = {}
    for origin, value in zip(shares.origins, shares.values, strict=True):
        columns[origin] = columns.get(origin, 0.0) + float(value)
    return {
        "method": shares.method,
        "unit": shares.unit,
        "class": model.classes[place] if place is not None and model.classes else None,
        "base": shares.base,
        "features": [{"name": shares.names[k], "value": float(shares.values[k])} for k in order],
        "columns": [
            {"name": name, "value": value} for name, value in sorted(columns.items(), key=lambda x: -abs(x[1]))
        ],
    }


def _linear(model: TabularModel, sample: Sample, matrix: NDArray[np.float32], place: int | None) -> Shares | None:
    estimator = inner_of(model.estimator)
    coefficients = getattr(estimator, "coef_", None)
    if coefficients is None:
        return None
    table = np.atleast_2d(np.asarray(coefficients, dtype=np.float64))
    if table.shape[1] != matrix.shape[1]:
        return None
    index, sign = place or 0, 1.0
    if len(table) == 1:
        index, sign = 0, -1.0 if model.classes and place == 0 else 1.0
    elif index >= len(table):
        return None
    known = sample.table
    means = model.preprocessor.transform(known, np.arange(known.row_count), dense=True).mean(axis=0, dtype=np.float64)
    values = sign * table[index] * (matrix[0].astype(np.float64) - means)
    intercept = float(np.atleast_1d(getattr(estimator, "intercept_", 0.0))[index])
    base = sign * (float(table[index] @ means) + intercept)
    return _of_matrix(model, "linear", "log-odds" if model.classes else "target", base, values)


def _trees(model: TabularModel, matrix: NDArray[np.float32], place: int | None) -> Shares | None:
    estimator = inner_of(model.estimator)
    if not any(word in type(estimator).__name__ for word in _TREES) or estimator is not model.estimator:
        return None
    import shap

    try:
        explainer = shap.TreeExplainer(estimator)
        found = np.asarray(explainer.shap_values(matrix, check_additivity=False), dtype=np.float64)
    except Exception:  # a model that shap does not know is explained by draws
        return None
    base = np.atleast_1d(np.asarray(explainer.expected_value, dtype=np.float64))
    # of shape (rows, features), or (rows, features, classes)
    index, sign = place or 0, 1.0
    if found.ndim == 2:
        index, sign = 0, -1.0 if model.classes and place == 0 else 1.0
        values = found[0]
    else:
        values = found[0, :, index]
    unit = "probability" if found.ndim == 3 and hasattr(estimator, "estimators_") else "log-odds"
    return _of_matrix(model, "trees", unit if model.classes else "target", sign * float(base[index]), sign * values)


def _drawn(model: TabularModel, sample: Sample, table: Table, row: int, place: int | None) -> Shares:
    """Put the row's columns in one after the other, in random orders, into rows of the sample."""
    rng = np.random.default_rng(model.design.seed)
    known = sample.table
    background = rng.choice(known.row_count, min(_BACKGROUND, known.row_count), replace=False)
    begin = model.preprocessor.blocks(known, background)
    own = [block[:1] for block in model.preprocessor.blocks(table, np.array([row]))]
    count = len(own)
    totals = np.zeros(count)

    def answer(blocks: list[Any]) -> float:
        found = model.predict_blocks(blocks)
        if found.probabilities is not None and place is not None:
            return float(found.probabilities[:, place].mean())
        if place is not None and model.classes:
            return float((found.values == place).mean())
        return float(found.values.mean())

    base = answer(begin)
    draws = max(4, min(_DRAWS, 400 // max(1, count)))
    for _ in range(draws):
        blocks, before = list(begin), base
        for index in rng.permutation(count):
            blocks[index] = _repeated(own[index], len(background))
            after = answer(blocks)
            totals[index] += after - before
            before = after
    names = [part.column for part in model.preprocessor.parts]
    unit = "probability" if model.classes else "target"
    return Shares("drawn", unit, base, names, names, totals / draws)


def _repeated(block: Any, count: int) -> Any:
    from scipy import sparse

    if sparse.issparse(block):
        return sparse.vstack([block] * count, format="csr")
    return np.repeat(block, count, axis=0)


def _of_matrix(model: TabularModel, method: str, unit: str, base: float, values: NDArray[np.float64]) -> Shares:
    return Shares(method, unit, base, model.preprocessor.names, model.preprocessor.origins(), values)
