"""From columns to one matrix: every feature's handling, features made of features, and their reduction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from atelier.errors import InvalidInput
from atelier.ml.tabular import generation
from atelier.ml.tabular.design import Design, Feature
from atelier.ml.tabular.features import registry
from atelier.ml.tabular.features.base import Block, State, Target
from atelier.ml.tabular.generation import Step
from atelier.ml.tabular.reduction import Reduction
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

    def __init__(self, parts: list[Fitted], steps: Sequence[Step] = (), reduction: Reduction | None = None) -> None:
        self.parts = parts
        self.steps = list(steps)
        self.reduction = reduction

    @classmethod
    def fit(cls, design: Design, table: Table, rows: Rows, target: Target) -> "tuple[Preprocessor, Block]":
        """Learn from the training rows and return their matrix, which no row's own target has come into.

        Raises `InvalidInput` when no feature is left.
        """
        parts: list[Fitted] = []
        blocks: list[Block] = []
        for column, feature in design.inputs().items():
            handler = registry.get(feature.type)
            handling = handler.Handling.model_validate(feature.handling)
            state, block = handler.fit_transform(table, column, rows, handling, target)
            parts.append(Fitted(column, feature, state))
            blocks.append(block)
        made = cls(parts, generation.steps_of(design))
        if not made.names:
            raise InvalidInput(
                "No feature is left to learn from.", hint="Give at least one column the role Input under Features."
            )
        matrix = made._together(blocks)
        made.reduction = Reduction.fit(design.preprocessing.feature_reduction, matrix, made.names, target)
        return made, matrix if made.reduction is None else made.reduction.transform(matrix)

    @property
    def names(self) -> list[str]:
        """Return the names of the matrix's columns."""
        return self._all_names() if self.reduction is None else self.reduction.names

    def _all_names(self) -> list[str]:
        by_column = {part.column: part.state.names for part in self.parts}
        own = [name for part in self.parts for name in part.state.names]
        return own + generation.names_of(self.steps, by_column) if self.steps else own

    def origins(self) -> list[str]:
        """Return, for each column of the matrix, the dataset's column it comes from; empty where it is of several."""
        own = [part.column for part in self.parts for _ in part.state.names]
        own += [""] * (len(self._all_names()) - len(own))
        return own if self.reduction is None else self.reduction.origins(own)

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

    def matrix_of(self, blocks: Sequence[Block], *, dense: bool = False) -> Block:
        """Return the matrix that the columns' blocks give, with what is made of them, reduced."""
        from scipy import sparse

        matrix = self._together(list(blocks))
        if self.reduction is not None:
            matrix = self.reduction.transform(matrix)
        return matrix.toarray() if dense and sparse.issparse(matrix) else matrix

    def _together(self, blocks: list[Any]) -> Block:
        from scipy import sparse

        if self.steps:
            by_column = {part.column: block for part, block in zip(self.parts, blocks, strict=True)}
            blocks = [*blocks, *generation.made(self.steps, by_column)]
        if len(blocks) == 1 and not sparse.issparse(blocks[0]):
            return blocks[0]
        filled = sum([int(one.nnz if sparse.issparse(one) else one.size) for one in blocks])
        places = sum(one.shape[0] * one.shape[1] for one in blocks)
        if filled > _DENSE_SHARE * places:
            arrays = [one.toarray() if sparse.issparse(one) else one for one in blocks]
            return np.hstack(arrays) if len(arrays) > 1 else arrays[0]
        return sparse.hstack([sparse.csr_matrix(one) for one in blocks], format="csr", dtype=np.float32)

    # -- stored

    def to_plain(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what is stored: JSON, and arrays by name."""
        parts: list[dict[str, Any]] = []
        arrays: dict[str, Any] = {}
        for place, part in enumerate(self.parts):
            facts = {"column": part.column, "feature": part.feature.model_dump(), "names": part.state.names}
            parts.append({**facts, "facts": part.state.facts})
            arrays |= {f"{place}.{name}": array for name, array in part.state.arrays.items()}
        plain: dict[str, Any] = {"parts": parts, "steps": self.steps}
        if self.reduction is not None:
            plain["reduction"] = {"method": self.reduction.method, "names": self.reduction.names}
            arrays |= {f"reduction.{name}": array for name, array in self.reduction.arrays.items()}
        return plain, arrays

    @classmethod
    def from_plain(cls, plain: dict[str, Any], arrays: dict[str, Any]) -> "Preprocessor":
        """Make it again from what was stored."""
        owned: dict[str, dict[str, Any]] = {}
        for name, array in arrays.items():
            owner, _, own = name.partition(".")
            owned.setdefault(owner, {})[own] = array
        parts = [
            Fitted(
                one["column"],
                Feature.model_validate(one["feature"]),
                State(one["names"], one["facts"], owned.get(str(place), {})),
            )
            for place, one in enumerate(plain["parts"])
        ]
        reduced = plain.get("reduction")
        reduction = Reduction(reduced["method"], reduced["names"], owned["reduction"]) if reduced else None
        return cls(parts, plain.get("steps", ()), reduction)


def complete_rows(design: Design, table: Table, rows: Rows) -> Rows:
    """Return the rows that no feature asks to be dropped for a missing value."""
    keep = np.ones(len(rows), dtype=bool)
    for column, feature in design.inputs().items():
        if feature.handling.get("missing_handling") == "DROP_ROW":
            keep &= ~registry.get(feature.type).missing(table, column)[rows]
    return rows[keep]
