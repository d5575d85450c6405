"""Formula."""

from typing import Any, Literal

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.storage.schema import Meaning, StorageType
from atelier.tables.expression import failing, formula
from atelier.tables.located import located
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, StepParams, setting
from atelier.tables.steps.typed import new_name
from atelier.tables.types import sql_type

_NOT_WORKED_OUT = "The formula cannot be worked out on this row."


class ComputeFormulaParams(StepParams):
    column: str = setting("", label="Output column", widget="new_column", help="A column of this name is replaced.")
    expression: str = setting(
        "",
        label="Formula",
        widget="formula",
        help='An SQL expression over the row, such as lower("name") or price * 1.2.',
        max_length=20_000,
    )
    outputType: Literal["auto", "string", "bigint", "double", "boolean", "date"] = setting(
        "auto",
        label="Type",
        help="What does not fit the type is empty.",
        options={
            "auto": "What the formula gives",
            "string": "Text",
            "bigint": "Whole number",
            "double": "Decimal number",
            "boolean": "True or false",
            "date": "Date",
        },
    )
    errorColumn: str = setting(
        "", label="Error column", widget="new_column", help="Says on which rows the formula fails. Empty: none."
    )


class ComputeFormula(Step[ComputeFormulaParams]):
    """Compute a column with a formula. Where it cannot be worked out (a division by zero, a text that is no number)
    the cell is empty.
    """

    type = "CreateColumnWithGREL"
    label = "Formula"
    category = "values"
    icon = "formula"
    keywords = ("expression", "compute", "calculate", "sql", "grel")
    dss_types = ("Formula",)
    Params = ComputeFormulaParams

    def sentence(self, params: ComputeFormulaParams) -> str:
        return f"Compute “{params.column}” as {shown(params.expression)}"

    def apply(self, table: Relation, params: ComputeFormulaParams, probe: Probe) -> Relation:
        name = new_name(params.column, "column")
        expression, stored, meaning = computed(table, params.expression, probe, "expression")
        fails = failing(params.expression, table)
        if params.outputType != "auto":
            # a value that is there and does not fit the type asked for
            untyped = exp.not_(exp.Is(this=expression.copy(), expression=exp.null()))
            stored, meaning = params.outputType, None
            expression = exp.TryCast(this=expression, to=exp.DataType.build(sql_type(stored)))
            lost = exp.and_(untyped, exp.Is(this=expression.copy(), expression=exp.null()))
            fails = exp.paren(exp.or_(fails, lost))
        made = [New(name, expression, stored, meaning)]
        if params.errorColumn:
            if params.errorColumn == name:
                raise InvalidInput.at("errorColumn", "The error column needs a name of its own.")
            message = exp.Case(ifs=[exp.If(this=fails, true=exp.Literal.string(_NOT_WORKED_OUT))])
            made.append(New(new_name(params.errorColumn, "errorColumn"), message, "string", "text"))
        return table.with_columns(made)

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        return {**params, "errorColumn": params.get("errorColumn") or ""}


def computed(table: Relation, text: str, probe: Probe, loc: str) -> tuple[exp.Expr, StorageType, Meaning | None]:
    """Return a formula's expression in the form in which it is stored, and its type; raises `InvalidInput` at `loc`."""
    with located(loc):
        expression = formula(text, table)
        found, meaning = probe.types(table, expression)[0]
    if found in ("array", "object") and meaning != "vector":
        expression = exp.Anonymous(this="to_json", expressions=[expression])
    stored = sql_type(found, meaning)
    return exp.TryCast(this=expression, to=exp.DataType.build(stored, dialect="duckdb")), found, meaning
