"""Windows of whole days, weeks, months or years around a moment."""

from datetime import UTC, datetime, timedelta
from typing import Literal

from atelier.errors import InvalidInput

Unit = Literal["YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR"]

UNITS: dict[str, str] = {
    "YEAR": "Years",
    "QUARTER": "Quarters",
    "MONTH": "Months",
    "WEEK": "Weeks",
    "DAY": "Days",
    "HOUR": "Hours",
}
FROM_PARTS: dict[str, Unit] = {
    "YEAR": "YEAR", "QUARTER_OF_YEAR": "QUARTER", "MONTH_OF_YEAR": "MONTH", "WEEK_OF_YEAR": "WEEK",
    "DAY_OF_MONTH": "DAY", "DAY_OF_WEEK": "DAY", "INDIVIDUAL": "DAY", "HOUR_OF_DAY": "HOUR",
}  # fmt: skip
"""What the units are called as parts of dates."""

MOST_UNITS = 10_000

Window = tuple[datetime | None, datetime | None]

_MONTHS = {"YEAR": 12, "QUARTER": 3, "MONTH": 1}


def window(now: datetime, unit: Unit, last: int, next: int, with_current: bool, until_now: bool) -> Window:
    """Return the first moment of a window and the one after its end, as naive UTC; units are those of `now`'s zone.

    A bound that lies beyond the calendar is None. Raises `InvalidInput` at `next` or `withCurrent`.
    """
    if until_now and next:
        raise InvalidInput.at("next", "What is only up to now has no units after this one.")
    if last and next and not with_current:
        raise InvalidInput.at("withCurrent", "A window before and after this unit holds this one too.")
    if not (last or next or with_current or until_now):
        raise InvalidInput.at("last", "Give units before or after this one, or take this one.")
    holds_current = with_current or until_now
    start = _moved(now, unit, -last if last or holds_current else 1)
    end = now if until_now else _moved(now, unit, next + 1 if next or holds_current else 0)
    return _utc(start), _utc(end)


def words(unit: Unit, last: int, next: int, with_current: bool, until_now: bool) -> str:
    """Return a window in words: `is in the last 7 days or this one`."""
    noun = unit.lower()
    said = [f"the {word} {count} {noun}s" if count > 1 else f"the {word} {noun}"
            for word, count in (("last", last), ("next", next)) if count]  # fmt: skip
    if with_current or until_now:
        said.append(f"this {'one' if said else noun}")
    return f"is in {' or '.join(said) or 'no time'}{', up to now' if until_now else ''}"


def _moved(now: datetime, unit: Unit, count: int) -> datetime | None:
    """Return the beginning of the unit that lies `count` units after that of `now`; None beyond the calendar."""
    if unit == "HOUR":  # by the clock of the world: an hour is an hour, also in the night when clocks are moved
        begun = now.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
        return _added(begun, timedelta(hours=count))
    day = now.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if unit in _MONTHS:
        size = _MONTHS[unit]
        months = day.year * 12 + (day.month - 1) // size * size + count * size
        return day.replace(year=months // 12, month=months % 12 + 1, day=1) if 12 <= months < 120_000 else None
    if unit == "WEEK":
        return _added(day, timedelta(days=7 * count - day.weekday()))
    return _added(day, timedelta(days=count))


def _added(moment: datetime, by: timedelta) -> datetime | None:
    try:
        return moment + by  # in one zone this keeps the time of the day
    except OverflowError:
        return None


def _utc(moment: datetime | None) -> datetime | None:
    try:
        return None if moment is None else moment.astimezone(UTC).replace(tzinfo=None)
    except OverflowError:
        return None
