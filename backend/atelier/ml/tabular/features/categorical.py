"""Categories: a feature for each frequent value, or what the target is where it stands, a rank, a share, a hash."""

import zlib
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from atelier.ml.tabular.features.base import Block, FeatureHandler, Handling, State, Target, named
from atelier.ml.tabular.features.impact import Impact
from atelier.ml.tabular.table import Rows, Table

OTHER = "(other)"
MISSING = "(empty)"


class CategoryHandling(Handling):
    missing_handling: Literal["IMPUTE", "DROP_ROW", "NONE"] = "NONE"
    missing_impute_with: Literal["MODE", "CONSTANT"] = "MODE"
    impute_constant_value: str = ""
    category_handling: Literal["DUMMIFY", "IMPACT", "ORDINAL", "FREQUENCY", "HASHING", "FLAG_PRESENCE"] = "DUMMIFY"
    dummy_clip: Literal["MAX_NB_CATEGORIES", "CUMULATIVE_PROPORTION", "MIN_SAMPLES"] = "MAX_NB_CATEGORIES"
    max_nb_categories: int = Field(100, ge=1, le=10_000, title="Most values with a feature of their own")
    cumulative_proportion: float = Field(0.95, gt=0, le=1, title="Share of rows whose values have one")
    min_samples: int = Field(10, ge=1, title="Rows a value needs to have one")
    dummy_drop: Literal["NONE", "DROP"] = "NONE"
    impact_m: float = Field(10.0, ge=0, title="Rows by which a value's own mean is held to that of all")
    ordinal_order: Literal["COUNT", "LEXICOGRAPHIC"] = "COUNT"
    nb_bins_hashing: int = Field(64, ge=2, le=1_048_576, title="Hash bins")


class CategoryFeature(FeatureHandler[CategoryHandling]):
    """One of a set of values, each a text."""

    type = "CATEGORY"
    label = "Categorical"
    Handling = CategoryHandling

    def missing(self, table: Table, name: str) -> NDArray[np.bool_]:
        return np.array([value is None for value in table.texts(name)], dtype=bool)

    def fit(self, table: Table, name: str, rows: Rows, handling: CategoryHandling, target: Target) -> State:
        texts = table.texts(name)[rows]
        values, counts = _counted(texts)
        facts: dict[str, Any] = {"fill": None}
        if handling.missing_handling == "IMPUTE":
            facts["fill"] = handling.impute_constant_value or None
            if handling.missing_impute_with == "MODE" and values:
                facts["fill"] = values[0]
        match handling.category_handling:
            case "FLAG_PRESENCE":
                return State([f"{name}:present"], facts)
            case "HASHING":
                return State(named(name, [f"hash {place}" for place in range(handling.nb_bins_hashing)]), facts)
            case "IMPACT":
                facts["values"] = values
                places = self._places(table, name, rows, facts)
                impact = Impact.fit(places, len(values), target, handling.impact_m)
                return State(named(name, impact.names()), facts, impact.arrays())
            case "FREQUENCY":
                facts["values"] = values
                return State([f"{name}:share"], facts, {"shares": np.array(counts) / max(1, len(texts))})
            case "ORDINAL":
                facts["values"] = sorted(values) if handling.ordinal_order == "LEXICOGRAPHIC" else values
                ranks = self._places(table, name, rows, facts).astype(np.float64)
                scale = float(ranks.std()) if len(ranks) else 0.0
                facts |= {"shift": float(ranks.mean()) if len(ranks) else 0.0, "scale": scale if scale > 1e-12 else 1.0}
                return State([f"{name}:rank"], facts)
            case _:
                facts["values"] = _kept(values, counts, handling)
                columns = [*facts["values"], OTHER, MISSING]
                facts["dropped"] = 1 if handling.dummy_drop == "DROP" and facts["values"] else 0
                return State(named(name, columns[facts["dropped"] :]), facts)

    def fit_transform(
        self, table: Table, name: str, rows: Rows, handling: CategoryHandling, target: Target
    ) -> tuple[State, Block]:
        state = self.fit(table, name, rows, handling, target)
        if handling.category_handling != "IMPACT":
            return state, self.transform(table, name, rows, handling, state)
        places = self._places(table, name, rows, state.facts)
        return state, Impact.of(state.arrays).crossed(places, target, handling.impact_m)

    def transform(self, table: Table, name: str, rows: Rows, handling: CategoryHandling, state: State) -> Block:
        match handling.category_handling:
            case "FLAG_PRESENCE":
                present = ~self.missing(table, name)[rows]
                return present.astype(np.float32)[:, None]
            case "HASHING":
                return self._hashed(table, name, rows, handling.nb_bins_hashing, state.facts["fill"])
        places = self._places(table, name, rows, state.facts)
        match handling.category_handling:
            case "IMPACT":
                return Impact.of(state.arrays).at(places)
            case "FREQUENCY":
                shares = np.append(state.arrays["shares"], (0.0, 0.0))
                return shares[places].astype(np.float32)[:, None]
            case "ORDINAL":
                ranks = (places - state.facts["shift"]) / state.facts["scale"]
                return ranks.astype(np.float32)[:, None]
        return _dummies(places, len(state.facts["values"]) + 2, state.facts["dropped"])

    def _places(self, table: Table, name: str, rows: Rows, facts: dict[str, Any]) -> NDArray[np.int64]:
        """Return the place of each row's value; unknown ones come behind the known, empty cells behind those."""
        known = {value: place for place, value in enumerate(facts["values"])}
        other = len(known)
        fill = facts["fill"]
        found = (fill if text is None else text for text in table.texts(name)[rows])
        places = (other + 1 if text is None else known.get(text, other) for text in found)
        return np.fromiter(places, dtype=np.int64, count=len(rows))

    def _hashed(self, table: Table, name: str, rows: Rows, bins: int, fill: str | None) -> Block:
        from scipy import sparse

        texts = [fill if text is None else text for text in table.texts(name)[rows]]
        filled = np.array([text is not None for text in texts], dtype=bool)
        places = [zlib.crc32(text.encode()) % bins for text in texts if text is not None]
        ends = np.concatenate([[0], np.cumsum(filled)])
        return sparse.csr_matrix((np.ones(len(places), dtype=np.float32), places, ends), shape=(len(rows), bins))


def _counted(texts: NDArray[np.object_]) -> tuple[list[str], list[int]]:
    """Return the values with their counts, commonest first, then by name."""
    counts: dict[str, int] = {}
    for text in texts:
        if text is not None:
            counts[text] = counts.get(text, 0) + 1
    order = sorted(counts, key=lambda value: (-counts[value], value))
    return order, [counts[value] for value in order]


def _kept(values: list[str], counts: list[int], handling: CategoryHandling) -> list[str]:
    match handling.dummy_clip:
        case "CUMULATIVE_PROPORTION":
            reached = np.cumsum(counts) / max(1, sum(counts))
            last = int(np.searchsorted(reached, handling.cumulative_proportion - 1e-12)) + 1
            return values[: min(last, handling.max_nb_categories)]
        case "MIN_SAMPLES":
            frequent = [value for value, count in zip(values, counts, strict=True) if count >= handling.min_samples]
            return frequent[: handling.max_nb_categories]
        case _:
            return values[: handling.max_nb_categories]


def _dummies(places: NDArray[np.int64], count: int, dropped: int) -> Block:
    from scipy import sparse

    ones = np.ones(len(places), dtype=np.float32)
    whole = sparse.csr_matrix((ones, places, np.arange(len(places) + 1)), shape=(len(places), count))
    return whole[:, dropped:] if dropped else whole
