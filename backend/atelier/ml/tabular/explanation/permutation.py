"""Permutation importance: how much worse the model is when a column's values are shuffled among the rows.

Breiman, Random Forests, Machine Learning 45 (2001), section 10. A vector is shuffled as a whole.
"""

from typing import Any

import numpy as np

from atelier.errors import InvalidInput
from atelier.ml.tabular.metrics import registry as metrics
from atelier.ml.tabular.metrics.base import Judged
from atelier.ml.tabular.model import Prediction, TabularModel
from atelier.ml.tabular.sample import Sample
from atelier.ml.tabular.target import coded

_REPEATS = 5


def importance(model: TabularModel, sample: Sample) -> dict[str, Any]:
    """Return, for each column, the mean loss of the task's metric and its spread, largest first."""
    design = model.design
    table = sample.table
    target = coded(design, table, unseen=True)
    rows = target.rows
    metric = metrics.chosen(design.modeling.metrics)
    blocks = model.preprocessor.blocks(table, rows)
    rng = np.random.default_rng(design.seed)

    def score(prediction: Prediction) -> float:
        judged = Judged(target.values[rows], prediction.values, prediction.probabilities, model.classes)
        value = metric.value(judged, design.modeling.metrics)
        if value is None:
            raise InvalidInput(
                f"{metric.label} has no value on the rows kept with the model, so nothing can be compared by it.",
                hint="Rank the task's models by another metric and train again.",
            )
        return value

    sign = 1 if metric.greater_is_better else -1
    whole = score(model.predict_blocks(blocks))
    found = []
    for place, part in enumerate(model.preprocessor.parts):
        losses = []
        for _ in range(_REPEATS):
            mixed = list(blocks)
            mixed[place] = blocks[place][rng.permutation(len(rows))]
            losses.append(sign * (whole - score(model.predict_blocks(mixed))))
        found.append({"name": part.column, "loss": float(np.mean(losses)), "spread": float(np.std(losses))})
    found.sort(key=lambda one: -float(str(one["loss"])))
    return {"metric": metric.type, "label": metric.label, "score": whole, "rows": len(rows), "columns": found}
