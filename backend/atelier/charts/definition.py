"""What a chart is made of, as it is stored: columns in its wells, how they are grouped, what is worked out of them.

A chart may be stored unfinished; what it lacks is said when it is drawn.
"""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from atelier.errors import InvalidInput
from atelier.tables.question import Filter
from atelier.tables.samples import Sample

MOST_CHARTS = 100
MOST_PLACES = 200
MOST_MEASURES = 6
MOST_SAMPLED = 1_000_000

Group = Literal["auto", "values", "bins", "date"]
By = Literal[
    "auto", "year", "quarter", "month", "week", "day", "hour", "minute", "month_of_year", "weekday", "hour_of_day"
]  # fmt: skip
Function = Literal["count", "share", "count_distinct", "sum", "avg", "median", "min", "max"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)


class Dimension(_Part):
    """A column whose values are places: each value, bins of numbers, or spans of dates.

    `bins` is about how many, since their edges are round. Of values the `most` first of their `order` are kept, the
    rest together as others, if wanted.
    """

    column: str = Field(max_length=1000)
    group: Group = "auto"
    bins: int = Field(20, ge=1, le=MOST_PLACES)
    by: By = "auto"
    most: int = Field(20, ge=1, le=MOST_PLACES)
    order: Literal["size", "measure", "name"] = "size"
    others: bool = True
    empty: bool = True


class Measure(_Part):
    """A figure of each mark; counts and shares of rows need no column."""

    function: Function = "count"
    column: str | None = Field(None, max_length=1000)


class Chart(_Part):
    """A chart; of its wells those count that its type has. No measures: the rows are counted."""

    id: str = Field(min_length=1, max_length=40)
    name: str = Field("", max_length=200)
    type: str = Field("bars", max_length=40)
    x: Dimension | None = None
    y: Dimension | None = None
    colour: Dimension | None = None
    measures: list[Measure] = Field([], max_length=MOST_MEASURES)
    horizontal: bool = False
    shares: bool = False
    filters: list[Filter] = Field([], max_length=100)
    sample: Sample = Sample()

    @field_validator("sample")
    @classmethod
    def _demand_rows(cls, sample: Sample) -> Sample:
        if not 1 <= sample.rows <= MOST_SAMPLED:
            raise ValueError(f"A sample has between 1 and {MOST_SAMPLED:,} rows.")
        return sample


def stored(charts: Sequence[Chart]) -> list[dict[str, Any]]:
    """Return charts as they are kept; raises `InvalidInput` for too many, and for two of one `id`."""
    if len(charts) > MOST_CHARTS:
        raise InvalidInput.at("charts", f"There may be at most {MOST_CHARTS} charts here.", hint="Delete some first.")
    seen: set[str] = set()
    for place, chart in enumerate(charts):
        if chart.id in seen:
            raise InvalidInput.at(("charts", place, "id"), f"Two charts have the identifier “{chart.id}”.")
        seen.add(chart.id)
    return [chart.model_dump(mode="json") for chart in charts]
