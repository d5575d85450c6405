"""Numbers: gaps filled, rescaled, derived, cut into bins."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from atelier.ml.tabular.features.base import Block, FeatureHandler, Handling, State, Target
from atelier.ml.tabular.table import Rows, Table


class NumericHandling(Handling):
    missing_impute_with: Literal["MEAN", "MEDIAN", "CONSTANT"] = "MEAN"
    impute_constant_value: float = Field(0.0, allow_inf_nan=False)
    rescaling: Literal["AVGSTD", "MINMAX", "NONE"] = "AVGSTD"


class NumericFeature(FeatureHandler[NumericHandling]):
    """A number or a date (as days)."""

    type = "NUMERIC"
    label = "Numerical"
    Handling = NumericHandling

    def missing(self, table: Table, name: str) -> NDArray[np.bool_]:
        return np.isnan(table.numbers(name))

    def fit(self, table: Table, name: str, rows: Rows, handling: NumericHandling, target: Target) -> State:
        numbers = table.numbers(name)[rows]
        known = numbers[~np.isnan(numbers)]
        fill = handling.impute_constant_value
        if len(known) and handling.missing_impute_with != "CONSTANT":
            fill = float(np.mean(known) if handling.missing_impute_with == "MEAN" else np.median(known))
        filled = np.where(np.isnan(numbers), fill, numbers)
        shift, scale = 0.0, 1.0
        if handling.rescaling == "AVGSTD":
            shift, scale = float(filled.mean()), float(filled.std())
        elif handling.rescaling == "MINMAX":
            shift, scale = float(filled.min()), float(np.ptp(filled))
        return State([name], {"fill": fill, "shift": shift, "scale": scale if scale > 1e-12 else 1.0})

    def transform(self, table: Table, name: str, rows: Rows, handling: NumericHandling, state: State) -> Block:
        numbers = table.numbers(name)[rows]
        filled = np.where(np.isnan(numbers), state.facts["fill"], numbers)
        return ((filled - state.facts["shift"]) / state.facts["scale"]).astype(np.float32)[:, None]
