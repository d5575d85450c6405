"""What a check is: one class in one file. It looks at measured values and says OK, WARNING, ERROR or EMPTY, and why."""

import builtins
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Generic, Literal, Protocol, TypeVar

from pydantic import BeforeValidator

from atelier.errors import FieldProblem
from atelier.recipes.base import Choice, Params
from atelier.storage.schema import Column

Outcome = Literal["OK", "WARNING", "ERROR", "EMPTY"]
Kind = Literal["dataset", "folder", "model"]

OptionalNumber = Annotated[float | None, BeforeValidator(lambda value: None if value == "" else value)]
"""A number or nothing; an emptied field of a form is nothing."""


@dataclass(frozen=True, slots=True)
class Checked:
    """How a check went; `message` says why, `value` is what was looked at."""

    outcome: Outcome
    message: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """The last value of a metric and the one before; `value` is None where it could not be measured."""

    id: str
    label: str
    value: Any
    unit: str
    problem: str | None
    before: float | None


class View(Protocol):
    """What a check sees of an item."""

    @property
    def kind(self) -> Kind: ...

    @property
    def name(self) -> str: ...

    @property
    def columns(self) -> Sequence[Column]: ...

    def measured(self, metric: str) -> Measured | None:
        """Return the last value of a metric, None when it was never measured."""
        ...

    def all_measured(self) -> Sequence[Measured]: ...

    @property
    def project_key(self) -> str: ...

    def describe(self, into: Path) -> dict[str, Any]:
        """Return the item as a runner gets it; what that needs is written below `into`."""
        ...

    def should_stop(self) -> bool:
        """Say whether the measuring was asked to end; code that runs is ended then."""
        ...


P = TypeVar("P", bound=Params)


class Check(Generic[P]):
    """Base of all checks. The class docstring is the help that users read."""

    type: ClassVar[str]
    label: ClassVar[str]
    kinds: ClassVar[tuple[Kind, ...]] = ("dataset", "folder", "model")
    Params: ClassVar[builtins.type[Params]]
    dss_types: ClassVar[tuple[str, ...]] = ()
    sections: ClassVar[tuple[str, ...]] = ()
    needs_code: ClassVar[bool] = False

    def sentence(self, params: P) -> str:
        """Return what is demanded, in words."""
        raise NotImplementedError

    def run(self, view: View, params: P) -> Checked:
        """Look at the values."""
        raise NotImplementedError

    def check(self, view: View, params: P) -> list[FieldProblem]:
        """Return what is wrong with the settings; `loc` starts with `params`."""
        return []

    def initial_params(self, view: View) -> dict[str, Any]:
        """Return better starting values than the defaults."""
        return {}

    def choices(self, source: str, view: View, values: dict[str, Any]) -> Sequence[Choice]:
        """Answer a named source of choices."""
        if source == "metrics":
            return [Choice(one.id, one.label, words_of(one.value, one.unit)) for one in view.all_measured()]
        raise KeyError(source)


def value_of(view: View, metric: str) -> Measured | Checked:
    """Return a metric with a value, or the outcome for one that has none."""
    found = view.measured(metric)
    if found is None:
        return Checked("EMPTY", f"{metric} has not been measured yet.")
    if found.value is None:
        return Checked("EMPTY", f"{found.label} has no value: {found.problem or 'there is nothing to measure.'}")
    return found


def number_of(view: View, metric: str) -> tuple[Measured, float] | Checked:
    """Return a metric with its number, or the outcome for one that has none."""
    found = value_of(view, metric)
    if isinstance(found, Checked):
        return found
    if isinstance(found.value, bool) or not isinstance(found.value, int | float):
        return Checked("EMPTY", f"{found.label} is no number: {words_of(found.value)}.", words_of(found.value))
    return found, found.value


def words_of(value: Any, unit: str = "") -> str:
    """Return a value as people read it."""
    if value is None:
        return "no value"
    if isinstance(value, int | float) and not isinstance(value, bool):
        if unit == "share":
            return f"{value * 100:.4g} %"
        if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
            return f"{int(value):,}"
        return f"{value:.6g}"
    text = str(value)
    return text if len(text) <= 120 else text[:120] + "…"
