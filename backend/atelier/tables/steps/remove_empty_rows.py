"""Remove rows in which cells are empty."""

from typing import Literal

from sqlglot import exp

from atelier.tables.probe import Probe
from atelier.tables.relation import Relation
from atelier.tables.steps.base import Effect, Step, setting
from atelier.tables.steps.column_choice import ColumnChoice


class RemoveEmptyRowsParams(ColumnChoice):
    keep: bool = setting(False, label="Keep the empty rows instead", help="On: all other rows are removed.")
    booleanMode: Literal["OR", "AND"] = setting(
        "OR", label="A row is empty when", options={"OR": "One of the cells is empty", "AND": "All cells are empty"}
    )


class RemoveEmptyRows(Step[RemoveEmptyRowsParams]):
    """Remove the rows in which one of some cells, or all of them, are empty, or keep only those rows."""

    type = "RemoveRowsOnEmpty"
    label = "Remove rows where empty"
    category = "rows"
    keywords = ("missing", "null", "blank", "drop")
    Params = RemoveEmptyRowsParams

    def sentence(self, params: RemoveEmptyRowsParams) -> str:
        verb = "Keep only" if params.keep else "Remove"
        mode = "one of them is" if params.booleanMode == "OR" else "all of them are"
        is_one = len(params.columns) == 1 and params.appliesTo in ("SINGLE_COLUMN", "COLUMNS")
        return (
            f"{verb} rows where {params.words()} is empty"
            if is_one
            else (f"{verb} rows by {params.words()}, where {mode} empty")
        )

    def apply(self, table: Relation, params: RemoveEmptyRowsParams, probe: Probe) -> Relation:
        empty = self._empty(table, params, params.chosen(table, probe))
        return table.where(empty if params.keep else exp.not_(empty))

    def effect(self, table: Relation, params: RemoveEmptyRowsParams) -> Effect | None:
        if params.appliesTo == "PATTERN":
            return None
        names = table.names if params.appliesTo == "ALL" else params.columns
        return Effect(self._empty(table, params, names), "{hits} of {rows} rows are empty there", is_expected=False)

    def _empty(self, table: Relation, params: RemoveEmptyRowsParams, names: list[str]) -> exp.Expr:
        tests = [table.is_empty(name) for name in names]
        if not tests:
            return exp.false()
        return exp.paren(exp.or_(*tests) if params.booleanMode == "OR" else exp.and_(*tests))
