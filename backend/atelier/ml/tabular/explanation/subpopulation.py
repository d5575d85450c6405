"""Sub-populations: how good the model is on the rows of each value of a column."""

from itertools import pairwise
from typing import Any

import numpy as np

from atelier.errors import NotFound
from atelier.ml.tabular.evaluation import metrics_of
from atelier.ml.tabular.metrics.base import Judged
from atelier.ml.tabular.model import TabularModel
from atelier.ml.tabular.sample import Sample
from atelier.ml.tabular.target import coded

_MOST = 12


def performance(model: TabularModel, sample: Sample, column: str) -> dict[str, Any]:
    """Return the metrics on the rows of each value of a column (of each quarter of a number), and on all rows."""
    table = sample.table
    if not table.has(column) or column not in model.design.preprocessing.per_feature:
        raise NotFound(f"“{column}” is not kept with this model.")
    target = coded(model.design, table, unseen=True)
    rows = target.rows
    answer = model.predict(table, rows)

    problems: list[str] = []

    def figures(chosen: Any) -> dict[str, Any]:
        probabilities = None if answer.probabilities is None else answer.probabilities[chosen]
        judged = Judged(target.values[rows][chosen], answer.values[chosen], probabilities, model.classes)
        return metrics_of(model.design, judged, on_problem=lambda error: problems.append(error.message))

    groups = _groups(model, sample, column, rows)
    whole = figures(np.ones(len(rows), dtype=bool))
    parts = [
        {"name": name, "rows": int(chosen.sum()), "metrics": figures(chosen)} for name, chosen in groups if chosen.any()
    ]
    return {
        "column": column,
        "rows": len(rows),
        "all": whole,
        "groups": parts,
        "problem": problems[0] if problems else "",
    }


def _groups(model: TabularModel, sample: Sample, column: str, rows: Any) -> list[tuple[str, Any]]:
    table = sample.table
    if model.design.preprocessing.per_feature[column].type == "NUMERIC":
        numbers = table.numbers(column)[rows]
        known = numbers[~np.isnan(numbers)]
        edges = np.unique(np.quantile(known, [0, 0.25, 0.5, 0.75, 1])) if len(known) else np.array([0.0, 0.0])
        found: list[tuple[str, Any]] = []
        for low, high in pairwise(edges):
            is_last = high == edges[-1]
            inside = (numbers >= low) & ((numbers <= high) if is_last else (numbers < high))
            found.append((f"{low:g} to {high:g}", inside))
        return [*found, ("empty", np.isnan(numbers))]
    texts = table.texts(column)[rows]
    names, counts = np.unique([str(text) for text in texts if text is not None], return_counts=True)
    kept = [str(names[place]) for place in np.argsort(-counts, kind="stable")[:_MOST]]
    return [*((name, texts == name) for name in kept), ("empty", np.array([text is None for text in texts]))]
