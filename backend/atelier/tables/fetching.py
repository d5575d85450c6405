"""Rows of a table by their numbers, whether they lie together or anywhere."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlglot import exp

from atelier.storage.schema import Column
from atelier.tables.asking import asking
from atelier.tables.order import Numbers
from atelier.tables.pages import SHOWN_TEXT, cell
from atelier.tables.stored import StoredTable


def rows_at(table: StoredTable, columns: Sequence[Column], numbers: Numbers) -> list[list[Any]]:
    """Return the rows of these numbers as JSON values, in the same order."""
    if not columns or len(numbers) == 0:
        return [[] for _ in numbers]
    chosen = ", ".join(_fetched(table, column).sql(dialect="duckdb") for column in columns)
    by_part: dict[int, dict[int, int]] = defaultdict(dict)
    for number in numbers.tolist():
        part, row = table.locate(number)
        by_part[part][row] = number
    found: dict[int, tuple[Any, ...]] = {}
    with asking() as connection:
        for part, wanted in by_part.items():
            test = f"file_row_number BETWEEN {min(wanted)} AND {max(wanted)}"
            if max(wanted) - min(wanted) + 1 > len(wanted):
                test = f"file_row_number IN ({', '.join(map(str, wanted))})"
            for row, *values in connection.execute(
                f"SELECT file_row_number, {chosen} FROM {table.source_of_part(part)} WHERE {test}"  # noqa: S608  # our names, whole numbers
            ).fetchall():
                found[wanted[row]] = tuple(values)
    return [
        [cell(value, column) for value, column in zip(found[number], columns, strict=True)]
        for number in numbers.tolist()
    ]


def _fetched(table: StoredTable, column: Column) -> exp.Expr:
    sql = table.sql(column)
    if column.type == "date":
        return exp.Anonymous(this="epoch_ms", expressions=[sql])  # needs no table of time zones
    if column.type == "string":
        return exp.Anonymous(this="left", expressions=[sql, exp.Literal.number(SHOWN_TEXT + 1)])
    return sql
