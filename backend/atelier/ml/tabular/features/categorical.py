"""Categories: one feature for each frequent value."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from atelier.ml.tabular.features.base import Block, FeatureHandler, Handling, State, Target, named
from atelier.ml.tabular.table import Rows, Table

OTHER = "(other)"
MISSING = "(empty)"


class CategoryHandling(Handling):
    missing_handling: Literal["IMPUTE", "DROP_ROW", "NONE"] = "NONE"
    category_handling: Literal["DUMMIFY"] = "DUMMIFY"
    max_nb_categories: int = Field(100, ge=1, le=10_000)


class CategoryFeature(FeatureHandler[CategoryHandling]):
    """One of a set of values, each a text."""

    type = "CATEGORY"
    label = "Categorical"
    Handling = CategoryHandling

    def missing(self, table: Table, name: str) -> NDArray[np.bool_]:
        return np.array([value is None for value in table.texts(name)], dtype=bool)

    def fit(self, table: Table, name: str, rows: Rows, handling: CategoryHandling, target: Target) -> State:
        texts = table.texts(name)[rows]
        values, counts = np.unique(np.array([t for t in texts if t is not None], dtype=object), return_counts=True)
        order = np.lexsort((values.astype(str), -counts))[: handling.max_nb_categories]
        kept = [str(values[place]) for place in order]
        return State(named(name, [*kept, OTHER, MISSING]), {"values": kept})

    def transform(self, table: Table, name: str, rows: Rows, handling: CategoryHandling, state: State) -> Block:
        from scipy import sparse

        places = {value: place for place, value in enumerate(state.facts["values"])}
        other = len(places)
        texts = table.texts(name)[rows]
        found = np.array([other + 1 if t is None else places.get(t, other) for t in texts], dtype=np.int32)
        return sparse.csr_matrix(
            (np.ones(len(rows), dtype=np.float32), found, np.arange(len(rows) + 1)), shape=(len(rows), other + 2)
        )
