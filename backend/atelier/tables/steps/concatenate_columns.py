"""Concatenate columns."""

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.calls import named
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, StepParams, setting
from atelier.tables.steps.choice import one_column
from atelier.tables.steps.typed import new_name


class ConcatenateColumnsParams(StepParams):
    columns: list[str] = setting([], label="Columns", widget="columns", help="In this order.")
    join: str = setting("", label="Delimiter", help="Between the values. It may be empty.", max_length=200)
    outputColumn: str = setting("", label="Output column", widget="new_column")
    skipEmpty: bool = setting(False, label="Leave empty cells out", help="Off: delimiters stand around them too.")


class ConcatenateColumns(Step[ConcatenateColumnsParams]):
    """Put the values of several columns together as one text, with a delimiter between them."""

    type = "ColumnsConcat"
    label = "Concatenate columns"
    category = "columns"
    keywords = ("join", "merge", "combine", "concat")
    Params = ConcatenateColumnsParams

    def sentence(self, params: ConcatenateColumnsParams) -> str:
        between = f" with “{params.join}”" if params.join else ""
        return f"Concatenate {named(params.columns)}{between} into “{params.outputColumn}”"

    def apply(self, table: Relation, params: ConcatenateColumnsParams, probe: Probe) -> Relation:
        if not params.columns:
            raise InvalidInput.at("columns", "Choose the columns.")
        if len(params.columns) > 1000:
            raise InvalidInput.at("columns", "At most 1,000 columns can be put together.")
        name = new_name(params.outputColumn, "outputColumn")
        parts = [self._part(table, one_column(table, one, "columns"), params) for one in params.columns]
        joined = exp.Anonymous(this="concat_ws", expressions=[exp.Literal.string(params.join), *parts])
        return table.with_columns([New(name, joined, "string", "text")], after=params.columns[-1])

    def _part(self, table: Relation, name: str, params: ConcatenateColumnsParams) -> exp.Expr:
        empty = exp.Literal.string("")
        if params.skipEmpty:
            return exp.Nullif(this=table.text(name), expression=empty)
        return exp.Coalesce(this=table.text(name), expressions=[empty])
