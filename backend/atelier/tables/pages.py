"""Quality of columns, commonest values and single cells of tables of any size; cells as a page sends them."""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlglot import exp

from atelier import jsontext
from atelier.storage.schema import Column
from atelier.tables import engine
from atelier.tables.asking import asking
from atelier.tables.stored import StoredTable, open_table
from atelier.tables.validity import count_of, is_empty, is_invalid, is_text

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

SHOWN_TEXT = 2000
_VECTOR_POINTS = 60
_EXACT_IN_JSON = 2**53
_COLUMNS_AT_ONCE = 200  # thousands of sketches in one query take gigabytes


def whole_cell(parts: Sequence[Path], column: Column, row: int) -> Any:
    """Return one cell in full (a vector's every value); None beyond the last row."""
    return whole_cell_of(open_table(parts), column, row) if parts else None


def whole_cell_of(table: StoredTable, column: Column, row: int) -> Any:
    """Return one cell of a table in full; None beyond the last row."""
    sql = table.sql(column)
    if row >= table.rows:
        return None
    part, place = table.locate(row)
    value = exp.Anonymous(this="epoch_ms", expressions=[sql]) if column.type == "date" else sql
    with engine.shared() as connection:
        found = connection.execute(
            f"SELECT {value.sql(dialect='duckdb')} FROM {table.source_of_part(part)} "  # noqa: S608  # from trees
            f"WHERE file_row_number = {place}"
        ).fetchone()
    return None if found is None else _plain(found[0], column)


def quality(parts: Sequence[Path], columns: Sequence[Column]) -> tuple[int, list[dict[str, Any]]]:
    """Return the number of rows and, for each column, how many values are valid for its meaning, invalid, empty."""
    return quality_of(open_table(parts) if parts else None, columns)


def quality_of(table: StoredTable | None, columns: Sequence[Column]) -> tuple[int, list[dict[str, Any]]]:
    """Return the same of a table that may be a sample."""
    if table is None or not columns:
        return 0, [{"name": c.name, "valid": 0, "invalid": 0, "empty": 0, "distinct": None} for c in columns]
    figures: list[dict[str, Any]] = []
    where = f" WHERE {table.test}" if table.test else ""
    with asking() as connection:
        for start in range(0, len(columns), _COLUMNS_AT_ONCE):
            some = columns[start : start + _COLUMNS_AT_ONCE]
            asked = [aggregate for column in some for aggregate in _quality(table, column)]
            found = connection.execute(
                f"SELECT {', '.join(one.sql(dialect='duckdb') for one in asked)} FROM {table.source}{where}"  # noqa: S608  # from trees
            ).fetchone()
            assert found is not None
            figures += [
                {
                    "name": column.name,
                    "valid": table.rows - found[3 * place] - found[3 * place + 1],
                    "invalid": found[3 * place + 1],
                    "empty": found[3 * place],
                    "distinct": found[3 * place + 2],
                }
                for place, column in enumerate(some)
            ]
    return table.rows, figures


def _quality(table: StoredTable, column: Column) -> list[exp.Expr]:
    sql = table.sql(column)
    # an empty text is an empty cell, no value of its own
    filled = exp.Nullif(this=sql.copy(), expression=exp.Literal.string("")) if is_text(column) else sql.copy()
    return [
        count_of(is_empty(column, sql)),
        count_of(is_invalid(column, sql)),
        exp.null() if column.type == "array" else exp.Anonymous(this="approx_count_distinct", expressions=[filled]),
    ]


def value_counts(parts: Sequence[Path], column: str, *, limit: int) -> dict[str, int]:
    """Return the commonest values of a column as text, with their counts, commonest first."""
    if not parts:
        return {}
    table = open_table(parts)
    text = exp.cast(table.sql(column), "VARCHAR").sql(dialect="duckdb")
    with engine.shared() as connection:
        found = connection.execute(
            f"SELECT {text} AS value, count(*) AS n FROM {table.source} "  # noqa: S608  # from trees
            "WHERE value IS NOT NULL AND value <> '' GROUP BY value ORDER BY n DESC, value LIMIT ?",
            [limit],
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
        return value if len(value) <= SHOWN_TEXT else value[:SHOWN_TEXT] + "…"
    return _plain(value, column)


def _plain(value: Any, column: Column) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if column.type == "date" and isinstance(value, int):
        return _moment(value)
    if isinstance(value, int) and abs(value) > _EXACT_IN_JSON:
        return str(value)  # a browser would round it
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [_plain(each, column) for each in value]
    if column.type in ("object", "array") and isinstance(value, str):
        return _parsed(value)
    return value


def _moment(milliseconds: int) -> str:
    try:
        return (_EPOCH + timedelta(milliseconds=milliseconds)).isoformat().replace("+00:00", "Z")
    except OverflowError:  # beyond the year 9999
        return f"{milliseconds} ms"


def _parsed(text: str) -> Any:
    try:
        return jsontext.loads(text)
    except ValueError:
        return text[:SHOWN_TEXT]


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
