"""What the handling of a type of feature is: fitted on the training rows, then applied to any rows.

A fitted handling is plain data: JSON and arrays. Nothing of it is ever pickled.
"""

import builtins
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from atelier.errors import FieldProblem
from atelier.ml.tabular.design import FeatureType
from atelier.ml.tabular.table import Rows, Table
from atelier.sentences import sentence

LARGEST = 1e15
Block = Any
"""Values of shape (rows, features): an array of float32, or a SciPy CSR matrix of it."""


def when(field: str, *values: str) -> dict[str, Any]:
    """Return the condition that another setting has one of some values; `every` joins such."""
    return {"field": field, "op": "in", "value": list(values)}


def every(*conditions: dict[str, Any]) -> dict[str, Any]:
    """Return the condition that all of some hold."""
    return {"all": list(conditions)}


def setting(
    default: Any,
    *,
    label: str,
    help: str = "",
    options: dict[str, str] | None = None,
    brief: dict[str, str] | None = None,
    shown_if: dict[str, Any] | None = None,
    widget: str | None = None,
    **bounds: Any,
) -> Any:
    """Declare one setting of a handling, once: form, and the line that a design tells of a column, follow from it.

    `options` are the labels of its values; `brief` what values (True: "true") say of a column in a line of words,
    where they say something: {"DROP_ROW": "rows with gaps left out"}. `shown_if` is data, as recipes have it.
    `bounds` are those of Pydantic's `Field`.
    """
    ui = {"widget": widget, "options": options, "brief": brief, "shown_if": shown_if}
    extra: dict[str, Any] = {"ui": {name: value for name, value in ui.items() if value is not None}}
    return Field(default, title=label, description=help or None, json_schema_extra=extra, **bounds)


IMPUTE = {"IMPUTE": "Fill them"}
DROP_ROW = {"DROP_ROW": "Leave the row out"}
BRIEF_MISSING = {"DROP_ROW": "rows with gaps left out"}
IS_FILLED = when("missing_handling", "IMPUTE")


class Handling(BaseModel):
    """Base of the settings of a type of feature; unknown names are refused."""

    model_config = ConfigDict(extra="forbid", validate_default=True)

    missing_handling: Literal["IMPUTE", "DROP_ROW", "NONE"] = setting(
        "IMPUTE", label="Empty cells", options={**IMPUTE, **DROP_ROW, "NONE": "As they are"}, brief=BRIEF_MISSING
    )


@dataclass(frozen=True, slots=True)
class Target:
    """The target of the training rows: class places of shape (rows,), or numbers; for target encoding."""

    values: NDArray[Any]
    class_count: int  # 0: numbers
    seed: int
    weights: NDArray[np.float64] | None = None


@dataclass(slots=True)
class State:
    """What was learnt of a column: `facts` is JSON, `arrays` are stored beside it."""

    names: list[str]
    facts: dict[str, Any] = field(default_factory=dict)
    arrays: dict[str, NDArray[Any]] = field(default_factory=dict)


H = TypeVar("H", bound=Handling)


class FeatureHandler(Generic[H]):
    """Base of all types of features. The class docstring is the description shown to users."""

    type: ClassVar[FeatureType]
    label: ClassVar[str]
    Handling: ClassVar[builtins.type[Handling]]

    def default(self) -> dict[str, Any]:
        """Return the handling of a new feature of this type."""
        return self.Handling().model_dump()

    def problems(self, handling: Mapping[str, Any], loc: tuple[str | int, ...]) -> list[FieldProblem]:
        """Return what is wrong with settings, as sentences."""
        from pydantic import ValidationError

        try:
            self.Handling.model_validate(dict(handling))
        except ValidationError as error:
            return [
                FieldProblem((*loc, *one["loc"]), sentence(dict(one), self.Handling))
                for one in error.errors(include_url=False)
            ]
        return []

    def missing(self, table: Table, name: str) -> NDArray[np.bool_]:
        """Return which rows have no value, shape (rows,)."""
        raise NotImplementedError

    def fit(self, table: Table, name: str, rows: Rows, handling: H, target: Target) -> State:
        """Learn what is needed from the training rows; raises `InvalidInput` naming the column."""
        raise NotImplementedError

    def fit_transform(self, table: Table, name: str, rows: Rows, handling: H, target: Target) -> tuple[State, Block]:
        """Learn from the training rows and return their features.

        These differ from what `transform` gives where a row's own target would otherwise come into its features.
        """
        state = self.fit(table, name, rows, handling, target)
        return state, self.transform(table, name, rows, handling, state)

    def transform(self, table: Table, name: str, rows: Rows, handling: H, state: State) -> Block:
        """Return the features of rows, shape (rows, len(state.names))."""
        raise NotImplementedError


def bounded(values: NDArray[Any]) -> NDArray[np.float32]:
    """Return features in single precision, none so large that sums of squares of them would be infinite."""
    return np.asarray(np.clip(values, -LARGEST, LARGEST), dtype=np.float32)


def named(column: str, parts: Sequence[str]) -> list[str]:
    """Return the names of the features made of a column."""
    return [f"{column}:{part}" for part in parts]
