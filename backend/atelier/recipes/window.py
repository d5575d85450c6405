"""Window: columns worked out over the rows around each row."""

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from atelier.errors import InvalidInput
from atelier.recipes.base import dataset, param
from atelier.recipes.dss import window as shape
from atelier.recipes.table import Inputs, TableRecipe
from atelier.recipes.visual_fields import AFTER, BEFORE, AroundParams, Part, SortKey, part_list
from atelier.storage.names import shown

if TYPE_CHECKING:
    from atelier.tables.probe import Probe
    from atelier.tables.relation import New, Relation
    from atelier.tables.windows import Near

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
    frame: Literal["partition", "to_current", "rows", "range"] = "partition"
    before: int = Field(-1, ge=-1, le=1_000_000_000)
    after: int = Field(0, ge=-1, le=1_000_000_000)
    distance_before: float | None = Field(1.0, ge=0, le=1e12)
    distance_after: float | None = Field(0.0, ge=0, le=1e12)
    unit: Literal["number", "seconds", "minutes", "hours", "days", "weeks"] = "number"
    functions: list[WindowFunction] = part_list()


class WindowParams(AroundParams):
    windows: list[WindowDefinition] = param(
        [],
        label="Windows",
        help="List of {partition, order, frame, before, after, distance_before, distance_after, unit, functions}. "
        "Partition: columns whose combinations make the groups. Order: list of {column, descending, empty_first}. "
        "Frame, for first to stddev: partition (all its rows), to_current (from the first to this one, for cumulated "
        "sums), rows (so many before and after, -1: without limit), or range (those whose one order column, of numbers "
        "or dates, differs by at most distance_before and distance_after, in the unit; null: without limit). "
        "Functions: list of {function, column, offset, name} with row_number, rank, dense_rank, percent_rank, "
        "cume_dist, ntile, lag, lead, lag_difference, lead_difference, first, last, count, sum, avg, min, max and "
        "stddev; an empty name becomes one such as `price_lag`.",
        section="Windows",
        widget="windows",
        max_length=50,
    )


class Window(TableRecipe[WindowParams]):
    """Add columns that look at other rows: ranks, the row before, cumulated sums, moving averages."""

    type = "window"
    label = "Window"
    icon = "window"
    verb = "window"
    inputs = (dataset("input", "Input dataset", help="The table whose rows look around."),)
    outputs = (dataset("output", "Output dataset", help="All rows in their order, with the new columns."),)
    sections = (BEFORE, "Windows", AFTER)
    Params = WindowParams
    dss_shape = shape
    example = {
        "windows": [
            {
                "partition": ["group"],
                "order": [{"column": "value"}],
                "frame": "to_current",
                "functions": [{"function": "sum", "column": "value"}],
            }
        ]
    }

    def build(self, inputs: Inputs, params: WindowParams, probe: "Probe") -> "dict[str, Relation]":
        from atelier.tables.around import demand_columns, finished, prepared, the_input
        from atelier.tables.located import located
        from atelier.tables.ordering import in_order_of, order_by, placed
        from atelier.tables.windows import View, added

        table = prepared(the_input(inputs), params, probe)
        if not any(one.functions for one in params.windows):
            raise InvalidInput.at(("params", "windows"), "Add a window with at least one function.")
        names = set(table.names)
        table, place = placed(table)
        made: list[New] = []
        for index, one in enumerate(params.windows):
            at = ("windows", index)
            demand_columns(table, one.partition, *at, "partition")
            keys = order_by(table, one.order, *at, "order")
            near = _near(table, one, *at) if one.frame == "range" else None
            parts = [table.sql(name) for name in one.partition]
            view = View(parts, keys, place, one.frame, one.before, one.after, near)
            for number, wish in enumerate(one.functions):
                with located("params", *at, "functions", number):
                    new = added(table, view, wish.function, wish.column, wish.offset, wish.name)
                    if new.name in names:
                        raise InvalidInput.at("name", f"There is a column “{shown(new.name)}” already.")
                    names.add(new.name)
                    made.append(new)
        return {"output": finished(in_order_of(table.with_columns(made), place), params, probe)}


def _near(table: "Relation", one: WindowDefinition, *at: str | int) -> "Near":
    from atelier.tables.located import located
    from atelier.tables.windows import near_by_value

    with located("params", *at):
        if len(one.order) != 1:
            raise InvalidInput.at("order", "A frame by value needs an order by one column, of numbers or dates.")
        key = one.order[0]
        return near_by_value(
            table,
            key.column,
            one.distance_before,
            one.distance_after,
            one.unit,
            descending=key.descending,
            empty_first=key.empty_first,
        )
