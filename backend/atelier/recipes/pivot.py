"""Pivot: values of a column become columns."""

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from atelier.errors import InvalidInput
from atelier.recipes.base import dataset, param
from atelier.recipes.dss import pivot as shape
from atelier.recipes.table import Inputs, TableRecipe
from atelier.recipes.visual_fields import AFTER, BEFORE, AroundParams, Part

if TYPE_CHECKING:
    from atelier.tables.probe import Probe
    from atelier.tables.relation import Relation

MOST_COLUMNS = 5_000

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


class Pivot(TableRecipe[PivotParams]):
    """Turn the values of a column into columns, with counts or other figures in the cells."""

    type = "pivot"
    label = "Pivot"
    icon = "pivot"
    verb = "pivot"
    inputs = (dataset("input", "Input dataset", help="The table to pivot."),)
    outputs = (dataset("output", "Output dataset", help="A row for each combination of the row columns."),)
    sections = (BEFORE, "Pivot", "Limits", AFTER)
    Params = PivotParams
    dss_shape = shape
    example = {"rows": ["name"], "columns": ["group"], "values": [{"column": "value", "function": "avg"}]}

    def build(self, inputs: Inputs, params: PivotParams, probe: "Probe") -> "dict[str, Relation]":
        from atelier.tables.around import demand_columns, finished, prepared, the_input
        from atelier.tables.grouping import grouped
        from atelier.tables.pivoting import Cell, cells, found_values

        table = prepared(the_input(inputs), params, probe)
        demand_columns(table, params.rows, "rows")
        demand_columns(table, params.columns, "columns")
        if not params.columns:
            raise InvalidInput.at(("params", "columns"), "Choose the column whose values become columns.")
        if not params.values:
            raise InvalidInput.at(("params", "values"), "Say what fills the cells.")
        wishes = [Cell(one.column, one.function, one.name) for one in params.values]
        if params.max_columns * len(wishes) > MOST_COLUMNS:
            raise InvalidInput.at(
                ("params", "max_columns"),
                f"This could make {params.max_columns * len(wishes):,} columns; at most {MOST_COLUMNS:,} are allowed.",
            )
        values = found_values(table, params.columns, probe, most=params.max_columns, least_rows=params.least_rows)
        if params.column_order == "name":
            values = sorted(values, key=lambda value: value.sort_key)
        table, figures = cells(table, params.rows, params.columns, values, wishes, other=params.other)
        return {"output": finished(grouped(table, params.rows, figures), params, probe)}
