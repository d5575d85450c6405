"""Count the elements of arrays."""

from sqlglot import exp

from atelier.tables.calls import call, elements_of
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, StepParams, setting


class ArrayLengthParams(StepParams):
    input: str = setting("", label="Column", widget="column")
    output: str = setting("", label="Output column", help="Empty: the column's name and _length.", widget="new_column")


class ArrayLength(Step[ArrayLengthParams]):
    """Count the elements of each array."""

    type = "ArrayLength"
    dss_types = ("ArrayLengthProcessor",)
    label = "Array length"
    category = "objects"
    keywords = ("count", "size", "elements")
    Params = ArrayLengthParams

    def sentence(self, params: ArrayLengthParams) -> str:
        return f"Count the elements of the arrays in “{params.input}”"

    def apply(self, table: Relation, params: ArrayLengthParams, probe: Probe) -> Relation:
        counted = exp.cast(call("len", elements_of(table, params.input)), "BIGINT")
        return table.with_columns(
            [New(params.output or f"{params.input}_length", counted, "bigint")], after=params.input
        )
