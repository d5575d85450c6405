"""Pictures: what a network makes of each is a vector, whose numbers are features."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from atelier.errors import InvalidInput
from atelier.ml.tabular.features.base import Block, State, Target, setting
from atelier.ml.tabular.features.vector import BRIEF_RESCALING, RESCALING, VectorHandling, Vectors
from atelier.ml.tabular.table import Rows, Table

LENGTH, NETWORK = "length", "network"  # what a fitted handling keeps: how long the vectors are, and what made them


class ImageHandling(VectorHandling):
    pictureFolder: str = setting(
        "", label="Folder of the pictures", help="The one that the paths are in.", widget="folder"
    )
    networkFolder: str = setting("", label="Network", help="A model folder.", widget="folder")
    layer: int = setting(
        -2, label="Layer", help="Counted backwards: -1 is the last one, -2 the one before it.", le=-1, ge=-100_000
    )
    rescaling: Literal["AVGSTD", "NONE"] = setting(
        "AVGSTD", label="Rescaling", options=RESCALING, brief=BRIEF_RESCALING
    )


class ImageFeature(Vectors):
    """The path of a picture; the output of a layer of a network for it becomes the features."""

    type = "IMAGE"
    label = "Image"
    Handling = ImageHandling

    def fit(self, table: Table, name: str, rows: Rows, handling: VectorHandling, target: Target) -> State:
        _demand_embedded(table, name)
        state = super().fit(table, name, rows, handling, target)
        state.facts[NETWORK] = table.made_by(name)
        return state

    def transform(self, table: Table, name: str, rows: Rows, handling: VectorHandling, state: State) -> Block:
        _demand_embedded(table, name)
        return super().transform(table, name, rows, handling, state)

    def missing(self, table: Table, name: str) -> NDArray[np.bool_]:
        _demand_embedded(table, name)
        return super().missing(table, name)


def _demand_embedded(table: Table, name: str) -> None:
    if not table.has_vectors(name):
        raise InvalidInput(
            f"The pictures that “{name}” names are not at hand here, so the model cannot look into them.",
            hint="Score a dataset that names them, with their folder and the network.",
        )
