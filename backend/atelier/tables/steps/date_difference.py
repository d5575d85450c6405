"""Difference between two dates."""

from typing import Literal

from sqlglot import exp

from atelier import clock
from atelier.errors import InvalidInput
from atelier.tables.calls import call, iso_moment, moment_of, new_name, text
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


class DateDifferenceParams(StepParams):
    input1: str = setting("", label="From the date in", widget="column")
    compareTo: Literal["NOW", "COLUMN", "DATE"] = setting(
        "COLUMN", label="To", options={"COLUMN": "Another column", "DATE": "A fixed date", "NOW": "Now"}
    )
    input2: str = setting(
        "", label="Other column", widget="column", shown_if={"field": "compareTo", "op": "eq", "value": "COLUMN"}
    )
    refDate: str = setting(
        "",
        label="Fixed date",
        help="Such as 2024-05-01 or 2024-05-01T12:00:00Z.",
        max_length=60,
        shown_if={"field": "compareTo", "op": "eq", "value": "DATE"},
    )
    outputUnit: Literal["YEARS", "MONTHS", "WEEKS", "DAYS", "HOURS", "MINUTES", "SECONDS"] = setting(
        "DAYS", label="Unit", options=_UNITS, help="Whole units that have passed."
    )
    reverse: bool = setting(False, label="Turn the sign round")
    output: str = setting("since", label="Output column", widget="new_column")


class DateDifference(Step[DateDifferenceParams]):
    """Count the whole years, days, seconds or other units from one date to another. Earlier ends count below zero."""

    type = "DateDifference"
    label = "Date difference"
    category = "dates"
    keywords = ("duration", "age", "days between", "elapsed")
    Params = DateDifferenceParams

    def sentence(self, params: DateDifferenceParams) -> str:
        end = {"NOW": "now", "COLUMN": f"“{params.input2}”", "DATE": params.refDate}[params.compareTo]
        return f"Count {params.outputUnit.lower()} from “{params.input1}” to {end} into “{params.output}”"

    def apply(self, table: Relation, params: DateDifferenceParams, probe: Probe) -> Relation:
        start, end = moment_of(table, params.input1), self._end(table, params, probe)
        if params.reverse:
            start, end = end, start
        unit = params.outputUnit.lower().removesuffix("s")
        counted = exp.cast(call("date_sub", text(unit), start, end), "BIGINT")
        return table.with_columns([New(new_name(params.output, "output"), counted, "bigint")], after=params.input1)

    def _end(self, table: Relation, params: DateDifferenceParams, probe: Probe) -> exp.Expr:
        if params.compareTo == "COLUMN":
            return moment_of(table, params.input2)
        if params.compareTo == "NOW":
            return exp.cast(text(clock.now().strftime("%Y-%m-%d %H:%M:%S")), "TIMESTAMP")
        fixed = iso_moment(text(params.refDate))
        if probe.run(table, exp.select(fixed.copy()))[0][0] is None:
            raise InvalidInput.at("refDate", "The fixed date cannot be read. Write it as 2024-05-01.")
        return fixed
