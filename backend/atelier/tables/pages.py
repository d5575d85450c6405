"""Pages of rows, quality of columns and single cells from Parquet parts of any size.

DuckDB reads only the parts it is given; identifiers are built with SQLGlot, values are bound, so names may be anything.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
from sqlglot import exp

from atelier import jsontext
from atelier.storage.schema import Column

_SHOWN_TEXT = 2000
_VECTOR_POINTS = 60


@contextmanager
def _connection() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect(config={"threads": 2, "memory_limit": "1GB"})
    try:
        yield connection
    finally:
        connection.close()


def quoted(name: str) -> str:
    """Return a column's name as an identifier of SQL."""
    return exp.to_identifier(name, quoted=True).sql(dialect="duckdb")


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
    """Return rows `offset` to `offset + limit` of the given columns as JSON values, and the number of matching rows."""
    if not parts or not columns:
        return [], 0
    names = [str(part) for part in parts]
    chosen = ", ".join(quoted(column.name) for column in columns)
    where, bound = _search(columns, search)
    order = f" ORDER BY {quoted(sort)} {'DESC' if descending else 'ASC'} NULLS LAST" if sort else ""
    with _connection() as connection:
        total = connection.execute(f"SELECT count(*) FROM read_parquet(?){where}", [names, *bound]).fetchone()  # noqa: S608
        found = connection.execute(
            f"SELECT {chosen} FROM read_parquet(?){where}{order} LIMIT ? OFFSET ?",  # noqa: S608  # identifiers are quoted
            [names, *bound, limit, offset],
        ).fetchall()
    shown = [[cell(value, column) for value, column in zip(row, columns, strict=True)] for row in found]
    return shown, int(total[0]) if total else 0


def whole_cell(parts: Sequence[Path], column: Column, row: int) -> Any:
    """Return one cell in full (a vector's every value); None beyond the last row."""
    with _connection() as connection:
        found = connection.execute(
            f"SELECT {quoted(column.name)} FROM read_parquet(?) LIMIT 1 OFFSET ?",  # noqa: S608
            [[str(part) for part in parts], row],
        ).fetchone()
    return None if found is None else _plain(found[0], column)


def quality(parts: Sequence[Path], columns: Sequence[Column]) -> tuple[int, list[dict[str, Any]]]:
    """Return the number of rows and, for each column, how many values are valid for its meaning, invalid, empty."""
    if not parts or not columns:
        return 0, [{"name": c.name, "valid": 0, "invalid": 0, "empty": 0, "distinct": None} for c in columns]
    asked = ["count(*)"]
    for column in columns:
        name = quoted(column.name)
        is_text = column.type in ("string", "object") or (column.type == "array" and column.meaning != "vector")
        empty = f"{name} IS NULL OR {name} = ''" if is_text else f"{name} IS NULL"
        asked.append(f"count(*) FILTER (WHERE {empty})")
        asked.append(f"count(*) FILTER (WHERE NOT ({empty}) AND {_invalid(column)})")
        asked.append(f"approx_count_distinct({name})" if column.type != "array" else "NULL")
    with _connection() as connection:
        found = connection.execute(
            f"SELECT {', '.join(asked)} FROM read_parquet(?)",  # noqa: S608
            [[str(part) for part in parts]],
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
    name = quoted(column)
    with _connection() as connection:
        found = connection.execute(
            f"SELECT CAST({name} AS VARCHAR) AS value, count(*) AS n FROM read_parquet(?) "  # noqa: S608
            "WHERE value IS NOT NULL AND value <> '' GROUP BY value ORDER BY n DESC, value LIMIT ?",
            [[str(part) for part in parts], limit],
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
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if column.type == "object" and isinstance(value, str):
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


def _search(columns: Sequence[Column], search: str) -> tuple[str, list[str]]:
    text_columns = [column for column in columns if column.type in ("string", "object")]
    if not search or not text_columns:
        return "", []
    tests = " OR ".join(f"contains(lower({quoted(column.name)}), lower(?))" for column in text_columns)
    return f" WHERE ({tests})", [search] * len(text_columns)


def _invalid(column: Column) -> str:
    name = quoted(column.name)
    match column.meaning:
        case "flag":
            return f"CAST({name} AS VARCHAR) NOT IN ('0', '1', 'true', 'false')"
        case "integer" if column.type == "string":
            return f"try_cast({name} AS BIGINT) IS NULL"
        case "decimal" if column.type == "string":
            return f"try_cast({name} AS DOUBLE) IS NULL"
        case "picture_path":
            return f"NOT regexp_matches(lower({name}), '\\.(jpe?g|png|gif|bmp|webp|tiff?)$')"
        case "prediction" | "object" if column.type == "object":
            return f"NOT json_valid({name})"
        case _:
            return "FALSE"
