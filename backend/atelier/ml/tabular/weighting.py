"""How much each row counts: by its class, by a column, by both."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.errors import InvalidInput
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.table import Rows, Table


def weights_of(design: Design, table: Table, rows: Rows, target: NDArray[Any]) -> NDArray[np.float64] | None:
    """Return the weight of each of `rows`, shape (rows,), with mean 1; None where all count the same.

    `target` holds the classes of `rows`. Raises `InvalidInput` for weights that are missing or below 0.
    """
    method = design.weight.weightMethod
    weights: NDArray[np.float64] | None = None
    if method in ("CLASS_WEIGHT", "CLASS_AND_SAMPLE_WEIGHT") and design.is_classification:
        counts = np.bincount(target, minlength=len(design.classes)).astype(np.float64)
        known = np.count_nonzero(counts)
        if len(np.unique(counts[counts > 0])) > 1:
            share = np.divide(len(target), known * counts, out=np.zeros_like(counts), where=counts > 0)
            weights = share[target]
    if method in ("SAMPLE_WEIGHT", "CLASS_AND_SAMPLE_WEIGHT"):
        name = design.weight.sampleWeightVariable
        given = table.numbers(name)[rows]
        if np.isnan(given).any() or (given < 0).any():
            raise InvalidInput.at(
                "weight.sampleWeightVariable",
                f"“{name}” must hold a number of at least 0 in every row to weigh rows by.",
            )
        if not given.any():
            raise InvalidInput.at("weight.sampleWeightVariable", f"All weights in “{name}” are 0.")
        weights = given if weights is None else weights * given
        weights = weights / weights.mean()
    return weights
