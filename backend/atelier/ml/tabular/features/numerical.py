"""Numbers: gaps filled, rescaled, derived, cut into bins, or reduced to one bit."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from atelier.ml.tabular.features.base import (
    BRIEF_MISSING,
    DROP_ROW,
    IMPUTE,
    IS_FILLED,
    Block,
    FeatureHandler,
    Handling,
    State,
    Target,
    bounded,
    every,
    named,
    setting,
    when,
)
from atelier.ml.tabular.table import Rows, Table

_DERIVED = ("log", "sqrt", "square")
_IS_NUMBER = when("numerical_handling", "REGULAR")
_IS_BIT = when("numerical_handling", "BINARIZE")
_LARGEST = 1e30  # of a cell: its square, summed over all rows, is still a number


class NumericHandling(Handling):
    missing_handling: Literal["IMPUTE", "DROP_ROW"] = setting(
        "IMPUTE", label="Empty cells", options={**IMPUTE, **DROP_ROW}, brief=BRIEF_MISSING
    )
    missing_impute_with: Literal["MEAN", "MEDIAN", "CONSTANT"] = setting(
        "MEAN",
        label="Filled with",
        options={"MEAN": "Mean", "MEDIAN": "Median", "CONSTANT": "A constant"},
        brief={
            "MEAN": "gaps filled with the mean",
            "MEDIAN": "gaps filled with the median",
            "CONSTANT": "gaps filled with a constant",
        },
        shown_if=IS_FILLED,
    )
    impute_constant_value: float = setting(
        0.0, label="Constant", shown_if=every(IS_FILLED, when("missing_impute_with", "CONSTANT")), allow_inf_nan=False
    )
    numerical_handling: Literal["REGULAR", "QUANTILE_BIN", "BINARIZE", "FLAG_PRESENCE"] = setting(
        "REGULAR",
        label="Handling",
        options={
            "REGULAR": "As a number",
            "QUANTILE_BIN": "Bins of equal count",
            "BINARIZE": "Above a threshold",
            "FLAG_PRESENCE": "Filled or empty",
        },
        brief={
            "QUANTILE_BIN": "bins of equal count",
            "BINARIZE": "above a threshold or not",
            "FLAG_PRESENCE": "filled or empty",
        },
    )
    rescaling: Literal["AVGSTD", "MINMAX", "NONE"] = setting(
        "AVGSTD",
        label="Rescaling",
        options={"AVGSTD": "Standard", "MINMAX": "0 to 1", "NONE": "None"},
        brief={"AVGSTD": "standard rescaling", "MINMAX": "rescaled to 0 to 1"},
        shown_if=_IS_NUMBER,
    )
    generate_derivative: bool = setting(
        False,
        label="Add logarithm, square root and square",
        brief={"true": "with logarithm, root and square"},
        shown_if=_IS_NUMBER,
    )
    flag_missing: bool = setting(
        False,
        label="Add a feature that says whether the cell is empty",
        brief={"true": "gaps flagged"},
        shown_if=when("numerical_handling", "REGULAR", "QUANTILE_BIN", "BINARIZE"),
    )
    quantile_bin_nb_bins: int = setting(
        4, label="Bins of equal count", shown_if=when("numerical_handling", "QUANTILE_BIN"), ge=2, le=1000
    )
    binarize_threshold_mode: Literal["MEDIAN", "MEAN", "CONSTANT"] = setting(
        "MEDIAN",
        label="Threshold",
        options={"MEDIAN": "Median", "MEAN": "Mean", "CONSTANT": "A constant"},
        shown_if=_IS_BIT,
    )
    binarize_constant_threshold: float = setting(
        0.0,
        label="Threshold value",
        shown_if=every(_IS_BIT, when("binarize_threshold_mode", "CONSTANT")),
        allow_inf_nan=False,
    )


class NumericFeature(FeatureHandler[NumericHandling]):
    """A number or a date (as days)."""

    type = "NUMERIC"
    label = "Numerical"
    Handling = NumericHandling

    def missing(self, table: Table, name: str) -> NDArray[np.bool_]:
        return np.isnan(table.numbers(name))

    def fit(self, table: Table, name: str, rows: Rows, handling: NumericHandling, target: Target) -> State:
        numbers = _numbers(table, name, rows)
        known = numbers[~np.isnan(numbers)]
        facts = {"fill": _middle(known, handling.missing_impute_with, handling.impute_constant_value)}
        filled = np.where(np.isnan(numbers), facts["fill"], numbers)
        arrays: dict[str, NDArray[np.float64]] = {}
        match handling.numerical_handling:
            case "FLAG_PRESENCE":
                names = [f"{name}:present"]
            case "BINARIZE":
                facts["edge"] = _middle(known, handling.binarize_threshold_mode, handling.binarize_constant_threshold)
                names = [name]
            case "QUANTILE_BIN":
                arrays["edges"] = _edges(known, handling.quantile_bin_nb_bins)
                names = named(name, [f"bin {place}" for place in range(len(arrays["edges"]) + 1)])
            case _:
                derived = _derived(filled, handling)
                names = [name, *(named(name, _DERIVED) if handling.generate_derivative else ())]
                arrays["shift"], arrays["scale"] = _rescaling(derived, handling.rescaling)
        if handling.flag_missing and handling.numerical_handling != "FLAG_PRESENCE":
            names.append(f"{name}:empty")
        return State(names, facts, arrays)

    def transform(self, table: Table, name: str, rows: Rows, handling: NumericHandling, state: State) -> Block:
        numbers = _numbers(table, name, rows)
        is_empty = np.isnan(numbers)
        filled = np.where(is_empty, state.facts["fill"], numbers)
        match handling.numerical_handling:
            case "FLAG_PRESENCE":
                return (~is_empty).astype(np.float32)[:, None]
            case "BINARIZE":
                block = (filled > state.facts["edge"]).astype(np.float32)[:, None]
            case "QUANTILE_BIN":
                edges = state.arrays["edges"]
                block = np.zeros((len(rows), len(edges) + 1), dtype=np.float32)
                block[np.arange(len(rows)), np.searchsorted(edges, filled, side="right")] = 1.0
            case _:
                derived = _derived(filled, handling)
                block = bounded((derived - state.arrays["shift"]) / state.arrays["scale"])
        if handling.flag_missing:
            block = np.hstack([block, is_empty.astype(np.float32)[:, None]])
        return block


def _numbers(table: Table, name: str, rows: Rows) -> NDArray[np.float64]:
    return np.clip(table.numbers(name)[rows], -_LARGEST, _LARGEST)


def _middle(known: NDArray[np.float64], how: str, constant: float) -> float:
    if how == "CONSTANT" or len(known) == 0:
        return constant
    return float(np.mean(known) if how == "MEAN" else np.median(known))


def _edges(known: NDArray[np.float64], bins: int) -> NDArray[np.float64]:
    """Return the borders between bins of about equal count; fewer where values repeat."""
    if len(known) == 0:
        return np.zeros(0)
    inner = np.unique(np.quantile(known, np.linspace(0, 1, bins + 1)[1:-1]))
    return np.asarray(inner[inner > known.min()], dtype=np.float64)


def _derived(filled: NDArray[np.float64], handling: NumericHandling) -> NDArray[np.float64]:
    """Return the number and what is derived of it, shape (rows, 1 or 4); roots and logarithms keep the sign."""
    if not handling.generate_derivative:
        return filled[:, None]
    sign, size = np.sign(filled), np.abs(filled)
    square = np.minimum(filled**2, _LARGEST)
    return np.column_stack([filled, sign * np.log1p(size), sign * np.sqrt(size), square])


def _rescaling(values: NDArray[np.float64], how: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return shift and scale of each column; a constant column is only shifted."""
    width = values.shape[1]
    if how == "NONE" or len(values) == 0:
        return np.zeros(width), np.ones(width)
    if how == "MINMAX":
        shift, scale = values.min(axis=0), np.ptp(values, axis=0)
    else:
        shift, scale = values.mean(axis=0), values.std(axis=0)
    scale[scale <= 1e-12 * np.maximum(1.0, np.abs(shift))] = 1.0
    return shift, scale
