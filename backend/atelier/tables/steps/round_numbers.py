"""Round numbers."""

from typing import Any, Literal

from sqlglot import exp

from atelier.tables.calls import call, number_of, whole
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, setting
from atelier.tables.steps.column_choice import ColumnChoice

_FUNCTIONS = {"ROUND": "round", "FLOOR": "floor", "CEIL": "ceil"}


class RoundNumbersParams(ColumnChoice):
    mode: Literal["ROUND", "FLOOR", "CEIL"] = setting(
        "ROUND", label="How", options={"ROUND": "To the nearest", "FLOOR": "Down", "CEIL": "Up"}
    )
    places: int = setting(0, label="Decimal places", help="Below zero: to tens, hundreds, ...", ge=-15, le=15)


class RoundNumbers(Step[RoundNumbersParams]):
    """Round numbers to a number of decimal places, to the nearest, down or up. Halves go away from zero."""

    type = "RoundProcessor"
    label = "Round numbers"
    category = "numbers"
    keywords = ("floor", "ceil", "precision", "decimals")
    Params = RoundNumbersParams

    def sentence(self, params: RoundNumbersParams) -> str:
        how = {"ROUND": "Round", "FLOOR": "Round down", "CEIL": "Round up"}[params.mode]
        to = f" to {params.places} decimal places" if params.places else " to whole numbers"
        return f"{how} {params.words()}{to}"

    def from_dss(self, params: dict[str, Any]) -> dict[str, Any]:
        return {**params, "places": params.get("places", params.get("precision", 0))}

    def apply(self, table: Relation, params: RoundNumbersParams, probe: Probe) -> Relation:
        names = params.chosen(table, probe)
        return table.with_columns([self._rounded(table, params, name) for name in names])

    def _rounded(self, table: Relation, params: RoundNumbersParams, name: str) -> New:
        number = number_of(table, name)
        if params.mode == "ROUND":
            made = call("round", number, whole(params.places))
        else:
            factor = exp.cast(exp.Literal.number(f"1e{abs(params.places)}"), "DOUBLE")
            up, down = (exp.Mul, exp.Div) if params.places >= 0 else (exp.Div, exp.Mul)
            scaled = up(this=exp.paren(number), expression=factor)
            made = exp.paren(down(this=call(_FUNCTIONS[params.mode], exp.paren(scaled)), expression=factor.copy()))
        if params.places > 0:
            return New(name, made, "double")
        return New(name, exp.TryCast(this=made, to=exp.DataType.build("BIGINT")), "bigint")
