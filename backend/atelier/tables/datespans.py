"""How moments are spread: by day, month or year, whichever fits their span."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Literal

import duckdb
from sqlglot import exp

By = Literal["day", "month", "year"]

_MOST_DAYS = 92
_MOST_MONTH_DAYS = 366 * 5
_MOST_BINS = 400


@dataclass(frozen=True, slots=True)
class DateBin:
    """The rows from `start` to before `end`, in ISO 8601."""

    start: str
    end: str
    count: int


@dataclass(frozen=True, slots=True)
class DateFigures:
    """First and last moment, and the rows of each day, month or year."""

    min: str | None
    max: str | None
    by: By
    histogram: Sequence[DateBin]


def date_figures(connection: duckdb.DuckDBPyConnection, source: str, where: str, sql: exp.Expr) -> DateFigures:
    """Return how the moments of a column are spread; gaps are bins of none where there are few enough."""
    moment = exp.cast(sql, "TIMESTAMP").sql(dialect="duckdb")
    finite = f"CASE WHEN isfinite({moment}) THEN {moment} END"
    found = connection.execute(
        f"SELECT {_iso('min(m)')}, {_iso('max(m)')}, date_diff('day', min(m), max(m)) "  # noqa: S608  # from trees
        f"FROM (SELECT {finite} AS m FROM {source}{where})"
    ).fetchone()
    if found is None or found[0] is None:
        return DateFigures(None, None, "day", ())
    days = int(found[2])
    by: By = "day" if days <= _MOST_DAYS else "month" if days <= _MOST_MONTH_DAYS else "year"
    counted = connection.execute(
        f"SELECT {_day('b')}, count(*) FROM (SELECT date_trunc('{by}', {finite}) AS b FROM {source}{where}) "  # noqa: S608
        f"WHERE b IS NOT NULL GROUP BY b ORDER BY b LIMIT {_MOST_BINS * 10}"
    ).fetchall()
    return DateFigures(found[0], found[1], by, _bins(counted, by))


def _iso(sql: str) -> str:
    return f"strftime({sql}, '%Y-%m-%dT%H:%M:%S.%gZ')"


def _day(sql: str) -> str:
    return f"strftime({sql}, '%Y-%m-%d')"


def _bins(counted: Sequence[tuple[str, int]], by: By) -> list[DateBin]:
    counts = dict(counted)
    try:
        first, last = (datetime.strptime(counted[place][0], "%Y-%m-%d").replace(tzinfo=UTC) for place in (0, -1))
        starts = [first]
        while starts[-1] < last and len(starts) <= _MOST_BINS:
            starts.append(_next(starts[-1], by))
        edges = [*starts, _next(starts[-1], by)]
    except (ValueError, OverflowError):  # before the year 1 or after 9999
        return [DateBin(start, start, count) for start, count in counted]
    if len(starts) > _MOST_BINS:
        edges = [datetime.strptime(start, "%Y-%m-%d").replace(tzinfo=UTC) for start, _ in counted]
        return [DateBin(_text(one), _text(_next(one, by)), counts[one.strftime("%Y-%m-%d")]) for one in edges]
    return [
        DateBin(_text(start), _text(end), counts.get(start.date().isoformat(), 0)) for start, end in pairwise(edges)
    ]


def _next(start: datetime, by: By) -> datetime:
    if by == "day":
        return start + timedelta(days=1)
    if by == "year":
        return start.replace(year=start.year + 1)
    return start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)


def _text(moment: datetime) -> str:
    return f"{moment.date().isoformat()}T00:00:00.000Z"
