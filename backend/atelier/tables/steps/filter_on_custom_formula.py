"""Filter rows on a formula."""

from typing import Literal

from atelier.storage.names import shown
from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps.base import Effect, Step, setting
from atelier.tables.steps.rows import FormulaParams, acted, condition, counted


class FilterOnCustomFormulaParams(FormulaParams):
    action: Literal["KEEP_ROW", "REMOVE_ROW"] = setting(
        "KEEP_ROW", label="Action", options={"KEEP_ROW": "Keep only these rows", "REMOVE_ROW": "Remove these rows"}
    )


class FilterOnCustomFormula(Step[FilterOnCustomFormulaParams]):
    """Keep or remove the rows for which a formula is true. Where it is empty it is not true."""

    type = "FilterOnCustomFormula"
    label = "Filter with a formula"
    category = "rows"
    icon = "filter"
    keywords = ("remove rows", "keep rows", "where", "condition", "expression")
    Params = FilterOnCustomFormulaParams

    def sentence(self, params: FilterOnCustomFormulaParams) -> str:
        verb = "Keep only" if params.action == "KEEP_ROW" else "Remove"
        return f"{verb} rows where {shown(params.expression)}"

    def apply(self, table: Relation, params: FilterOnCustomFormulaParams, probe: Probe) -> Relation:
        return acted(table, params.action, condition(table, params.expression, probe, "expression"), {})

    def effect(self, table: Relation, params: FilterOnCustomFormulaParams) -> Effect | None:
        return counted(table, params)
