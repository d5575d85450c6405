"""From columns to one matrix: every feature's handling, fitted on the training rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from atelier.errors import InvalidInput
from atelier.ml.tabular.design import Design, Feature
from atelier.ml.tabular.features import registry
from atelier.ml.tabular.features.base import Block, State, Target
from atelier.ml.tabular.table import Rows, Table

_DENSE_SHARE = 0.3  # of a sparse matrix's places: fuller ones are cheaper as plain arrays


@dataclass(slots=True)
class Fitted:
    """One column's handling and what it learnt."""

    column: str
    feature: Feature
    state: State


class Preprocessor:
    """All features of a task. Plain data, so that it is stored without pickle."""

    def __init__(self, parts: list[Fitted]) -> None:
        self.parts = parts

    @classmethod
    def fit(cls, design: Design, table: Table, rows: Rows, target: Target) -> "Preprocessor":
        """Learn from the training rows; raises `InvalidInput` when no feature is left."""
        parts = []
        for column, feature in design.inputs().items():
            handler = registry.get(feature.type)
            handling = handler.Handling.model_validate(feature.handling)
            parts.append(Fitted(column, feature, handler.fit(table, column, rows, handling, target)))
        made = cls(parts)
        if not made.names:
            raise InvalidInput(
                "No feature is left to learn from.", hint="Give at least one column the role Input under Features."
            )
        return made

    @property
    def names(self) -> list[str]:
        """Return the names of the matrix's columns."""
        return [name for part in self.parts for name in part.state.names]

    def origins(self) -> list[str]:
        """Return, for each column of the matrix, the dataset's column it comes from."""
        return [part.column for part in self.parts for _ in part.state.names]

    def transform(self, table: Table, rows: Rows, *, dense: bool = False) -> Block:
        """Return the matrix of rows, shape (rows, features): float32, sparse where most of it is zero."""
        return self.matrix_of(self.blocks(table, rows), dense=dense)

    def blocks(self, table: Table, rows: Rows) -> list[Block]:
        """Return what each column gives for rows, in the order of `parts`."""
        return [self.block_of(place, table, rows) for place in range(len(self.parts))]

    def block_of(self, place: int, table: Table, rows: Rows) -> Block:
        """Return what one column gives for rows."""
        part = self.parts[place]
        handler = registry.get(part.feature.type)
        handling = handler.Handling.model_validate(part.feature.handling)
        return handler.transform(table, part.column, rows, handling, part.state)

    def matrix_of(self, blocks: Sequence[Any], *, dense: bool = False) -> Block:
        """Return the matrix that the columns' blocks give together."""
        from scipy import sparse

        if len(blocks) == 1 and not sparse.issparse(blocks[0]):
            return blocks[0]
        filled = sum(int(one.nnz if sparse.issparse(one) else one.size) for one in blocks)
        places = sum(one.shape[0] * one.shape[1] for one in blocks)
        if dense or filled > _DENSE_SHARE * places:
            arrays = [one.toarray() if sparse.issparse(one) else one for one in blocks]
            return np.hstack(arrays) if len(arrays) > 1 else arrays[0]
        return sparse.hstack(blocks, format="csr", dtype=np.float32)

    # -- stored

    def to_plain(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what is stored: JSON, and arrays by name."""
        parts: list[dict[str, Any]] = []
        arrays: dict[str, Any] = {}
        for place, part in enumerate(self.parts):
            facts = {"column": part.column, "feature": part.feature.model_dump(), "names": part.state.names}
            parts.append({**facts, "facts": part.state.facts})
            arrays |= {f"{place}.{name}": array for name, array in part.state.arrays.items()}
        return {"parts": parts}, arrays

    @classmethod
    def from_plain(cls, plain: dict[str, Any], arrays: dict[str, Any]) -> "Preprocessor":
        """Make it again from what was stored."""
        parts = []
        for place, one in enumerate(plain["parts"]):
            own = {name.partition(".")[2]: arrays[name] for name in arrays if name.partition(".")[0] == str(place)}
            state = State(one["names"], one["facts"], own)
            parts.append(Fitted(one["column"], Feature.model_validate(one["feature"]), state))
        return cls(parts)


def complete_rows(design: Design, table: Table, rows: Rows) -> Rows:
    """Return the rows that no feature asks to be dropped for a missing value."""
    keep = np.ones(len(rows), dtype=bool)
    for column, feature in design.inputs().items():
        if feature.handling.get("missing_handling") == "DROP_ROW":
            keep &= ~registry.get(feature.type).missing(table, column)[rows]
    return rows[keep]
