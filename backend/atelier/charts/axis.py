"""The places of an axis, in their order, from the codes that an answer holds."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from atelier.charts.base import Axis, Place
from atelier.charts.dimensions import Grouped
from atelier.tables.types import WHOLE

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FIXED_MS = {"week": 604_800_000, "day": 86_400_000, "hour": 3_600_000, "minute": 60_000}
_MONTHS_OF = {"year": 12, "quarter": 3, "month": 1}
_MOST_FILLED = 400
_DIGITS = re.compile(r"(\d+)")


def axis_of(one: Grouped, seen: Mapping[Any, str | None], step: str | None, values: int) -> Axis:
    """Return the axis of a dimension whose places `seen` have these texts; gaps between few spans are places too."""
    codes = sorted(float(code) for code in seen if code is not None)
    by: str | None = None
    left = 0
    if one.kind == "values":
        texts = {float(code): text or "" for code, text in seen.items() if code is not None}
        kept = [Place(code, texts[code]) for code in codes if code > 0]
        if one.dimension.order == "name":
            kept.sort(key=lambda place: _natural(place.label))
        left = max(0, values - one.dimension.most)
        places = kept + [Place(0.0, f"{left:,} other{'s' if left != 1 else ''}", "others")] * (0.0 in codes)
    elif one.kind == "bins":
        places = _bins(codes, float(step or 1), is_whole=one.column.type in WHOLE)
    elif one.kind == "cycle":
        by = one.dimension.by
        places = [Place(float(code), label, "span") for code, label in _cycle(by)] if codes else []
    else:
        span = step or one.dimension.by
        by, places = span, _spans(codes, span)
    if None in seen:
        places = [*places, Place(None, "empty", "empty")]
    title = one.column.name if by is None else f"{one.column.name}, by {by.replace('_', ' ')}"
    return Axis(one.column.name, title, one.kind, places, by, left, is_date=one.kind == "date")


def _natural(label: str) -> tuple[tuple[int, int | str], ...]:
    return tuple(
        (0, int(part)) if part.isdecimal() and part.isascii() else (1, part.casefold())
        for part in _DIGITS.split(label)
        if part
    )


def _bins(codes: list[float], step: float, *, is_whole: bool) -> list[Place]:
    if not codes:
        return []
    first, last = codes[0], codes[-1]
    if last - first < _MOST_FILLED and abs(first) < 2**53 and abs(last) < 2**53:
        codes = [first + place for place in range(int(last - first) + 1)]
    places = []
    for code in codes:
        start, end = _round(code * step), _round((code + 1) * step)
        if is_whole and step == 1:
            label = written(start)
        else:
            label = f"{written(start)} to {written(end - 1 if is_whole else end)}"
        places.append(Place(code, label, "span", start, end))
    return places


def _round(value: float) -> float:
    """Return a bin's edge without the noise of its multiplication."""
    return float(f"{value:.12g}") if math.isfinite(value) else math.copysign(1.7976931348623157e308, value)


def written(value: float) -> str:
    """Return a number as people read it."""
    if value == 0:
        return "0"
    if 1e-4 <= abs(value) < 1e12:
        return f"{value:,.10f}".rstrip("0").rstrip(".")
    return f"{value:.6g}"


def _cycle(by: str) -> list[tuple[int, str]]:
    if by == "weekday":
        return list(enumerate(_DAYS, 1))
    if by == "month_of_year":
        return list(enumerate(_MONTHS, 1))
    return [(hour, f"{hour:02d}:00") for hour in range(24)]


def _spans(codes: list[float], by: str) -> list[Place]:
    if not codes:
        return []
    whole = [int(code) for code in codes]
    filled = [whole[0]]
    while filled[-1] < whole[-1] and len(filled) <= _MOST_FILLED:
        filled.append(_next(filled[-1], by))
    if len(filled) > _MOST_FILLED or set(whole) - set(filled):
        filled = whole
    return [Place(float(code), _moment(code, by), "span", float(code), float(_next(code, by))) for code in filled]


def _next(code: int, by: str) -> int:
    if by in _FIXED_MS:
        return code + _FIXED_MS[by]
    try:
        day = _EPOCH + timedelta(milliseconds=code)
        month = day.month - 1 + _MONTHS_OF[by]
        return int((day.replace(year=day.year + month // 12, month=month % 12 + 1) - _EPOCH).total_seconds() * 1000)
    except (OverflowError, ValueError):  # beyond the calendar
        return code + 30 * _MONTHS_OF[by] * _FIXED_MS["day"]


def _moment(code: int, by: str) -> str:
    try:
        day = _EPOCH + timedelta(milliseconds=code)
    except OverflowError:
        return f"{code} ms"
    month = _MONTHS[day.month - 1][:3]
    match by:
        case "year":
            return str(day.year)
        case "quarter":
            return f"Q{(day.month + 2) // 3} {day.year}"
        case "month":
            return f"{month} {day.year}"
        case "week" | "day":
            return f"{day.day} {month} {day.year}"
        case _:
            return f"{day.day} {month} {day.year} {day:%H:%M}"
