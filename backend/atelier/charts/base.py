"""What a type of chart declares, and what a drawn chart consists of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Literal

if TYPE_CHECKING:
    from sqlglot import exp

    from atelier.charts.definition import Chart, Dimension
    from atelier.charts.ground import Ground

MOST_MARKS = 10_000

WellName = Literal["x", "y", "colour", "measures"]
Takes = Literal["places", "bins", "numbers", "measures", "measure"]
AxisKind = Literal["values", "bins", "date", "cycle", "numbers"]


@dataclass(frozen=True, slots=True)
class Well:
    """Where columns go: `places` groups one, `bins` one of numbers, `numbers` takes its values as they are."""

    name: WellName
    label: str
    takes: Takes
    required: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on an axis. `code` is what marks name; bins and spans of dates have `start` and `end` (milliseconds)."""

    code: float | None
    label: str
    kind: Literal["value", "others", "empty", "span"] = "value"
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """The places of a column, in their order. `left` values beyond them are in the others, or left out.

    `by` is the span of dates; of `numbers` there are no places.
    """

    column: str
    title: str
    kind: AxisKind
    places: Sequence[Place] = ()
    by: str | None = None
    left: int = 0
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One of a mark's figures. What is `is_additive` is 0 where there is no mark; `is_share` is between 0 and 1."""

    title: str
    is_additive: bool = False
    is_share: bool = False
    is_whole: bool = False


@dataclass(slots=True)
class Drawn:
    """A chart's marks: rows of numbers, named by `fields`. Codes of places stand for the axes.

    `rows` were looked at, of which `used` are in the marks; of `found` marks at most `MOST_MARKS` are there.
    """

    axes: dict[str, Axis]
    figures: list[Figure]
    fields: list[str]
    marks: list[list[float | None]]
    rows: int = 0
    used: int = 0
    found: int = 0
    notes: list[str] = field(default_factory=list)


class ChartType:
    """A type of chart: its wells, and the one query that its marks are."""

    name: ClassVar[str]
    label: ClassVar[str]
    description: ClassVar[str]
    icon: ClassVar[str]
    place: ClassVar[int]
    wells: ClassVar[tuple[Well, ...]]
    options: ClassVar[tuple[Literal["horizontal", "shares"], ...]] = ()
    drawn_where: ClassVar[tuple[str, ...]] = ()
    """Which placed rows are in the marks, as conditions of the query; all where there is none."""

    def draw(self, chart: "Chart", ground: "Ground") -> Drawn:
        """Return the marks; raises `InvalidInput` at the field that cannot be."""
        raise NotImplementedError

    def dimensions(self, chart: "Chart") -> "dict[str, Dimension]":
        """Return the columns whose places are on the axes, by well, as this type groups them."""
        named = {well.name: getattr(chart, well.name) for well in self.wells if well.takes in ("places", "bins")}
        return {name: one for name, one in named.items() if one is not None}

    def values(self, chart: "Chart", ground: "Ground") -> "dict[str, exp.Expr]":
        """Return what else is read of each row, by its name in the query."""
        return {}

    def rank(self, chart: "Chart") -> str:
        """Return the aggregate that places are ordered by when they are ordered by a figure."""
        return "count(*)"


def number(value: Any) -> float | None:
    """Return a figure as JSON has it: None for what is missing or no finite number."""
    if value is None:
        return None
    found = float(value)
    return found if found - found == 0 else None
