"""Arithmetic on columns."""

from typing import Literal

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.calls import call, decimal, named, new_name, number_of
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, StepParams, setting

_SIGNS = {"ADD": "+", "SUBTRACT": "−", "MULTIPLY": "×", "DIVIDE": "÷"}  # the signs themselves


class CalculateColumnsParams(StepParams):
    columns: list[str] = setting([], label="Columns", widget="columns", help="Taken in this order.")
    operation: Literal["ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MEAN", "MIN", "MAX"] = setting(
        "ADD",
        label="Operation",
        options={
            "ADD": "Add",
            "SUBTRACT": "Subtract the others from the first",
            "MULTIPLY": "Multiply",
            "DIVIDE": "Divide the first by the others",
            "MEAN": "Mean",
            "MIN": "Smallest",
            "MAX": "Largest",
        },
    )
    skipEmpty: bool = setting(False, label="Leave empty cells out", help="Off: one empty cell makes the result empty.")
    output: str = setting("result", label="Output column", widget="new_column")


class CalculateColumns(Step[CalculateColumnsParams]):
    """Add, subtract, multiply or divide columns row by row, or take their mean, smallest or largest value.

    A division by zero gives an empty cell.
    """

    type = "ArithmeticOnColumns"
    dss_types = ("ColumnsArithmetic", "ArithmeticProcessor")
    label = "Arithmetic on columns"
    category = "numbers"
    keywords = ("sum", "add", "subtract", "multiply", "divide", "mean", "average")
    Params = CalculateColumnsParams

    def sentence(self, params: CalculateColumnsParams) -> str:
        sign = _SIGNS.get(params.operation)
        if sign and len(params.columns) <= 4:
            shown = f" {sign} ".join(f"“{name}”" for name in params.columns)
        else:
            word = {"MEAN": "mean", "MIN": "smallest", "MAX": "largest"}.get(params.operation, params.operation.lower())
            shown = f"{word} of {named(params.columns)}"
        return f"Calculate {shown} into “{params.output}”"

    def apply(self, table: Relation, params: CalculateColumnsParams, probe: Probe) -> Relation:
        if not params.columns:
            raise InvalidInput.at("columns", "Choose the columns.")
        numbers = [number_of(table, name) for name in params.columns]
        made = self._worked_out(numbers, params)
        return table.with_columns([New(new_name(params.output, "output"), made, "double")])

    def _worked_out(self, numbers: list[exp.Expr], params: CalculateColumnsParams) -> exp.Expr:
        if params.operation in ("MEAN", "MIN", "MAX"):
            return self._of_list(numbers, params)
        if params.skipEmpty:
            neutral = decimal(0.0 if params.operation in ("ADD", "SUBTRACT") else 1.0)
            filled = [call("coalesce", number, neutral) for number in numbers]
        else:
            filled = numbers
        result = filled[0].copy()
        for number in filled[1:]:
            if params.operation == "DIVIDE":
                result = exp.Div(this=result, expression=call("nullif", number, decimal(0)))
            else:
                kind = {"ADD": exp.Add, "SUBTRACT": exp.Sub, "MULTIPLY": exp.Mul}[params.operation]
                result = kind(this=result, expression=number.copy())
            result = exp.paren(result)
        if not params.skipEmpty:
            return result
        return _unless_all_empty(numbers, result)

    def _of_list(self, numbers: list[exp.Expr], params: CalculateColumnsParams) -> exp.Expr:
        listed = exp.Array(expressions=[number.copy() for number in numbers])
        made = call({"MEAN": "list_avg", "MIN": "list_min", "MAX": "list_max"}[params.operation], listed)
        if params.skipEmpty:
            return made
        missing = exp.or_(*(exp.Is(this=number.copy(), expression=exp.null()) for number in numbers))
        return exp.case().when(missing, exp.null()).else_(made)


def _unless_all_empty(numbers: list[exp.Expr], result: exp.Expr) -> exp.Expr:
    empty = exp.and_(*(exp.Is(this=number.copy(), expression=exp.null()) for number in numbers))
    return exp.case().when(empty, exp.null()).else_(result)
