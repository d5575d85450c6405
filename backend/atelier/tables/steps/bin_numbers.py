"""Put numbers into bins."""

from typing import Literal

from pydantic import BaseModel, ConfigDict
from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.tables.calls import call, case, decimal, joined, number_of, text
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Effect, Step, StepParams, setting

_MOST_BINS = 1000


class Bin(BaseModel):
    """One bin: from `start` (in it) to `end` (not in it); None: open on that side."""

    model_config = ConfigDict(extra="allow")

    start: float | None = None
    end: float | None = None
    name: str = ""


class BinNumbersParams(StepParams):
    input: str = setting("", label="Column", widget="column")
    output: str = setting("", label="Output column", help="Empty: the column itself.", widget="new_column")
    mode: Literal["FIXED_SIZE", "CUSTOM"] = setting(
        "FIXED_SIZE", label="Bins", options={"FIXED_SIZE": "All of one width", "CUSTOM": "Written down"}
    )
    width: float = setting(
        10.0, label="Width", gt=0, le=1e300, shown_if={"field": "mode", "op": "eq", "value": "FIXED_SIZE"}
    )
    start: float = setting(
        0.0,
        label="A bin starts at",
        ge=-1e300,
        le=1e300,
        shown_if={"field": "mode", "op": "eq", "value": "FIXED_SIZE"},
    )
    bins: list[Bin] = setting(
        [],
        label="Bins",
        help="Each with start (in it), end (not in it) and a name; the first that fits counts.",
        widget="bins",
        shown_if={"field": "mode", "op": "eq", "value": "CUSTOM"},
    )


class BinNumbers(Step[BinNumbersParams]):
    """Replace numbers by the range they fall into: ranges of one width, or ranges written down with names."""

    type = "BinnerProcessor"
    label = "Bin numbers"
    category = "numbers"
    keywords = ("bucket", "range", "histogram", "discretise")
    Params = BinNumbersParams

    def sentence(self, params: BinNumbersParams) -> str:
        into = f" into “{params.output}”" if params.output else ""
        how = f"of width {params.width:g}" if params.mode == "FIXED_SIZE" else f"({len(params.bins)} written down)"
        return f"Put “{params.input}” into bins {how}{into}"

    def apply(self, table: Relation, params: BinNumbersParams, probe: Probe) -> Relation:
        number = number_of(table, params.input)
        made = self._fixed(number, params) if params.mode == "FIXED_SIZE" else self._custom(number, params)
        return table.with_columns([New(params.output or params.input, made, "string")], after=params.input)

    def effect(self, table: Relation, params: BinNumbersParams) -> Effect | None:
        if params.mode != "CUSTOM" or not params.bins:
            return None
        number = number_of(table, params.input)
        outside = exp.and_(
            exp.not_(exp.Is(this=number, expression=exp.null())),
            exp.Is(this=exp.paren(self._custom(number, params)), expression=exp.null()),
        )
        return Effect(exp.paren(outside), "{hits} of {rows} rows fall into no bin", is_expected=False)

    def _fixed(self, number: exp.Expr, params: BinNumbersParams) -> exp.Expr:
        width, start = decimal(params.width), decimal(params.start)
        place = call("floor", exp.Div(this=exp.paren(exp.Sub(this=number, expression=start)), expression=width))
        low = exp.paren(exp.Add(this=start.copy(), expression=exp.Mul(this=place, expression=width.copy())))
        high = exp.paren(exp.Add(this=low.copy(), expression=width.copy()))
        is_finite = call("isfinite", number)
        return case((is_finite, joined(_written(low), text(" to "), _written(high))))

    def _custom(self, number: exp.Expr, params: BinNumbersParams) -> exp.Expr:
        if not params.bins:
            raise InvalidInput.at("bins", "Write down at least one bin.")
        if len(params.bins) > _MOST_BINS:
            raise InvalidInput.at("bins", f"At most {_MOST_BINS:,} bins can be written down.")
        pairs = []
        for one in params.bins:
            if one.start is not None and one.end is not None and one.start >= one.end:
                raise InvalidInput.at("bins", f"The bin from {one.start:g} to {one.end:g} ends before it starts.")
            tests: list[exp.Expr] = []
            if one.start is not None:
                tests.append(exp.GTE(this=number.copy(), expression=decimal(one.start)))
            if one.end is not None:
                tests.append(exp.LT(this=number.copy(), expression=decimal(one.end)))
            test: exp.Expr = exp.and_(*tests) if tests else exp.not_(exp.Is(this=number.copy(), expression=exp.null()))
            pairs.append((test, text(one.name or _label(one))))
        return case(*pairs)


def _label(one: Bin) -> str:
    if one.start is None:
        return "all" if one.end is None else f"below {one.end:g}"
    return f"{one.start:g} and above" if one.end is None else f"{one.start:g} to {one.end:g}"


def _written(number: exp.Expr) -> exp.Expr:
    """Return a number as text with at most 10 decimals and without a needless “.0”."""
    rounded = call("round", number, exp.Literal.number(10))
    return call("regexp_replace", exp.cast(rounded, "VARCHAR"), text(r"\.0$"), text(""))
