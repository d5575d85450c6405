"""Window: columns worked out over the rows around each row."""

from typing import Literal

from pydantic import Field

from atelier.recipes.base import param
from atelier.recipes.visual_fields import AroundParams, Part, SortKey, part_list

WindowFunctionName = Literal[
    "row_number",
    "rank",
    "dense_rank",
    "percent_rank",
    "cume_dist",
    "ntile",
    "lag",
    "lead",
    "lag_difference",
    "lead_difference",
    "first",
    "last",
    "count",
    "sum",
    "avg",
    "min",
    "max",
    "stddev",
]


class WindowFunction(Part):
    """A column to add: the function, the column it reads, how many rows away (lag, lead) or tiles, and its name."""

    function: WindowFunctionName = "row_number"
    column: str = ""
    offset: int = Field(1, ge=1, le=1_000_000)
    name: str = Field("", max_length=1_000)


class WindowDefinition(Part):
    """Rows that a row looks at: those of its partition, in an order, within a frame."""

    partition: list[str] = part_list()
    order: list[SortKey] = part_list()
    frame: Literal["partition", "to_current", "rows"] = "partition"
    before: int = Field(-1, ge=-1, le=1_000_000_000)
    after: int = Field(0, ge=-1, le=1_000_000_000)
    functions: list[WindowFunction] = part_list()


class WindowParams(AroundParams):
    windows: list[WindowDefinition] = param(
        [],
        label="Windows",
        help="List of {partition, order, frame, before, after, functions}. Partition: columns whose combinations make "
        "the groups. Order: list of {column, descending, empty_first}. Frame, for first to stddev: partition (all its "
        "rows), to_current (from the first to this one, for cumulated sums), or rows (so many before and after, -1: "
        "without limit). Functions: list of {function, column, offset, name} with row_number, rank, dense_rank, "
        "percent_rank, cume_dist, ntile, lag, lead, lag_difference, lead_difference, first, last, count, sum, avg, "
        "min, max and stddev; an empty name becomes one such as `price_lag`.",
        section="Windows",
        widget="windows",
        max_length=50,
    )
