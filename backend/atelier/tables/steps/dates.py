"""Settings of the steps that look for dates."""

from typing import Any, Literal

from pydantic import field_validator
from sqlglot import exp

from atelier import clock
from atelier.tables.relation import Relation
from atelier.tables.steps import ranges, relative
from atelier.tables.steps.base import StepParams, setting
from atelier.tables.steps.matching import value_words
from atelier.tables.steps.ranges import PARTS

_RANGE: dict[str, Any] = {"field": "filterType", "op": "eq", "value": "RANGE"}
_RELATIVE: dict[str, Any] = {"field": "filterType", "op": "eq", "value": "RELATIVE"}
_PART: dict[str, Any] = {"field": "filterType", "op": "eq", "value": "PART"}


class DateRangeParams(StepParams):
    """Which dates are meant: those in a range, those around the present, or those with a part."""

    filterType: Literal["RANGE", "RELATIVE", "PART"] = setting(
        "RANGE",
        label="Look for",
        options={
            "RANGE": "A range of dates",
            "RELATIVE": "Dates around now",
            "PART": "A part of the date",
        },
    )
    min: str = setting(
        "", label="From", help="Such as 2026-05-01 or 2026-05-01T08:00. Empty: no first date.", shown_if=_RANGE
    )
    max: str = setting(
        "",
        label="To",
        help="Included; a date without a time means its whole day. Empty: no last date.",
        shown_if=_RANGE,
    )
    relativeUnit: relative.Unit = setting(
        "DAY", label="Unit", help="Whole ones of the calendar; weeks begin on Monday.", options=relative.UNITS,
        shown_if=_RELATIVE,
    )  # fmt: skip
    last: int = setting(7, label="Units before this one", ge=0, le=relative.MOST_UNITS, shown_if=_RELATIVE)
    next: int = setting(0, label="Units after this one", ge=0, le=relative.MOST_UNITS, shown_if=_RELATIVE)
    withCurrent: bool = setting(True, label="This one too", help="Today, this month, ...", shown_if=_RELATIVE)
    untilNow: bool = setting(
        False, label="Only up to now", help="Moments that are still to come are not meant.", shown_if=_RELATIVE
    )
    timezone_id: str = setting(
        "UTC",
        label="Time zone",
        help="Of the dates, such as Europe/Paris.",
        max_length=60,
        shown_if={"field": "filterType", "op": "in", "value": ["RANGE", "RELATIVE"]},
    )
    part: Literal[
        "YEAR", "QUARTER_OF_YEAR", "MONTH_OF_YEAR", "WEEK_OF_YEAR", "DAY_OF_MONTH", "DAY_OF_WEEK", "HOUR_OF_DAY",
        "INDIVIDUAL",
    ] = setting("YEAR", label="Part", options=PARTS, shown_if=_PART)  # fmt: skip
    values: list[str] = setting(
        [], label="Values", widget="values", help="Any of them, such as 1 and 12. Parts are in UTC.", shown_if=_PART
    )
    includeEmptyValues: bool = setting(False, label="Empty cells match too", help="Off: they never do.")

    @field_validator("min", "max", mode="before")
    @classmethod
    def _none_is_empty(cls, value: Any) -> Any:
        return "" if value is None else value

    @field_validator("values", mode="before")
    @classmethod
    def _numbers_are_texts(cls, value: Any) -> Any:
        return [str(one) if isinstance(one, int) else one for one in value] if isinstance(value, list) else value

    def check_dates(self) -> None:
        """Raise `InvalidInput` for settings that mean no date."""
        if self.filterType == "RANGE":
            ranges.moments(self.min, self.max, self.timezone_id)
        elif self.filterType == "PART":
            ranges.check_parts(self.part, self.values)
        else:
            self._window()

    def found_dates(self, table: Relation, name: str) -> exp.Expr:
        """Return the test whether a cell of a column is meant."""
        if self.filterType == "RANGE":
            test = ranges.in_moments(table, name, self.min, self.max, self.timezone_id)
        elif self.filterType == "PART":
            test = ranges.has_part(table, name, self.part, self.values)
        else:
            test = ranges.between(table, name, *self._window(), is_end_outside=True)
        return ranges.or_empty(table, name, test, self.includeEmptyValues)

    def date_words(self) -> str:
        """Return what is looked for in words, as it stands after the column."""
        return f"{self._words()}{' or empty' if self.includeEmptyValues else ''}"

    def _words(self) -> str:
        if self.filterType == "PART":
            return f"has the {PARTS[self.part].split(' (')[0].lower()} {value_words(self.values)}"
        if self.filterType == "RELATIVE":
            return relative.words(self.relativeUnit, self.last, self.next, self.withCurrent, self.untilNow)
        if self.min and self.max:
            return f"is from {self.min} to {self.max}"
        return f"is from {self.min} on" if self.min else f"is up to {self.max}"

    def _window(self) -> relative.Window:
        zone = ranges.zone_of(self.timezone_id, "timezone_id")
        return relative.window(
            clock.now().astimezone(zone), self.relativeUnit, self.last, self.next, self.withCurrent, self.untilNow
        )


def dates_from_dss(params: dict[str, Any]) -> dict[str, Any]:
    """Read the option of a relative filter as DSS writes it."""
    option = params.get("option")
    if params.get("filterType") != "RELATIVE" or not isinstance(option, dict):
        return params
    return {
        **{name: value for name, value in params.items() if name != "option"},
        "relativeUnit": relative.FROM_PARTS.get(str(params.get("part")), params.get("part")),
        "last": option.get("last") or 0,
        "next": option.get("next") or 0,
        "withCurrent": bool(option.get("containsCurrentDatePart")),
        "untilNow": bool(option.get("isUntilNow")),
        "part": "YEAR",
    }
