"""Sort: the rows in order."""

from typing import TYPE_CHECKING

from atelier.errors import InvalidInput
from atelier.recipes.base import dataset, param
from atelier.recipes.dss import sort as shape
from atelier.recipes.table import Inputs, TableRecipe
from atelier.recipes.visual_fields import AFTER, BEFORE, AroundParams, SortKey

if TYPE_CHECKING:
    from atelier.tables.probe import Probe
    from atelier.tables.relation import Relation


class SortParams(AroundParams):
    keys: list[SortKey] = param(
        [],
        label="Sort by",
        help="List of {column, descending, empty_first}, the first decides first. Rows of equal keys keep their order.",
        section="Sort",
        widget="sort_keys",
        max_length=100,
    )
    row_number: bool = param(
        False, label="Row number", help="Adds a column `row_number`: 1, 2, 3, … in the order.", section="Sort"
    )
    rank: bool = param(
        False, label="Rank", help="Adds a column `rank`: equal keys have one rank, with gaps after.", section="Sort"
    )
    dense_rank: bool = param(
        False, label="Dense rank", help="Adds a column `dense_rank`: as rank, without gaps.", section="Sort"
    )


class Sort(TableRecipe[SortParams]):
    """Put the rows in an order, by one column or several, and number or rank them if wished."""

    type = "sort"
    label = "Sort"
    icon = "sort"
    verb = "sort"
    inputs = (dataset("input", "Input dataset", help="The table whose rows are sorted."),)
    outputs = (dataset("output", "Output dataset", help="All rows, in order."),)
    sections = (BEFORE, "Sort", AFTER)
    Params = SortParams
    dss_shape = shape
    example = {"keys": [{"column": "value", "descending": True}]}

    def build(self, inputs: Inputs, params: SortParams, probe: "Probe") -> "dict[str, Relation]":
        from atelier.tables.around import finished, prepared, the_input
        from atelier.tables.ordering import order_by, ordered, placed
        from atelier.tables.windows import ranked

        table = prepared(the_input(inputs), params, probe)
        if not params.keys:
            raise InvalidInput.at(("params", "keys"), "Choose at least one column to sort by.")
        keys = order_by(table, params.keys, "keys")
        names = [name for name in ("row_number", "rank", "dense_rank") if getattr(params, name)]
        for name in names:
            if table.has(name):
                raise InvalidInput.at(("params", name), f"There is a column “{name}” already. Rename it before.")
        table, place = placed(table)
        table = ranked(table, names, keys, place)
        done = finished(table, params, probe)
        return {"output": done.query(lambda select: select.order_by(*(k.copy() for k in keys), ordered(place.sql)))}
