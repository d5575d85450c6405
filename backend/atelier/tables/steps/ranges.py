"""Tests whether numbers and moments lie in a range, for the steps that filter on it and those that flag it."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.tables.relation import Relation
from atelier.tables.steps.matching import certain
from atelier.tables.steps.typed import day_after, moment, moment_sql, number
from atelier.tables.types import NUMERIC

PARTS: dict[str, str] = {
    "YEAR": "Year",
    "QUARTER_OF_YEAR": "Quarter",
    "MONTH_OF_YEAR": "Month",
    "WEEK_OF_YEAR": "Week (ISO)",
    "DAY_OF_MONTH": "Day of the month",
    "DAY_OF_WEEK": "Day of the week (1 is Monday)",
    "HOUR_OF_DAY": "Hour",
    "INDIVIDUAL": "The day itself",
}
_FUNCTIONS: dict[str, str] = {
    "YEAR": "year", "QUARTER_OF_YEAR": "quarter", "MONTH_OF_YEAR": "month", "WEEK_OF_YEAR": "week",
    "DAY_OF_MONTH": "day", "DAY_OF_WEEK": "isodow", "HOUR_OF_DAY": "hour",
}  # fmt: skip


def as_number(table: Relation, name: str) -> exp.Expr:
    """Return a column as numbers; what is none is empty."""
    field = table.field(name)
    if field.column.type in NUMERIC:
        return field.sql
    if field.column.type == "date":
        return exp.cast(exp.null(), "DOUBLE")
    return exp.TryCast(this=table.text(name), to=exp.DataType.build("DOUBLE"))


def as_moment(table: Relation, name: str) -> exp.Expr:
    """Return a column as moments; texts are read as ISO dates, what is none is empty."""
    field = table.field(name)
    if field.column.type == "date":
        return field.sql
    return exp.TryCast(this=table.text(name), to=exp.DataType.build("TIMESTAMP"))


def in_numbers(table: Relation, name: str, least: float | None, most: float | None) -> exp.Expr:
    """Return the test whether a cell is a number from `least` to `most`, both included."""
    value = as_number(table, name)
    tests: list[exp.Expr] = []
    if least is not None:
        tests.append(exp.GTE(this=value.copy(), expression=number(least)))
    if most is not None:
        tests.append(exp.LTE(this=value.copy(), expression=number(most)))
        # not-a-number is above all numbers for the engine
        tests.append(exp.not_(exp.Anonymous(this="isnan", expressions=[exp.cast(value.copy(), "DOUBLE")])))
    return certain(exp.paren(exp.and_(*tests)))


def or_empty(table: Relation, name: str, test: exp.Expr, includes_empty: bool) -> exp.Expr:
    """Return a test of a cell, which empty cells pass too where wished."""
    return exp.paren(exp.or_(test, table.is_empty(name))) if includes_empty else test


def check_numbers(least: float | None, most: float | None) -> None:
    """Raise `InvalidInput` for a range of numbers that has no bound, or none inside."""
    if least is None and most is None:
        raise InvalidInput.at("min", "Give a lower or an upper bound.")
    if least is not None and most is not None and not least <= most:
        raise InvalidInput.at("max", "The upper bound is below the lower one.")


def number_words(least: float | None, most: float | None) -> str:
    """Return a range of numbers in words."""
    if least is not None and most is not None:
        return f"is between {least:g} and {most:g}"
    return f"is at least {least:g}" if least is not None else f"is at most {most:g}" if most is not None else "is"


def zone_of(name: str, loc: str) -> tzinfo:
    """Return a time zone by its name; raises `InvalidInput` at `loc`."""
    try:
        return ZoneInfo(name or "UTC")
    except Exception:  # a hostile name fails as a path in many ways
        raise InvalidInput.at(loc, f"There is no time zone “{shown(name)}”. One is Europe/Paris.") from None


def moments(least: str, most: str, zone: str) -> tuple[datetime | None, datetime | None, bool]:
    """Return a range of dates as naive UTC, and whether its end is itself outside.

    A date without a time means its whole day. Raises `InvalidInput` at `min`, `max` or `timezone_id`.
    """
    where = zone_of(zone, "timezone_id")
    bounds: list[datetime | None] = []
    for loc, text in (("min", least), ("max", most)):
        read = moment(text, where) if text.strip() else None
        if text.strip() and read is None:
            raise InvalidInput.at(loc, f"“{shown(text)}” is not a date such as 2026-05-31 or 2026-05-31T14:00:00.")
        bounds.append(read)
    start, end = bounds
    if start is None and end is None:
        raise InvalidInput.at("min", "Give a first or a last date.")
    is_day = end is not None and len(most.strip()) <= len("2026-05-31")
    if is_day and end is not None:
        end = day_after(end)
    if start is not None and end is not None and start > end:
        raise InvalidInput.at("max", "The last date is before the first one.")
    return start, end, is_day


def in_moments(table: Relation, name: str, least: str, most: str, zone: str) -> exp.Expr:
    """Return the test whether a cell is a moment in a range of dates."""
    start, end, is_outside = moments(least, most, zone)
    return between(table, name, start, end, is_end_outside=is_outside)


def between(
    table: Relation, name: str, start: datetime | None, end: datetime | None, *, is_end_outside: bool
) -> exp.Expr:
    """Return the test whether a cell is a moment between two, in naive UTC; None is no bound."""
    value = as_moment(table, name)
    tests: list[exp.Expr] = [exp.not_(exp.Is(this=value.copy(), expression=exp.null()))]
    if start is not None:
        tests.append(exp.GTE(this=value.copy(), expression=moment_sql(start)))
    if end is not None:
        compare = exp.LT if is_end_outside else exp.LTE
        tests.append(compare(this=value.copy(), expression=moment_sql(end)))
    return certain(exp.paren(exp.and_(*tests)))


def check_parts(part: str, values: Sequence[str]) -> None:
    """Raise `InvalidInput` at `values` for parts of dates that are none."""
    if not values:
        raise InvalidInput.at("values", "Give at least one value.")
    for value in values:
        fits = moment(value) is not None if part == "INDIVIDUAL" else _whole(value) is not None
        if not fits:
            kind = "a date such as 2026-05-31" if part == "INDIVIDUAL" else "a whole number"
            raise InvalidInput.at("values", f"“{shown(value)}” is not {kind}.")


def has_part(table: Relation, name: str, part: str, values: Sequence[str]) -> exp.Expr:
    """Return the test whether a part of a moment (in UTC) is one of the values."""
    value = as_moment(table, name)
    sought: list[exp.Expr]
    if part == "INDIVIDUAL":
        value = exp.cast(value, "DATE")
        days = [read for one in values if (read := moment(one)) is not None]
        sought = [exp.cast(exp.Literal.string(day.date().isoformat()), "DATE") for day in days]
    else:
        value = exp.Anonymous(this=_FUNCTIONS[part], expressions=[value])
        sought = [number(whole) for one in values if (whole := _whole(one)) is not None]
    return certain(exp.In(this=value, expressions=sought)) if sought else exp.false()


def _whole(text: str) -> int | None:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.removeprefix("-").isdigit() and len(plain) < 10 else None
