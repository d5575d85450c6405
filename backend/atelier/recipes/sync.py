"""Sync: a copy of a table."""

from typing import TYPE_CHECKING

from atelier.recipes.base import dataset, param
from atelier.recipes.table import Inputs, TableRecipe
from atelier.recipes.visual_fields import AFTER, BEFORE, AroundParams

if TYPE_CHECKING:
    from atelier.tables.probe import Probe
    from atelier.tables.relation import Relation


class SyncParams(AroundParams):
    columns: list[str] = param(
        [], label="Columns", help="Which columns are copied. None: all columns.", section="Sync", widget="columns"
    )


class Sync(TableRecipe[SyncParams]):
    """Copy a table, whole or only some of its rows and columns."""

    type = "sync"
    label = "Sync"
    icon = "sync"
    verb = "sync"
    inputs = (dataset("input", "Input dataset", help="The table to copy."),)
    outputs = (dataset("output", "Output dataset", help="The copy."),)
    sections = (BEFORE, "Sync", AFTER)
    Params = SyncParams

    def build(self, inputs: Inputs, params: SyncParams, probe: "Probe") -> "dict[str, Relation]":
        from atelier.tables.around import demand_columns, finished, prepared, the_input

        table = prepared(the_input(inputs), params, probe)
        demand_columns(table, params.columns, "columns")
        return {"output": finished(table.select(params.columns) if params.columns else table, params, probe)}
