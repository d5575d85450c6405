"""Pages of rows, quality of columns and single cells from Parquet parts of any size.

DuckDB reads only the parts it is given; columns are spoken of by their place and values are bound, so names may be
anything.
"""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from sqlglot import exp

from atelier import jsontext
from atelier.errors import NotFound
from atelier.storage.names import shown
from atelier.storage.schema import Column
from atelier.tables import engine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_SHOWN_TEXT = 2000
_COLUMNS_AT_ONCE = 200  # thousands of sketches in one query take gigabytes
_VECTOR_POINTS = 60
_EXACT_IN_JSON = 2**53


class _Table:
    """Parts as one table of SQL whose columns are `c0`, `c1`, ..., in the order of the files.

    The names of users are never used in SQL: DuckDB holds names that differ by case only for one.
    """

    def __init__(self, parts: Sequence[Path]) -> None:
        self.files = [str(part) for part in parts]
        with pq.ParquetFile(parts[0]) as first:
            names = first.schema_arrow.names
        self._places = {name: f"c{place}" for place, name in enumerate(names)}
        self.source = f"read_parquet(?) AS t({', '.join(self._places.values())})"

    def __getitem__(self, name: str) -> str:
        place = self._places.get(name)
        if place is None:
            raise NotFound(f"There is no column “{shown(name)}”.")
        return exp.column(place, quoted=True).sql(dialect="duckdb")

    def value(self, column: Column) -> str:
        """Return the column as it is fetched: moments as milliseconds, which need no table of time zones."""
        return f"epoch_ms({self[column.name]})" if column.type == "date" else self[column.name]

    def text(self, column: Column) -> str:
        """Return the column as text."""
        return f"CAST({self[column.name]} AS VARCHAR)"


def rows(
    parts: Sequence[Path],
    columns: Sequence[Column],
    *,
    offset: int,
    limit: int,
    sort: str | None = None,
    descending: bool = False,
    search: str = "",
) -> tuple[list[list[Any]], int]:
    """Return rows `offset` to `offset + limit` of the given columns as JSON values, and the number of matching rows.

    Rows of equal value keep their order in the table, so that pages put together are the whole.
    """
    if not parts or not columns:
        return [], 0
    table = _Table(parts)
    chosen = ", ".join(table.value(column) for column in columns)
    where, bound = _search(table, columns, search)
    order, source = "", table.source
    if sort:
        source = f"(SELECT *, row_number() OVER () AS place FROM {table.source})"  # noqa: S608
        order = f" ORDER BY {table[sort]} {'DESC' if descending else 'ASC'} NULLS LAST, place"
    with engine.shared() as connection:
        total = connection.execute(
            f"SELECT count(*) FROM {table.source}{where}",  # noqa: S608  # identifiers are ours, values are bound
            [table.files, *bound],
        ).fetchone()
        found = connection.execute(
            f"SELECT {chosen} FROM {source}{where}{order} LIMIT ? OFFSET ?",  # noqa: S608
            [table.files, *bound, limit, offset],
        ).fetchall()
    cells = [[cell(value, column) for value, column in zip(row, columns, strict=True)] for row in found]
    return cells, int(total[0]) if total else 0


def whole_cell(parts: Sequence[Path], column: Column, row: int) -> Any:
    """Return one cell in full (a vector's every value); None beyond the last row."""
    if not parts:
        return None
    table = _Table(parts)
    with engine.shared() as connection:
        found = connection.execute(
            f"SELECT {table.value(column)} FROM {table.source} LIMIT 1 OFFSET ?",  # noqa: S608
            [table.files, row],
        ).fetchone()
    return None if found is None else _plain(found[0], column)


def quality(parts: Sequence[Path], columns: Sequence[Column]) -> tuple[int, list[dict[str, Any]]]:
    """Return the number of rows and, for each column, how many values are valid for its meaning, invalid, empty."""
    if not parts or not columns:
        return 0, [{"name": c.name, "valid": 0, "invalid": 0, "empty": 0, "distinct": None} for c in columns]
    table = _Table(parts)
    total = 0
    figures: list[dict[str, Any]] = []
    for start in range(0, len(columns), _COLUMNS_AT_ONCE):
        total, some = _quality(table, columns[start : start + _COLUMNS_AT_ONCE])
        figures += some
    return total, figures


def _quality(table: _Table, columns: Sequence[Column]) -> tuple[int, list[dict[str, Any]]]:
    asked = ["count(*)"]
    for column in columns:
        name = table[column.name]
        is_text = column.type in ("string", "object") or (column.type == "array" and column.meaning != "vector")
        empty = f"{name} IS NULL OR {name} = ''" if is_text else f"{name} IS NULL"
        asked.append(f"count(*) FILTER (WHERE {empty})")
        asked.append(f"count(*) FILTER (WHERE NOT ({empty}) AND {_invalid(column, table)})")
        asked.append(f"approx_count_distinct({name})" if column.type != "array" else "NULL")
    with engine.shared() as connection:
        found = connection.execute(
            f"SELECT {', '.join(asked)} FROM {table.source}",  # noqa: S608
            [table.files],
        ).fetchone()
    assert found is not None
    total = int(found[0])
    figures = []
    for index, column in enumerate(columns):
        empty_count, invalid, distinct = found[1 + 3 * index : 4 + 3 * index]
        figures.append(
            {
                "name": column.name,
                "valid": total - empty_count - invalid,
                "invalid": invalid,
                "empty": empty_count,
                "distinct": distinct,
            }
        )
    return total, figures


def value_counts(parts: Sequence[Path], column: str, *, limit: int) -> dict[str, int]:
    """Return the commonest values of a column as text, with their counts, commonest first."""
    if not parts:
        return {}
    table = _Table(parts)
    with engine.shared() as connection:
        found = connection.execute(
            f"SELECT CAST({table[column]} AS VARCHAR) AS value, count(*) AS n FROM {table.source} "  # noqa: S608
            "WHERE value IS NOT NULL AND value <> '' GROUP BY value ORDER BY n DESC, value LIMIT ?",
            [table.files, limit],
        ).fetchall()
    return {str(value): int(count) for value, count in found}


def cell(value: Any, column: Column) -> Any:
    """Return a value as it is sent to the grid: vectors summed up, objects parsed, long text cut."""
    if value is None:
        return None
    if isinstance(value, list):
        return _vector(value)
    if column.type == "object" and isinstance(value, str):
        return _parsed(value)
    if column.type == "array" and isinstance(value, str):
        parsed = _parsed(value)
        return _vector(parsed) if isinstance(parsed, list) and _is_numeric(parsed) else parsed
    if isinstance(value, str):
        return value if len(value) <= _SHOWN_TEXT else value[:_SHOWN_TEXT] + "…"
    return _plain(value, column)


def _plain(value: Any, column: Column) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if column.type == "date" and isinstance(value, int):
        return (_EPOCH + timedelta(milliseconds=value)).isoformat().replace("+00:00", "Z")
    if isinstance(value, int) and abs(value) > _EXACT_IN_JSON:
        return str(value)  # a browser would round it
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [_plain(each, column) for each in value]
    if column.type in ("object", "array") and isinstance(value, str):
        return _parsed(value)
    return value


def _parsed(text: str) -> Any:
    try:
        return jsontext.loads(text)
    except ValueError:
        return text[:_SHOWN_TEXT]


def _is_numeric(values: list[Any]) -> bool:
    return bool(values) and all(isinstance(value, int | float) for value in values[:100])


def _vector(values: list[Any]) -> dict[str, Any]:
    """Sum a vector up: length, bounds, and about sixty values spread over it for a small curve."""
    numbers = [float(value) for value in values if isinstance(value, int | float) and math.isfinite(value)]
    if not numbers:
        return {"length": len(values), "min": None, "max": None, "head": []}
    step = max(1, math.ceil(len(numbers) / _VECTOR_POINTS))
    return {
        "length": len(values),
        "min": min(numbers),
        "max": max(numbers),
        "head": [round(number, 6) for number in numbers[::step]],
    }


def _search(table: _Table, columns: Sequence[Column], search: str) -> tuple[str, list[str]]:
    searched = [column for column in columns if not (column.type == "array" and column.meaning == "vector")]
    if not search:
        return "", []
    tests = " OR ".join(f"contains(lower({table.text(column)}), lower(?))" for column in searched)
    return f" WHERE ({tests})" if tests else " WHERE FALSE", [search] * len(searched)


def _invalid(column: Column, table: _Table) -> str:
    name, text = table[column.name], table.text(column)
    match column.meaning:
        case "flag":
            return f"{text} NOT IN ('0', '1', 'true', 'false')"
        case "integer" if column.type == "string":
            return f"try_cast({name} AS BIGINT) IS NULL"
        case "decimal" if column.type == "string":
            return f"try_cast({name} AS DOUBLE) IS NULL"
        case "picture_path":
            return f"NOT regexp_matches(lower({text}), '\\.(jpe?g|png|gif|bmp|webp|tiff?)$')"
        case "prediction" | "object" if column.type in ("object", "string"):
            return f"NOT json_valid({name})"
        case _:
            return "FALSE"
