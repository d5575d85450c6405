"""Categories: a feature for each frequent value, or what the target is where it stands, a rank, a share, a hash."""

import zlib
from typing import Any, Literal

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
    every,
    named,
    setting,
    when,
)
from atelier.ml.tabular.features.impact import Impact
from atelier.ml.tabular.table import Rows, Table

OTHER = "(other)"
MISSING = "(empty)"
_IS_DUMMIES = when("category_handling", "DUMMIFY")


class CategoryHandling(Handling):
    missing_handling: Literal["IMPUTE", "DROP_ROW", "NONE"] = setting(
        "NONE",
        label="Empty cells",
        options={"NONE": "A value of their own", **IMPUTE, **DROP_ROW},
        brief=BRIEF_MISSING,
    )
    missing_impute_with: Literal["MODE", "CONSTANT"] = setting(
        "MODE",
        label="Filled with",
        options={"MODE": "Commonest value", "CONSTANT": "A constant"},
        brief={"MODE": "gaps filled with the commonest value", "CONSTANT": "gaps filled with a constant"},
        shown_if=IS_FILLED,
    )
    impute_constant_value: str = setting(
        "", label="Constant", shown_if=every(IS_FILLED, when("missing_impute_with", "CONSTANT"))
    )
    category_handling: Literal["DUMMIFY", "IMPACT", "ORDINAL", "FREQUENCY", "HASHING", "FLAG_PRESENCE"] = setting(
        "DUMMIFY",
        label="Handling",
        options={
            "DUMMIFY": "One feature a value",
            "IMPACT": "Mean of the target",
            "ORDINAL": "Number of the value",
            "FREQUENCY": "Share of the rows",
            "HASHING": "Hashing",
            "FLAG_PRESENCE": "Filled or empty",
        },
        brief={
            "DUMMIFY": "one feature a value",
            "IMPACT": "mean of the target",
            "ORDINAL": "number of the value",
            "FREQUENCY": "share of the rows",
            "HASHING": "hashed",
            "FLAG_PRESENCE": "filled or empty",
        },
    )
    dummy_clip: Literal["MAX_NB_CATEGORIES", "CUMULATIVE_PROPORTION", "MIN_SAMPLES"] = setting(
        "MAX_NB_CATEGORIES",
        label="Values with a feature of their own",
        options={
            "MAX_NB_CATEGORIES": "The commonest",
            "CUMULATIVE_PROPORTION": "A share of the rows",
            "MIN_SAMPLES": "Those with enough rows",
        },
        shown_if=_IS_DUMMIES,
    )
    max_nb_categories: int = setting(
        100,
        label="Most values with a feature of their own",
        shown_if=every(_IS_DUMMIES, when("dummy_clip", "MAX_NB_CATEGORIES")),
        ge=1,
        le=10_000,
    )
    cumulative_proportion: float = setting(
        0.95,
        label="Share of rows whose values have one",
        shown_if=every(_IS_DUMMIES, when("dummy_clip", "CUMULATIVE_PROPORTION")),
        gt=0,
        le=1,
    )
    min_samples: int = setting(
        10,
        label="Rows a value needs to have one",
        shown_if=every(_IS_DUMMIES, when("dummy_clip", "MIN_SAMPLES")),
        ge=1,
    )
    dummy_drop: Literal["NONE", "DROP"] = setting(
        "NONE", label="One of the values left out", options={"NONE": "No", "DROP": "Yes"}, shown_if=_IS_DUMMIES
    )
    impact_m: float = setting(
        10.0,
        label="Rows by which a value's own mean is held to that of all",
        shown_if=when("category_handling", "IMPACT"),
        ge=0,
    )
    ordinal_order: Literal["COUNT", "LEXICOGRAPHIC"] = setting(
        "COUNT",
        label="Order",
        options={"COUNT": "By count", "LEXICOGRAPHIC": "By name"},
        shown_if=when("category_handling", "ORDINAL"),
    )
    nb_bins_hashing: int = setting(
        64, label="Hash bins", shown_if=when("category_handling", "HASHING"), ge=2, le=1_048_576
    )


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
