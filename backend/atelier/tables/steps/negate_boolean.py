"""Turn true into false and false into true."""

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.tables.calls import call, case, text
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, StepParams, setting

_YES = ("true", "t", "yes", "y", "1")
_NO = ("false", "f", "no", "n", "0")


class NegateBooleanParams(StepParams):
    column: str = setting("", label="Column", widget="column")
    output: str = setting("", label="Output column", help="Empty: the column itself.", widget="new_column")


class NegateBoolean(Step[NegateBooleanParams]):
    """Turn true into false and false into true. Texts such as yes, no, 1 and 0 are read; others become empty."""

    type = "NegateBoolean"
    dss_types = ("BooleanNot", "BooleanNegate")
    label = "Negate boolean"
    category = "values"
    keywords = ("not", "invert", "opposite", "flag")
    Params = NegateBooleanParams

    def sentence(self, params: NegateBooleanParams) -> str:
        return f"Negate “{params.column}”" + (f" into “{params.output}”" if params.output else "")

    def apply(self, table: Relation, params: NegateBooleanParams, probe: Probe) -> Relation:
        made = exp.not_(exp.paren(_truth(table, params.column)))
        return table.with_columns([New(params.output or params.column, made, "boolean")], after=params.column)

    def effect(self, table: Relation, params: NegateBooleanParams) -> Effect | None:
        unread = exp.and_(
            exp.not_(table.is_empty(params.column)),
            exp.Is(this=exp.paren(_truth(table, params.column)), expression=exp.null()),
        )
        return Effect(exp.paren(unread), "{hits} of {rows} rows are neither true nor false", is_expected=False)


def _truth(table: Relation, name: str) -> exp.Expr:
    field = table.field(name)
    if field.column.type == "boolean":
        return field.sql
    if field.column.type in ("date", "array", "object"):
        raise InvalidInput.at("column", f"“{shown(name)}” holds no values that are true or false.")
    value = call("lower", call("trim", table.text(name)))
    return case(
        (exp.In(this=value.copy(), expressions=[text(word) for word in _YES]), exp.true()),
        (exp.In(this=value.copy(), expressions=[text(word) for word in _NO]), exp.false()),
    )
