"""How numbers are spread: counts of equally wide bins, in one scan."""

from dataclasses import dataclass

import duckdb
from sqlglot import exp


@dataclass(frozen=True, slots=True)
class Bin:
    """The rows from `start` to before `end`; the last bin holds its end."""

    start: float
    end: float
    count: int


def histogram(
    connection: duckdb.DuckDBPyConnection,
    source: str,
    where: str,
    sql: exp.Expr,
    *,
    low: float,
    high: float,
    bins: int,
    is_whole: bool = False,
) -> list[Bin]:
    """Return the counts of `bins` bins from `low` to `high`, the bounds of the finite numbers `sql`.

    Few whole numbers get a bin each.
    """
    if is_whole and high - low < bins:
        bins, high = int(high - low) + 1, low + int(high - low) + 1
    elif low == high:
        bins = 1
    # halves, since the span of the largest numbers is no number any more
    width = (high / 2 - low / 2) / bins
    if width <= 0:
        bins, width = 1, 1.0
    halves = exp.Paren(this=exp.Sub(this=exp.Div(this=sql.copy(), expression=_n(2)), expression=_n(low / 2)))
    place = exp.Floor(this=exp.Div(this=halves, expression=_n(width)))
    last = exp.Anonymous(this="least", expressions=[place, _n(bins - 1)])
    query = f"SELECT CAST({last.sql(dialect='duckdb')} AS INTEGER) AS bin, count(*) FROM {source}{where} GROUP BY bin"  # noqa: S608  # from trees
    counts = {place: int(count) for place, count in connection.execute(query).fetchall() if place is not None}
    edges = [low + 2 * width * place for place in range(bins)] + [high]
    return [Bin(edges[place], edges[place + 1], counts.get(place, 0)) for place in range(bins)]


def _n(value: float) -> exp.Expr:
    return exp.cast(exp.Literal.string(repr(float(value))), "DOUBLE")
