"""Settings of the steps that look for dates."""

from typing import Any, Literal

from pydantic import field_validator

from atelier.tables.steps.base import StepParams, setting
from atelier.tables.steps.matching import value_words
from atelier.tables.steps.ranges import PARTS

_RANGE: dict[str, Any] = {"field": "filterType", "op": "eq", "value": "RANGE"}
_PART: dict[str, Any] = {"field": "filterType", "op": "eq", "value": "PART"}


class DateRangeParams(StepParams):
    """Which dates are meant: those in a range, or those with a part."""

    filterType: Literal["RANGE", "PART"] = setting(
        "RANGE", label="Look for", options={"RANGE": "A range of dates", "PART": "A part of the date"}
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
    timezone_id: str = setting(
        "UTC", label="Time zone", help="Of the two dates, such as Europe/Paris.", max_length=60, shown_if=_RANGE
    )
    part: Literal[
        "YEAR", "QUARTER_OF_YEAR", "MONTH_OF_YEAR", "WEEK_OF_YEAR", "DAY_OF_MONTH", "DAY_OF_WEEK", "HOUR_OF_DAY",
        "INDIVIDUAL",
    ] = setting("YEAR", label="Part", options=PARTS, shown_if=_PART)  # fmt: skip
    values: list[str] = setting(
        [], label="Values", widget="values", help="Any of them, such as 1 and 12. Parts are in UTC.", shown_if=_PART
    )

    @field_validator("min", "max", mode="before")
    @classmethod
    def _none_is_empty(cls, value: Any) -> Any:
        return "" if value is None else value

    @field_validator("values", mode="before")
    @classmethod
    def _numbers_are_texts(cls, value: Any) -> Any:
        return [str(one) if isinstance(one, int) else one for one in value] if isinstance(value, list) else value


def date_words(params: DateRangeParams) -> str:
    """Return what is looked for in words."""
    if params.filterType == "PART":
        return f"has the {PARTS[params.part].split(' (')[0].lower()} {value_words(params.values)}"
    if params.min and params.max:
        return f"is from {params.min} to {params.max}"
    return f"is from {params.min} on" if params.min else f"is up to {params.max}"
