"""Move dates by a length of time."""

from typing import Literal

from sqlglot import exp

from atelier.tables.calls import call, in_years, moment_of, number_of, whole
from atelier.tables.probe import Probe
from atelier.tables.relation import New, Relation
from atelier.tables.steps.base import Step, StepParams, setting

_UNITS = {
    "YEARS": "Years",
    "MONTHS": "Months",
    "WEEKS": "Weeks",
    "DAYS": "Days",
    "HOURS": "Hours",
    "MINUTES": "Minutes",
    "SECONDS": "Seconds",
}


class IncrementDateParams(StepParams):
    inCol: str = setting("", label="Column", widget="column")
    outCol: str = setting("", label="Output column", help="Empty: the column itself.", widget="new_column")
    incrementUnit: Literal["YEARS", "MONTHS", "WEEKS", "DAYS", "HOURS", "MINUTES", "SECONDS"] = setting(
        "DAYS", label="Unit", options=_UNITS
    )
    incrementBy: Literal["STATIC", "COLUMN"] = setting(
        "STATIC", label="How many", options={"STATIC": "A number", "COLUMN": "As a column says"}
    )
    incrementStaticValue: int = setting(
        1,
        label="Number",
        help="Below zero: earlier.",
        ge=-1_000_000_000,
        le=1_000_000_000,
        shown_if={"field": "incrementBy", "op": "eq", "value": "STATIC"},
    )
    incrementColumn: str = setting(
        "", label="Column of numbers", widget="column", shown_if={"field": "incrementBy", "op": "eq", "value": "COLUMN"}
    )


class IncrementDate(Step[IncrementDateParams]):
    """Move dates later or earlier by years, months, days or other units, all by the same number or each by its own.

    The last day of a month stays within the month it comes to. A date outside the years 1 to 9999 becomes empty.
    """

    type = "DateIncrement"
    dss_types = ("DateIncrementProcessor", "IncrementDate")
    label = "Increment date"
    category = "dates"
    keywords = ("add days", "shift", "later", "earlier")
    Params = IncrementDateParams

    def sentence(self, params: IncrementDateParams) -> str:
        count = f"{params.incrementStaticValue:,}" if params.incrementBy == "STATIC" else f"“{params.incrementColumn}”"
        return f"Move “{params.inCol}” by {count} {params.incrementUnit.lower()}"

    def apply(self, table: Relation, params: IncrementDateParams, probe: Probe) -> Relation:
        moment = moment_of(table, params.inCol)
        if params.incrementBy == "STATIC":
            count: exp.Expr = whole(params.incrementStaticValue)
        else:
            count = number_of(table, params.incrementColumn)
        count = exp.TryCast(this=call("trunc", exp.cast(count, "DOUBLE")), to=exp.DataType.build("INTEGER"))
        length = call(f"to_{params.incrementUnit.lower()}", count)
        # a date too far away fails in the engine: TRY makes it empty instead of ending the run
        moved = in_years(call("try", exp.Add(this=exp.paren(moment), expression=length)))
        return table.with_columns([New(params.outCol or params.inCol, moved, "date")], after=params.inCol)
