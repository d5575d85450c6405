"""Shapes of charts: what there is to draw, what was drawn."""

from typing import Literal

from pydantic import Field

from atelier.api.schemas.base import In, Out, WholeNumber
from atelier.charts.definition import Chart
from atelier.storage.schema import Column


class WellOut(Out):
    """Where columns go: `places` groups one, `bins` one of numbers, `numbers` takes values as they are."""

    name: Literal["x", "y", "colour", "measures"]
    label: str
    takes: Literal["places", "bins", "numbers", "measures", "measure"]
    required: bool
    help: str


class ChartTypeOut(Out):
    name: str
    label: str
    description: str
    icon: str
    wells: list[WellOut]
    options: list[Literal["horizontal", "shares"]]


class ChartsOut(Out):
    """The charts of a dataset; `revision` 0: none were saved yet."""

    charts: list[Chart]
    revision: int


class ChartsIn(In):
    """All charts of a dataset; `revision` is the one they were made from."""

    charts: list[Chart]
    revision: WholeNumber = Field(ge=0)


class DrawIn(In):
    chart: Chart


class BehindIn(In):
    """A mark: its codes on the axes, of which those count that are there."""

    chart: Chart
    at: dict[Literal["x", "y", "colour"], float | None]

    @property
    def codes(self) -> dict[str, float | None]:
        """Return the codes by the names of their axes."""
        return {str(name): code for name, code in self.at.items()}


class BehindOut(Out):
    """Pictures of the rows behind a mark, some of the `total`."""

    paths: list[str]
    total: int


class PlaceOut(Out):
    """A place on an axis. `code` is what marks name; bins and spans of dates (milliseconds) have `start` and `end`."""

    code: float | None
    label: str
    kind: Literal["value", "others", "empty", "span"]
    start: float | None
    end: float | None


class AxisOut(Out):
    """The places of a column in their order; `left` values are beyond them. `numbers` has no places."""

    column: str
    title: str
    kind: Literal["values", "bins", "date", "cycle", "numbers"]
    places: list[PlaceOut]
    by: str | None
    left: int
    is_date: bool


class FigureOut(Out):
    """A figure of each mark. What is `is_additive` is 0 where there is no mark."""

    title: str
    is_additive: bool
    is_share: bool
    is_whole: bool


class DrawnOut(Out):
    """A chart's marks: rows of numbers named by `fields`; codes of places stand for axes.

    `rows` of the sample pass the filters, `used` of them are in the marks; the sample has `sampled` rows of `whole`.
    """

    axes: dict[str, AxisOut]
    figures: list[FigureOut]
    fields: list[str]
    marks: list[list[float | None]]
    rows: int
    used: int
    found: int
    notes: list[str]
    sampled: int
    whole: int


class ChartOffersOut(Out):
    """The columns that charts can be made of, and charts worth a look."""

    columns: list[Column]
    suggestions: list[Chart]
