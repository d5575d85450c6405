"""Scale columns of numbers to a common range or spread."""

from typing import Literal

from sqlglot import exp

from atelier.tables.calls import call, decimal, is_null, number_of, only_if
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, setting
from atelier.tables.steps.column_choice import ColumnChoice


class RescaleNumbersParams(ColumnChoice):
    method: Literal["MINMAX", "STANDARD"] = setting(
        "MINMAX",
        label="How",
        options={"MINMAX": "To the range 0 to 1", "STANDARD": "To mean 0 and standard deviation 1"},
    )


class RescaleNumbers(Step[RescaleNumbersParams]):
    """Scale columns of numbers to the range 0 to 1, or to mean 0 and standard deviation 1, over all rows.

    A column of one value becomes 0 throughout. Numbers that are not finite become empty.
    """

    type = "RescaleNumbers"
    label = "Scale numbers (min-max or standard)"
    category = "numbers"
    keywords = ("normalise", "standardise", "z-score", "min", "max")
    Params = RescaleNumbersParams

    def sentence(self, params: RescaleNumbersParams) -> str:
        to = "0 to 1" if params.method == "MINMAX" else "mean 0 and standard deviation 1"
        return f"Scale {params.words()} to {to}"

    def apply(self, table: Relation, params: RescaleNumbersParams, probe: Probe) -> Relation:
        return table.with_columns(
            [
                New(name, self._scaled(number_of(table, name), params.method), "double")
                for name in params.chosen(table, probe)
            ]
        )

    def _scaled(self, number: exp.Expr, method: str) -> exp.Expr:
        finite = only_if(call("isfinite", number), number)
        if method == "MINMAX":
            start = _over_all(exp.Min(this=finite.copy()))
            length: exp.Expr = exp.paren(exp.Sub(this=_over_all(exp.Max(this=finite.copy())), expression=start))
        else:
            start = _over_all(call("avg", finite))
            length = _over_all(call("stddev_pop", finite))
        shifted = exp.paren(exp.Sub(this=finite, expression=start.copy()))
        share = exp.Div(this=shifted, expression=call("nullif", length, decimal(0)))
        return exp.case().when(is_null(finite), exp.null()).else_(call("coalesce", share, decimal(0)))


def _over_all(aggregate: exp.Expr) -> exp.Expr:
    return exp.Window(this=aggregate)
