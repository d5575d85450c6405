"""Pivot: values of a column become columns."""

from typing import Literal

from pydantic import Field

from atelier.recipes.base import param
from atelier.recipes.visual_fields import AroundParams, Part

PivotFunction = Literal["count", "count_distinct", "min", "max", "sum", "avg", "median", "stddev", "first", "last"]


class PivotValue(Part):
    """What fills the cells: a column's aggregate. An empty column with count counts rows."""

    column: str = ""
    function: PivotFunction = "count"
    name: str = Field("", max_length=200)


class PivotParams(AroundParams):
    rows: list[str] = param(
        [],
        label="Rows",
        help="Columns whose combinations make the rows. None: all is one row.",
        section="Pivot",
        widget="group_keys",
        max_length=1_000,
    )
    columns: list[str] = param(
        [],
        label="Columns",
        help="Columns whose combinations of values each become a column.",
        section="Pivot",
        widget="group_keys",
        max_length=20,
    )
    values: list[PivotValue] = param(
        [PivotValue()],
        label="Values",
        help="List of {column, function, name}: what fills the cells. Functions are count (of rows, where the column "
        "is empty), count_distinct, min, max, sum, avg, median, stddev, first and last.",
        section="Pivot",
        widget="pivot_values",
        max_length=100,
    )
    max_columns: int = param(
        20,
        label="Most columns",
        help="How many values become columns, the most frequent first.",
        section="Limits",
        ge=1,
        le=1_000,
    )
    least_rows: int = param(
        1,
        label="Least rows",
        help="Values that stand in fewer rows become no column.",
        section="Limits",
        ge=1,
        le=1_000_000_000,
    )
    other: bool = param(
        False,
        label="All others as “other”",
        help="Rows of values that become no column are counted in a column of their own.",
        section="Limits",
    )
    column_order: Literal["name", "frequency"] = param(
        "name",
        label="Order of the columns",
        help="In which order the new columns stand.",
        section="Limits",
        options={"name": "By value", "frequency": "Most frequent first"},
    )
