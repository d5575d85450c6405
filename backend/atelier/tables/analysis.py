"""What a column holds: counts, commonest values, figures of numbers, spans of dates, lengths of texts.

Small tables are counted exactly. Above `EXACT_ROWS` the percentiles, the distinct values, and the commonest of very
many values are estimates, which is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np
from sqlglot import exp, parse_one

from atelier.storage.schema import Column
from atelier.tables.asking import asking
from atelier.tables.datespans import DateFigures, date_figures
from atelier.tables.histogram import Bin, histogram
from atelier.tables.order import where_of
from atelier.tables.question import Question
from atelier.tables.stored import StoredTable
from atelier.tables.types import NUMERIC, WHOLE
from atelier.tables.validity import as_text, count_of, is_empty, is_invalid, is_text

EXACT_ROWS = 2_000_000
TOP = 50
_FEW_VALUES = 100_000
_LONGEST_VALUE = 500
_SOME_ROWS = 1_000_000
_PERCENTILE_ROWS = 500_000
_PERCENTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class ValueCount:
    """A value as text, its rows, and its share of all rows, alone and with those before it."""

    value: str
    count: int
    share: float
    cumulated: float


@dataclass(frozen=True, slots=True)
class NumberFigures:
    """Figures of the finite numbers of a column; `outliers` lie beyond 1.5 times the interquartile range."""

    min: float | None = None
    max: float | None = None
    mean: float | None = None
    median: float | None = None
    std: float | None = None
    p5: float | None = None
    p25: float | None = None
    p75: float | None = None
    p95: float | None = None
    zeros: int = 0
    negatives: int = 0
    outliers: int = 0
    histogram: Sequence[Bin] = ()


@dataclass(frozen=True, slots=True)
class TextFigures:
    """Lengths of the filled texts of a column in characters; `blank` ones hold only white space."""

    shortest: int | None
    longest: int | None
    mean_length: float | None
    blank: int
    histogram: Sequence[Bin]


@dataclass(slots=True)
class Analysis:
    """What a column holds on the rows that were asked for."""

    rows: int = 0
    empty: int = 0
    invalid: int = 0
    distinct: int | None = None
    is_exact: bool = True
    top: list[ValueCount] = field(default_factory=list)
    numbers: NumberFigures | None = None
    dates: DateFigures | None = None
    texts: TextFigures | None = None


def analyze(
    table: StoredTable | None, columns: Sequence[Column], column: Column, *, question: Question, bins: int
) -> Analysis:
    """Return what a column holds on the rows that match a question."""
    if table is None:
        return Analysis()
    rows = _Rows(table, column, where_of(question, table, columns))
    with asking() as connection:
        found = _counted(connection, rows)
        if column.type == "array" and column.meaning == "vector":
            return found
        _add_values(connection, rows, found)
        numbers = _as_number(column, rows.sql)
        if numbers is not None:
            found.numbers = _number_figures(connection, rows, numbers, bins, exact=found.rows <= EXACT_ROWS)
        if column.type == "date":
            found.dates = date_figures(connection, rows.source, rows.where, rows.sql)
        elif column.type == "string":
            found.texts = _text_figures(connection, rows, bins)
    return found


class _Rows:
    """The rows that are looked at, and the column in them."""

    def __init__(self, table: StoredTable, column: Column, where: str) -> None:
        self.table, self.column, self.source, self.where = table, column, table.source, where
        self.sql: exp.Expr = table.sql(column)
        test, self.some_rows = table.some_groups(_SOME_ROWS)
        self.some = f"{where} AND {test}" if where and test else f" WHERE {test}" if test else where

    def ask(self, connection: duckdb.DuckDBPyConnection, *expressions: exp.Expr) -> tuple[Any, ...]:
        """Return the one row of aggregates."""
        chosen = ", ".join(one.sql(dialect="duckdb") for one in expressions)
        found = connection.execute(f"SELECT {chosen} FROM {self.source}{self.where}").fetchone()  # noqa: S608  # from trees
        assert found is not None
        return tuple(found)


def _counted(connection: duckdb.DuckDBPyConnection, rows: _Rows) -> Analysis:
    column, sql = rows.column, rows.sql
    is_vector = column.type == "array" and column.meaning == "vector"
    total, empty, invalid, distinct = rows.ask(
        connection,
        exp.Count(this=exp.Star()),
        count_of(is_empty(column, sql)),
        count_of(is_invalid(column, sql)),
        exp.null() if is_vector else _call("approx_count_distinct", _filled(column, sql)),
    )
    return Analysis(int(total), int(empty), int(invalid), None if distinct is None else int(distinct))


def _add_values(connection: duckdb.DuckDBPyConnection, rows: _Rows, found: Analysis) -> None:
    """Count the commonest values, and the distinct ones, exactly where that is cheap."""
    is_small = found.rows <= EXACT_ROWS
    if is_small or (found.distinct or 0) <= _FEW_VALUES:
        counted = connection.execute(_grouped(rows, rows.where)).fetchall()
        if is_small:
            found.distinct = int(rows.ask(connection, _distinct(_filled(rows.column, rows.sql)))[0])
        elif counted:
            found.distinct = counted[0][2]
        found.is_exact = is_small or _as_number(rows.column, rows.sql) is None
        scale = 1.0
    else:
        counted = connection.execute(_grouped(rows, rows.some)).fetchall()
        found.is_exact = False
        scale = rows.table.rows / max(1, rows.some_rows)
    before = 0
    for value, seen, _ in counted:
        count = round(seen * scale)
        before += count
        found.top.append(ValueCount(value, count, count / found.rows, min(1.0, before / found.rows)))


def _grouped(rows: _Rows, where: str) -> str:
    """Return the query of the commonest values, their rows, and how many values there are."""
    short = _short(rows.column, rows.sql).sql(dialect="duckdb")
    value = as_text(rows.column, exp.column("v")).sql(dialect="duckdb")
    inner = f"SELECT {short} AS v, count(*) AS n FROM {rows.source}{where} GROUP BY v HAVING v IS NOT NULL"  # noqa: S608
    return f"SELECT {value}, n, count(*) OVER () FROM ({inner}) ORDER BY n DESC, v LIMIT {TOP}"  # noqa: S608


def _number_figures(
    connection: duckdb.DuckDBPyConnection, rows: _Rows, sql: exp.Expr, bins: int, *, exact: bool
) -> NumberFigures:
    shares = exp.Array(expressions=[exp.Literal.number(share) for share in _PERCENTILES])
    finite = sql if rows.column.type in WHOLE else _finite(sql)
    double = exp.cast(finite, "DOUBLE")
    # chance by the row's number: of half a million rows the percentiles are within about a thousandth of the rows
    share = 1 if exact else max(1, rows.table.rows // _PERCENTILE_ROWS)
    by_chance = parse_one(f"hash({rows.table.number}) % {share} = 0", dialect="duckdb")
    picked = double.copy() if share == 1 else exp.Case(ifs=[exp.If(this=by_chance, true=double.copy())])
    low, high, mean, zeros, negatives, percentiles = rows.ask(
        connection,
        exp.Min(this=double.copy()),
        exp.Max(this=double.copy()),
        exp.Avg(this=double.copy()),
        count_of(exp.EQ(this=double.copy(), expression=exp.Literal.number(0))),
        count_of(exp.LT(this=double.copy(), expression=exp.Literal.number(0))),
        _call("quantile_cont", picked, shares),
    )
    if low is None:
        return NumberFigures()
    p5, p25, median, p75, p95 = percentiles or (low,) * 5
    reach = 1.5 * (p75 - p25)
    scale = max(abs(low), abs(high)) or 1.0
    scaled = exp.Div(this=double.copy(), expression=_number(scale))
    std, outliers = rows.ask(
        connection,
        _call("stddev_samp", scaled),  # scaled, since squares of large numbers overflow
        count_of(
            exp.or_(
                exp.LT(this=double.copy(), expression=_number(p25 - reach)),
                exp.GT(this=double.copy(), expression=_number(p75 + reach)),
            )
        ),
    )
    shown = histogram(
        connection,
        rows.source,
        rows.where,
        double,
        low=low,
        high=high,
        bins=bins,
        is_whole=rows.column.type in WHOLE,
    )
    return NumberFigures(
        low, high, _bounded(mean), median, None if std is None else _bounded(std * scale), p5, p25, p75, p95,
        int(zeros), int(negatives), int(outliers), shown,
    )  # fmt: skip


def _text_figures(connection: duckdb.DuckDBPyConnection, rows: _Rows, bins: int) -> TextFigures:
    text = rows.sql.sql(dialect="duckdb")
    # what begins with a visible ASCII character need not be searched
    blank = f"CASE WHEN {text} < '!' OR {text} > '~' THEN NOT regexp_matches({text}, '[^\\s\\p{{Z}}]') ELSE false END"
    found = connection.execute(
        f"SELECT length({text}) AS l, count(*) AS n, count_if({blank}) AS b FROM {rows.source}{rows.where} "  # noqa: S608  # from trees
        "GROUP BY l HAVING l > 0"
    ).fetchnumpy()
    lengths, counts = np.asarray(found["l"], dtype=np.int64), np.asarray(found["n"], dtype=np.int64)
    if len(lengths) == 0:
        return TextFigures(None, None, None, 0, ())
    shortest, longest = int(lengths.min()), int(lengths.max())
    bins = min(bins, longest - shortest + 1)
    stop = longest + 1 if longest - shortest < bins else longest
    heights, edges = np.histogram(lengths, bins=bins, range=(shortest, stop), weights=counts)
    shown = [
        Bin(float(edges[place]), float(edges[place + 1]), int(height)) for place, height in enumerate(heights.tolist())
    ]
    mean = float((lengths * counts).sum() / counts.sum())
    return TextFigures(shortest, longest, mean, int(np.asarray(found["b"], dtype=np.int64).sum()), shown)


def _as_number(column: Column, sql: exp.Expr) -> exp.Expr | None:
    if column.type in NUMERIC:
        return sql
    if column.type == "string" and column.meaning in ("integer", "decimal"):
        return exp.TryCast(this=sql, to=exp.DataType.build("DOUBLE"))
    return None


def _filled(column: Column, sql: exp.Expr) -> exp.Expr:
    return exp.Nullif(this=sql.copy(), expression=exp.Literal.string("")) if is_text(column) else sql.copy()


def _short(column: Column, sql: exp.Expr) -> exp.Expr:
    """Return the filled values that are short enough to be listed."""
    if not is_text(column):
        return sql.copy()
    is_short = exp.Between(
        this=exp.Length(this=sql.copy()), low=exp.Literal.number(1), high=exp.Literal.number(_LONGEST_VALUE)
    )
    return exp.Case(ifs=[exp.If(this=is_short, true=sql.copy())])


def _finite(sql: exp.Expr) -> exp.Expr:
    return exp.Case(ifs=[exp.If(this=_call("isfinite", sql.copy()), true=sql.copy())])


def _number(value: float) -> exp.Expr:
    return exp.cast(exp.Literal.string(repr(float(value))), "DOUBLE")


def _bounded(value: float) -> float | None:
    return value if abs(value) <= 1.7976931348623157e308 else None


def _distinct(sql: exp.Expr) -> exp.Expr:
    return exp.Count(this=exp.Distinct(expressions=[sql]))


def _call(name: str, *arguments: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this=name, expressions=list(arguments))
