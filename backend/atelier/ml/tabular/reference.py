"""How features and answers were distributed when a model was trained: what drift is measured against.

Numbers are kept as 101 quantiles, categories as counts of the most frequent values, vectors as their distance from the
mean vector. The file is small whatever the dataset's size.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.ml.tabular.design import Design, FeatureType
from atelier.ml.tabular.metrics.base import Judged
from atelier.ml.tabular.table import Rows, Table

SECTION = "reference"
QUANTILES = np.linspace(0, 1, 101)
MOST_VALUES = 100
_MOST_ROWS = 100_000


def of_features(design: Design, table: Table, rows: Rows) -> dict[str, Any]:
    """Return the distribution of each input column over rows; large tables are looked at through a sample of rows."""
    if len(rows) > _MOST_ROWS:
        rows = np.sort(np.random.default_rng(design.seed).choice(rows, _MOST_ROWS, replace=False))
    found = {}
    for column, feature in design.inputs().items():
        if feature.type in ("NUMERIC", "VECTOR", "IMAGE", "CATEGORY"):
            found[column] = _feature(table, column, rows, feature.type)
    return {"rows": len(rows), "features": found}


def of_answers(judged: Judged) -> dict[str, Any]:
    """Return how a model's answers on unseen rows were distributed."""
    if not judged.classes:
        return {"answers": {"kind": "number", **_numbers(np.asarray(judged.predicted, dtype=np.float64))}}
    counts = np.bincount(np.asarray(judged.predicted, dtype=np.int64), minlength=len(judged.classes))
    said = {name: int(count) for name, count in zip(judged.classes, counts, strict=True)}
    return {"answers": {"kind": "category", "counts": said, "other": 0, "missing": 0}}


def measured(table: Table, column: str, kind: FeatureType, known: dict[str, Any] | None = None) -> NDArray[Any]:
    """Return what is compared of a column: numbers (NaN where missing) or texts (None); of vectors, distances.

    `known` is the reference with the mean vector that distances are taken from.
    """
    if kind == "CATEGORY":
        return table.texts(column)
    if kind == "NUMERIC":
        return table.numbers(column)
    vectors = table.vectors(column)
    mean = np.asarray((known or {})["mean"], dtype=np.float32)
    if vectors.matrix.shape[1] != len(mean):
        return np.full(len(vectors.present), np.nan)
    distances = np.sqrt(np.square(vectors.matrix - mean, dtype=np.float64).sum(axis=1))
    distances[~vectors.present] = np.nan
    return np.asarray(distances)


def _feature(table: Table, column: str, rows: Rows, kind: FeatureType) -> dict[str, Any]:
    if kind == "CATEGORY":
        return {"kind": "category", **_categories(table.texts(column)[rows])}
    if kind == "NUMERIC":
        return {"kind": "number", **_numbers(table.numbers(column)[rows])}
    vectors = table.vectors(column)
    there = rows[vectors.present[rows]]
    length = vectors.matrix.shape[1]
    mean = np.zeros(length)
    for start in range(0, len(there), 1024):
        mean += vectors.matrix[there[start : start + 1024]].sum(axis=0, dtype=np.float64)
    mean = (mean / max(1, len(there))).astype(np.float32)
    distances = np.full(len(rows), np.nan)
    for start in range(0, len(rows), 1024):
        some = rows[start : start + 1024]
        away = np.sqrt(np.square(vectors.matrix[some] - mean, dtype=np.float64).sum(axis=1))
        distances[start : start + 1024] = np.where(vectors.present[some], away, np.nan)
    if len(there) > 1:
        # each row has drawn the mean towards itself: this is its distance from the mean of the others, as new rows have
        distances *= len(there) / (len(there) - 1)
    return {"kind": "vector", "mean": [float(one) for one in mean], **_numbers(distances)}


def _numbers(values: NDArray[np.float64]) -> dict[str, Any]:
    there = values[~np.isnan(values)]
    quantiles = [float(one) for one in np.quantile(there, QUANTILES)] if len(there) else []
    return {"quantiles": quantiles, "count": len(there), "missing": int(len(values) - len(there))}


def _categories(values: NDArray[Any]) -> dict[str, Any]:
    counts: dict[str, int] = {}
    missing = 0
    for value in values:
        if value is None:
            missing += 1
        else:
            counts[value] = counts.get(value, 0) + 1
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return {
        "counts": dict(ranked[:MOST_VALUES]),
        "other": sum(count for _, count in ranked[MOST_VALUES:]),
        "missing": missing,
    }
