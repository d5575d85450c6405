"""Rows of a table by their numbers, whether they lie together or anywhere."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from atelier.storage.schema import Column
from atelier.tables.asking import asking
from atelier.tables.cache import TableCache
from atelier.tables.columns import can_unpack, places, unpack_later, unpacked, values_at
from atelier.tables.order import Numbers
from atelier.tables.pages import cell
from atelier.tables.stored import StoredTable
from atelier.tables.values import fetched

_MANY_VALUES = 5_000_000


def rows_at(table: StoredTable, columns: Sequence[Column], numbers: Numbers, cache: TableCache) -> list[list[Any]]:
    """Return the rows of these numbers as JSON values, in the same order.

    Where many values would have to be decoded for few rows, columns are unpacked meanwhile, for the pages to come.
    """
    if not columns or len(numbers) == 0:
        return [[] for _ in numbers]
    found: dict[str, list[Any]] = {}
    is_scattered = table.groups_of(numbers.tolist()) * len(columns) > _MANY_VALUES
    if is_scattered:
        at = places(table, numbers)
        for column in columns:
            path = unpacked(table, column, cache) if can_unpack(column) else None
            if path is not None:
                try:
                    found[column.name] = values_at(path, table, column, at)
                except FileNotFoundError:  # dropped to make room in this very moment
                    continue
    rest = [column for column in columns if column.name not in found]
    if rest:
        decoded = _decoded(table, rest, numbers)
        for place, column in enumerate(rest):
            found[column.name] = [row[place] for row in decoded]
        if is_scattered:
            unpack_later(table, [column for column in rest if can_unpack(column)], cache)
    by_column = [[cell(value, column) for value in found[column.name]] for column in columns]
    return [list(row) for row in zip(*by_column, strict=True)]


def _decoded(table: StoredTable, columns: Sequence[Column], numbers: Numbers) -> list[tuple[Any, ...]]:
    chosen = ", ".join(fetched(table, column).sql(dialect="duckdb") for column in columns)
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
    return [found[number] for number in numbers.tolist()]
