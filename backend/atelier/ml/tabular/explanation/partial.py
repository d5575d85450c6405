"""Partial dependence: the mean answer when one column has the same value in all rows.

Friedman, Greedy function approximation, Annals of Statistics 29 (2001), section 8.2.
"""

from typing import Any

import numpy as np
import pyarrow as pa

from atelier.errors import InvalidInput, NotFound
from atelier.ml.tabular.model import TabularModel
from atelier.ml.tabular.sample import Sample
from atelier.ml.tabular.table import Table

_POINTS = 20


def dependence(model: TabularModel, sample: Sample, column: str) -> dict[str, Any]:
    """Return the mean answer at values of a column: of each class, or of the target.

    Raises `InvalidInput` for a vector, which has no one value, and `NotFound` for a column that is no feature.
    """
    feature = model.design.inputs().get(column)
    if feature is None:
        raise NotFound(f"“{column}” is no feature of this model.")
    if feature.type not in ("NUMERIC", "CATEGORY"):
        raise InvalidInput(
            f"“{column}” is no single value, so there is nothing to vary.",
            hint="Partial dependence is there for numerical and categorical features.",
        )
    table = sample.table
    rows = np.arange(table.row_count)
    blocks = model.preprocessor.blocks(table, rows)
    place = [part.column for part in model.preprocessor.parts].index(column)
    values, shares = _numbers(table, column) if feature.type == "NUMERIC" else _categories(table, column)
    points = []
    for value, share in zip(values, shares, strict=True):
        varied = model.preprocessor.block_of(place, table.with_constant(column, value), rows)
        answer = model.predict_blocks([*blocks[:place], varied, *blocks[place + 1 :]])
        means = answer.values.mean(axis=0) if answer.probabilities is None else answer.probabilities.mean(axis=0)
        points.append({"value": value, "share": share, "means": [float(one) for one in np.atleast_1d(means)]})
    names = list(model.classes) or [model.design.targetVariable]
    return {"column": column, "kind": feature.type, "names": names, "points": points}


def _numbers(table: Table, column: str) -> tuple[list[Any], list[float]]:
    numbers = table.numbers(column)
    known = numbers[~np.isnan(numbers)]
    if len(known) == 0:
        raise InvalidInput(f"“{column}” is empty in all rows kept with the model.")
    values = np.unique(np.quantile(known, np.linspace(0.02, 0.98, _POINTS)))
    edges = [-np.inf, *((values[1:] + values[:-1]) / 2), np.inf]
    counts, _ = np.histogram(known, bins=np.array(edges))
    return [float(value) for value in values], [float(count / len(known)) for count in counts]


def _categories(table: Table, column: str) -> tuple[list[Any], list[float]]:
    found = pa.array([text for text in table.texts(column) if text is not None]).value_counts().to_pylist()
    found.sort(key=lambda one: -one["counts"])
    total = sum(one["counts"] for one in found) or 1
    return [one["values"] for one in found[:_POINTS]], [one["counts"] / total for one in found[:_POINTS]]
