"""How moments are spread: by day, month or year, whichever fits their span."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

import duckdb
from sqlglot import exp

from atelier.tables.validity import moment

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
    naive = moment(sql).sql(dialect="duckdb")
    found = connection.execute(
        f"SELECT {_iso('min(m)')}, {_iso('max(m)')}, date_diff('day', min(m), max(m)), year(min(m)), year(max(m)) "  # noqa: S608  # from trees
        f"FROM (SELECT {naive} AS m FROM {source}{where})"
    ).fetchone()
    if found is None or found[0] is None:
        return DateFigures(None, None, "day", ())
    first, last, days, first_year, last_year = found
    by: By = "day" if days <= _MOST_DAYS else "month" if days <= _MOST_MONTH_DAYS else "year"
    if first_year < MINYEAR + 1 or last_year > MAXYEAR - 1:
        return DateFigures(first, last, by, ())  # beyond the calendar that the answer could be written in
    place = {"day": "CAST(m AS DATE)", "month": "make_date(year(m), month(m), 1)", "year": "make_date(year(m), 1, 1)"}
    counted = connection.execute(
        f"SELECT {place[by]} AS b, count(*) FROM (SELECT {naive} AS m FROM {source}{where}) "  # noqa: S608
        "WHERE b IS NOT NULL GROUP BY b ORDER BY b"
    ).fetchall()
    return DateFigures(first, last, by, _bins(counted, by))


def _iso(sql: str) -> str:
    return f"strftime({sql}, '%Y-%m-%dT%H:%M:%S.%gZ')"


def _bins(counted: Sequence[tuple[date, int]], by: By) -> list[DateBin]:
    counts = dict(counted)
    starts = [counted[0][0]]
    while starts[-1] < counted[-1][0] and len(starts) <= _MOST_BINS:
        starts.append(_next(starts[-1], by))
    if len(starts) > _MOST_BINS:
        starts = [start for start, _ in counted]
    return [DateBin(_text(start), _text(_next(start, by)), counts.get(start, 0)) for start in starts]


def _next(start: date, by: By) -> date:
    if by == "day":
        return start + timedelta(days=1)
    if by == "year":
        return start.replace(year=start.year + 1)
    return start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)


def _text(day: date) -> str:
    return f"{day.isoformat()}T00:00:00.000Z"
