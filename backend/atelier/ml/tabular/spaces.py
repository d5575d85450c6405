"""Spaces of hyper-parameters: which values of each are tried. An algorithm declares them; a task sets them.

A number is tried at explicit `values` or over a `range`; a choice at those of its values that are enabled. The shapes
are those scripts know from DSS.
"""

import math
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from atelier.errors import FieldProblem

MOST_VALUES = 200


class NumberRange(BaseModel):
    """`nbValues` numbers from `min` to `max`; a search that draws takes any number between them."""

    model_config = ConfigDict(extra="forbid")

    min: float
    max: float
    nbValues: int = Field(5, ge=2, le=MOST_VALUES)
    scaling: Literal["LINEAR", "LOGARITHMIC"] = "LINEAR"


class NumberLimit(BaseModel):
    """What an algorithm takes at all."""

    min: float | None = None
    max: float | None = None


class NumberSpace(BaseModel):
    """The values of a number that are tried."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    gridMode: Literal["EXPLICIT", "RANGE"] = "EXPLICIT"
    randomMode: Literal["EXPLICIT", "RANGE"] = "RANGE"
    values: list[float] = Field(default=[], max_length=MOST_VALUES)
    range: NumberRange
    limit: NumberLimit = NumberLimit()


class Enabled(BaseModel):
    """Whether a value is tried."""

    model_config = ConfigDict(extra="forbid")

    enabled: bool = False


class ChoiceSpace(BaseModel):
    """The values of a choice that are tried."""

    model_config = ConfigDict(extra="forbid")

    values: dict[str, Enabled]


@dataclass(frozen=True, slots=True)
class Number:
    """A number that an algorithm takes. `is_whole`: only integers. `brief` says a value in a line: "{} trees"."""

    name: str
    label: str
    values: tuple[float, ...]
    low: float
    high: float
    scaling: Literal["LINEAR", "LOGARITHMIC"] = "LINEAR"
    is_whole: bool = False
    minimum: float | None = None
    maximum: float | None = None
    help: str = ""
    shown_if: dict[str, Any] | None = None
    brief: str = ""

    def said(self, value: Any) -> str:
        """Return a value in a line of words; a limit that is none ("0: no limit.") is not told."""
        if self.help.startswith(f"{value}:"):
            return ""
        number = f"{value:,}" if isinstance(value, int) else f"{value:.4g}" if isinstance(value, float) else str(value)
        return (self.brief or f"{self.label.lower()} {{}}").format(number)

    def default(self) -> dict[str, Any]:
        """Return the space a new task begins with."""
        space = NumberSpace(
            values=list(self.values),
            range=NumberRange(min=self.low, max=self.high, scaling=self.scaling),
            limit=NumberLimit(min=self.minimum, max=self.maximum),
        )
        return space.model_dump()

    def grid(self, space: dict[str, Any]) -> list[float | int]:
        """Return the values of a grid, each once, in order."""
        found = NumberSpace.model_validate(space)
        numbers = found.values if found.gridMode == "EXPLICIT" else _spread(found.range)
        return list(dict.fromkeys(self.cast(number) for number in numbers))

    def cast(self, number: float) -> float | int:
        """Return a number as the algorithm takes it."""
        return round(number) if self.is_whole else float(number)

    def problems(self, space: Any, loc: tuple[str | int, ...]) -> list[FieldProblem]:
        """Return what is wrong with a space, as sentences."""
        try:
            found = NumberSpace.model_validate(space)
        except ValueError:
            return [FieldProblem(loc, f"{self.label} must be a list of numbers or a range with min and max.")]
        span = found.range
        if span.min > span.max:
            return [FieldProblem((*loc, "range"), f"{self.label}: the range must not end before it begins.")]
        if span.scaling == "LOGARITHMIC" and span.min <= 0:
            return [FieldProblem((*loc, "range"), f"{self.label}: a logarithmic range must begin above 0.")]
        if found.gridMode == "EXPLICIT" and not found.values:
            return [FieldProblem((*loc, "values"), f"{self.label} needs at least one value to try.")]
        numbers = [*(found.values if found.gridMode == "EXPLICIT" else ()), *((span.min, span.max))]
        for number in numbers:
            if self.minimum is not None and number < self.minimum:
                return [FieldProblem(loc, f"{self.label} must be at least {self.minimum:g}, not {number:g}.")]
            if self.maximum is not None and number > self.maximum:
                return [FieldProblem(loc, f"{self.label} must be at most {self.maximum:g}, not {number:g}.")]
            if self.is_whole and number != round(number):
                return [FieldProblem(loc, f"{self.label} takes whole numbers, not {number:g}.")]
        return []


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice that an algorithm takes: its values with their labels, and which of them a new task tries.

    `brief` says a value in a line where its label is too long for one; empty: it is not told.
    """

    name: str
    label: str
    options: dict[str, str]
    on: tuple[str, ...]
    help: str = ""
    shown_if: dict[str, Any] | None = None
    brief: dict[str, str] = field(default_factory=dict)

    def said(self, value: Any) -> str:
        """Return a value in a line of words."""
        return self.brief.get(str(value), self.options.get(str(value), str(value)))

    def default(self) -> dict[str, Any]:
        """Return the space a new task begins with."""
        return {"values": {value: {"enabled": value in self.on} for value in self.options}}

    def grid(self, space: dict[str, Any]) -> list[str]:
        """Return the values that are tried, in the order of the declaration."""
        found = ChoiceSpace.model_validate(space)
        return [value for value in self.options if value in found.values and found.values[value].enabled]

    def problems(self, space: Any, loc: tuple[str | int, ...]) -> list[FieldProblem]:
        """Return what is wrong with a space, as sentences."""
        try:
            found = ChoiceSpace.model_validate(space)
        except ValueError:
            return [FieldProblem(loc, f"{self.label} must say of each value whether it is enabled.")]
        for value in found.values:
            if value not in self.options:
                known = ", ".join(self.options)
                return [FieldProblem(loc, f"{self.label} has no value “{value}”. It has: {known}.")]
        if not self.grid(space):
            return [FieldProblem(loc, f"{self.label} needs at least one value to try.")]
        return []


Space = Number | Choice


def _spread(span: NumberRange) -> list[float]:
    if span.min == span.max:
        return [span.min]
    steps = [place / (span.nbValues - 1) for place in range(span.nbValues)]
    if span.scaling == "LOGARITHMIC":
        low, high = math.log10(span.min), math.log10(span.max)
        return [10 ** (low + step * (high - low)) for step in steps]
    return [span.min + step * (span.max - span.min) for step in steps]
