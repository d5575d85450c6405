"""Vectors: each of their numbers is a feature."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from atelier.errors import InvalidInput
from atelier.ml.tabular.features.base import (
    Block,
    FeatureHandler,
    Handling,
    State,
    Target,
    named,
    setting,
)
from atelier.ml.tabular.table import Rows, Table

RESCALING = {"AVGSTD": "Standard", "NONE": "None"}
BRIEF_RESCALING = {"AVGSTD": "standard rescaling"}


class VectorHandling(Handling):
    vector_handling: Literal["UNFOLD"] = setting(
        "UNFOLD",
        label="Handling",
        options={"UNFOLD": "One feature for each number"},
        brief={"UNFOLD": "one feature for each number"},
    )
    rescaling: Literal["AVGSTD", "NONE"] = setting(
        "AVGSTD", label="Rescaling", options=RESCALING, brief=BRIEF_RESCALING
    )


class Vectors(FeatureHandler[VectorHandling]):
    """What all features that are vectors share."""

    is_base = True

    def missing(self, table: Table, name: str) -> NDArray[np.bool_]:
        return ~table.vectors(name).present

    def fit(self, table: Table, name: str, rows: Rows, handling: VectorHandling, target: Target) -> State:
        found = table.vectors(name)
        known = rows[found.present[rows]]
        length = found.matrix.shape[1]
        mean, scale = np.zeros(length), np.ones(length)
        if handling.rescaling == "AVGSTD" and len(known):
            mean, scale = _moments(found.matrix, known)
        places = [str(place) for place in range(length)]
        return State(
            named(name, places),
            {"length": length},
            {"mean": mean.astype(np.float32), "scale": scale.astype(np.float32)},
        )

    def transform(self, table: Table, name: str, rows: Rows, handling: VectorHandling, state: State) -> Block:
        found = table.vectors(name)
        if found.matrix.shape[1] != state.facts["length"]:
            raise InvalidInput(
                f"The vectors of “{name}” have {found.matrix.shape[1]:,} numbers, but the model was trained on "
                f"{state.facts['length']:,}.",
                hint="Extract the features with the same layer of the same network.",
            )
        block = found.matrix[rows]
        block -= state.arrays["mean"]
        block /= state.arrays["scale"]
        block[~found.present[rows]] = 0.0  # the mean, once rescaled
        return block


def _moments(matrix: NDArray[np.float32], rows: Rows) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return mean and standard deviation of each column, without a copy of the matrix in double precision."""
    total = np.zeros(matrix.shape[1])
    squares = np.zeros(matrix.shape[1])
    for start in range(0, len(rows), 1024):
        some = matrix[rows[start : start + 1024]].astype(np.float64)
        total += some.sum(axis=0)
    mean = total / len(rows)
    for start in range(0, len(rows), 1024):
        some = matrix[rows[start : start + 1024]].astype(np.float64)
        squares += ((some - mean) ** 2).sum(axis=0)
    scale = np.sqrt(squares / len(rows))
    scale[scale < 1e-12] = 1.0
    return mean, scale


class VectorFeature(Vectors):
    """A list of numbers of one length, such as the output of a network's layer; each number becomes a feature."""

    type = "VECTOR"
    label = "Vector"
    Handling = VectorHandling
