"""Extract numbers from text."""

from typing import Literal

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.calls import call, each, whole
from atelier.tables.calls import text as constant
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps import listed
from atelier.tables.steps.base import Effect, Step, StepParams, setting

_DECIMALS = {".": r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", ",": r"[+-]?(?:\d+(?:,\d+)?|,\d+)(?:[eE][+-]?\d+)?"}


class ExtractNumbersParams(StepParams):
    input: str = setting("", label="Column", widget="column")
    decimalSeparator: Literal[".", ","] = setting(
        ".", label="Decimal separator", options={".": "Point: 1.5", ",": "Comma: 1,5"}
    )
    multipleValues: bool = setting(False, label="All numbers of the text", help="Off: the first one.")
    expand: bool = setting(
        False,
        label="A column for each",
        help="Off: an array.",
        shown_if={"field": "multipleValues", "op": "eq", "value": True},
    )
    output: str = setting(
        "",
        label="Output column or prefix",
        help="Empty: the column's name and _number.",
        widget="new_column",
    )


class ExtractNumbers(Step[ExtractNumbersParams]):
    """Find the numbers that stand in texts, such as 12 and -3.5 in “12 of -3.5 m”; the first one or all of them."""

    type = "NumberExtractor"
    label = "Extract numbers"
    category = "numbers"
    keywords = ("digits", "parse", "find")
    Params = ExtractNumbersParams

    def sentence(self, params: ExtractNumbersParams) -> str:
        what = "all numbers" if params.multipleValues else "the first number"
        return f"Extract {what} from “{params.input}”"

    def apply(self, table: Relation, params: ExtractNumbersParams, probe: Probe) -> Relation:
        found = self._found(table, params)
        if not params.multipleValues:
            name = params.output or f"{params.input}_number"
            return table.with_columns([New(name, call("list_extract", found, whole(1)), "double")], after=params.input)
        if params.expand:
            prefix = params.output or f"{params.input}_number_"
            return listed.as_columns(table, found, prefix, "double", probe, after=params.input, loc="expand")
        return listed.as_array(table, found, params.output or f"{params.input}_numbers", after=params.input)

    def effect(self, table: Relation, params: ExtractNumbersParams) -> Effect | None:
        has_some = exp.GT(this=call("len", self._found(table, params)), expression=whole(0))
        return Effect(has_some, "{hits} of {rows} rows hold a number")

    def _found(self, table: Relation, params: ExtractNumbersParams) -> exp.Expr:
        if table.field(params.input).column.type in ("array", "object"):
            raise InvalidInput.at("input", "Numbers are extracted from texts. Take an element of the array first.")
        texts = call("regexp_extract_all", table.text(params.input), constant(_DECIMALS[params.decimalSeparator]))
        if params.decimalSeparator == ",":
            texts = each(texts, lambda one: call("replace", one, constant(","), constant(".")))
        return each(texts, lambda one: exp.TryCast(this=one, to=exp.DataType.build("DOUBLE")))
