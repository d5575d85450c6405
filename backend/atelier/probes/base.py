"""What a probe is: one class in one file, from which library, form, metrics and docs follow.

A probe measures an item (its subject) and gives metrics: named values. Importing these files imports no DuckDB.
"""

import builtins
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, Protocol, TypeVar

from atelier.errors import FieldProblem
from atelier.recipes.base import Choice, Params
from atelier.recipes.table import TableSource
from atelier.storage.schema import Column

if TYPE_CHECKING:
    from atelier.tables.probe import Probe as Query

Kind = Literal["dataset", "folder", "model"]
Unit = Literal["", "count", "bytes", "share"]
"""How a number is read: a share is between 0 and 1 and shown in percent."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A measured value. `id` is unique in the item, e.g. `col_stats:MIN:price`; a value of None is a missing one."""

    id: str
    label: str
    value: float | int | str | list[Any] | dict[str, Any] | None
    unit: Unit = ""
    detail: Any = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class FolderFigures:
    """Counts of a folder's files. `waiting` pictures were not looked at yet: more of them may prove unreadable."""

    files: int
    bytes: int
    pictures: int
    unreadable: int
    waiting: int
    classes: Sequence[tuple[str, int]]


class Subject(Protocol):
    """What a probe sees of the item it measures, at one version."""

    @property
    def kind(self) -> Kind: ...

    @property
    def name(self) -> str: ...

    @property
    def facts(self) -> dict[str, Any]: ...

    @property
    def columns(self) -> Sequence[Column]: ...

    def table(self) -> TableSource:
        """Return the dataset as a query reads it; raises `InvalidInput` for what is no dataset."""
        ...

    def other_table(self, dataset_id: str) -> TableSource:
        """Return another dataset of the same project; raises `InvalidInput` when it is not there."""
        ...

    def folder(self) -> FolderFigures:
        """Count the folder's files."""
        ...

    @property
    def project_key(self) -> str: ...

    def describe(self, into: Path) -> dict[str, Any]:
        """Return the item as a runner gets it; what that needs is written below `into`."""
        ...

    def should_stop(self) -> bool:
        """Say whether the measuring was asked to end; code that runs is ended then."""
        ...

    def querying(self) -> "AbstractContextManager[Query]":
        """Give what runs queries, each of them bounded in time."""
        ...


P = TypeVar("P", bound=Params)


class Probe(Generic[P]):
    """Base of all probes. The class docstring is the help that users read."""

    type: ClassVar[str]
    label: ClassVar[str]
    icon: ClassVar[str] = "metrics"
    kinds: ClassVar[tuple[Kind, ...]]
    Params: ClassVar[builtins.type[Params]]
    dss_types: ClassVar[tuple[str, ...]] = ()
    sections: ClassVar[tuple[str, ...]] = ()
    needs_code: ClassVar[bool] = False  # holds code that a person wrote
    is_cheap: ClassVar[bool] = False  # known without reading the data

    def sentence(self, params: P) -> str:
        """Return what is measured, in words."""
        raise NotImplementedError

    def measure(self, subject: Subject, params: P) -> Sequence[Metric]:
        """Measure; raises `InvalidInput` for what cannot be measured."""
        raise NotImplementedError

    def check(self, subject: Subject, params: P) -> Sequence[FieldProblem]:
        """Return what the settings and the item make impossible; `loc` starts with `params`."""
        return ()

    def initial_params(self, subject: Subject) -> dict[str, Any]:
        """Return better starting values than the defaults."""
        return {}

    def choices(self, source: str, subject: Subject, values: dict[str, Any]) -> Sequence[Choice]:
        """Answer a named source of choices; `values` are the settings as they stand."""
        if source == "columns":
            return column_choices(subject.columns)
        raise KeyError(source)

    def from_dss(self, configuration: dict[str, Any]) -> dict[str, Any]:
        """Turn the configuration of a probe in a DSS script into params."""
        return {}


def column_choices(columns: Sequence[Column]) -> list[Choice]:
    """Return columns as choices."""
    return [Choice(column.name, column.name, column.meaning or column.type) for column in columns]


def unknown_columns(
    subject: Subject, names: Sequence[str], field: str, *, of: Sequence[Column] | None = None
) -> list[FieldProblem]:
    """Return a problem for each name that is no column."""
    known = {column.name for column in (subject.columns if of is None else of)}
    return [FieldProblem(("params", field), f"There is no column “{name}”.") for name in names if name not in known]
