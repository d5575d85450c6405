"""Distinct: each combination of values once."""

from typing import TYPE_CHECKING

from atelier.recipes.base import Params, dataset, param
from atelier.recipes.table import Inputs, TableRecipe

if TYPE_CHECKING:
    from atelier.tables.probe import Probe
    from atelier.tables.relation import Relation


class DistinctParams(Params):
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
    sections = ("Distinct",)
    Params = DistinctParams

    def build(self, inputs: Inputs, params: DistinctParams, probe: "Probe") -> "dict[str, Relation]":
        from sqlglot import exp

        from atelier.storage.schema import Column

        table = inputs["input"][0]
        kept = table.select(params.columns) if params.columns else table
        if not params.count:
            return {
                "output": kept.over(
                    exp.select(*(f.sql for f in kept.fields)).distinct().from_(kept.origin), kept.fields
                )
            }
        count = kept.new_field(Column(name="count", type="bigint", meaning="integer"))
        keys = [field.sql for field in kept.fields]
        select = exp.select(*keys, exp.Count(this=exp.Star()).as_(count.ref, quoted=True)).from_(kept.origin)
        return {"output": kept.over(select.group_by(*(key.copy() for key in keys)), (*kept.fields, count))}
