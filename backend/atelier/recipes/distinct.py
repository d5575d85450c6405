"""Distinct: each combination of values once."""

from typing import TYPE_CHECKING

from atelier.errors import InvalidInput
from atelier.recipes.base import dataset, param
from atelier.recipes.dss import distinct as shape
from atelier.recipes.table import Inputs, TableRecipe
from atelier.recipes.visual_fields import AFTER, BEFORE, AroundParams

if TYPE_CHECKING:
    from atelier.tables.probe import Probe
    from atelier.tables.relation import Relation


class DistinctParams(AroundParams):
    columns: list[str] = param([], label="Columns", widget="columns", help="None: all columns.", section="Distinct")
    count: bool = param(False, label="Count the rows of each", help="Adds a column `count`.", section="Distinct")


class Distinct(TableRecipe[DistinctParams]):
    """Keep each combination of values once, and count how often it stood there if wished."""

    type = "distinct"
    label = "Distinct"
    icon = "distinct"
    verb = "distinct"
    inputs = (dataset("input", "Input dataset", help="The table to read."),)
    outputs = (dataset("output", "Output dataset", help="The combinations."),)
    sections = (BEFORE, "Distinct", AFTER)
    Params = DistinctParams
    dss_shape = shape

    def build(self, inputs: Inputs, params: DistinctParams, probe: "Probe") -> "dict[str, Relation]":
        from atelier.tables.aggregates import count_rows
        from atelier.tables.around import demand_columns, finished, prepared, the_input
        from atelier.tables.grouping import in_order_met

        table = prepared(the_input(inputs), params, probe)
        demand_columns(table, params.columns, "columns")
        keys = params.columns or table.names
        if params.count and "count" in keys:
            raise InvalidInput.at(("params", "count"), "There is a column “count” already. Rename it before.")
        figures = [count_rows("count")] if params.count else []
        return {"output": finished(in_order_met(table, keys, figures), params, probe)}
