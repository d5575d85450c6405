"""The rows that answer a question, as row numbers in order: worked out once, then any page of it is a slice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.storage.schema import Column
from atelier.tables.asking import asking
from atelier.tables.cache import TableCache, key_of
from atelier.tables.question import Question, condition, order_keys
from atelier.tables.stored import StoredTable

_LARGE_ROWS = 1_000_000
_FIRST_ROWS = 2_000
_BATCH_ROWS = 1_000_000

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Slice:
    """Row numbers of a page, and how many rows match in all; `prepare` sees to the pages to come."""

    numbers: Numbers
    total: int
    prepare: Callable[[], None] = lambda: None


def slice_of(
    question: Question, table: StoredTable, columns: Sequence[Column], cache: TableCache, *, offset: int, limit: int
) -> Slice:
    """Return the numbers of the rows `offset` to `offset + limit` of a question's answer."""
    if question.is_everything or table.rows == 0:
        stop = min(offset + limit, table.rows)
        return Slice(np.arange(min(offset, stop), stop, dtype=np.int64), table.rows)
    where, keys = where_of(question, table, columns), order_keys(question, table, columns)
    key = key_of("order", table.key, where, keys)

    def make(place: Path) -> None:
        _write(place, table, where, keys)

    kept = cache.known(key)
    if kept is None and keys and table.rows > _LARGE_ROWS and offset + limit <= _FIRST_ROWS:
        # the first rows of an order are found faster than the whole order, which is made meanwhile
        numbers, total = _first(table, where, keys, offset, limit)
        return Slice(numbers, total, lambda: cache.later(key, make))
    path = kept or cache.get(key, make)
    order = np.load(path, mmap_mode="r")
    return Slice(np.asarray(order[offset : offset + limit], dtype=np.int64), len(order))


def where_of(question: Question, table: StoredTable, columns: Sequence[Column]) -> str:
    """Return the WHERE of a question, with what belongs to the table itself."""
    test = condition(question, table, columns)
    tests = [*([table.test] if table.test else []), *([f"({test.sql(dialect='duckdb')})"] if test else [])]
    return f" WHERE {' AND '.join(tests)}" if tests else ""


def _first(table: StoredTable, where: str, keys: list[str], offset: int, limit: int) -> tuple[Numbers, int]:
    order = ", ".join([*keys, table.number])
    with asking() as connection:
        found = connection.execute(
            f"SELECT {table.number} FROM {table.source}{where} ORDER BY {order} LIMIT {limit} OFFSET {offset}"  # noqa: S608  # built from trees
        ).fetchall()
        total = table.rows
        if where:
            counted = connection.execute(f"SELECT count(*) FROM {table.source}{where}").fetchone()  # noqa: S608
            total = int(counted[0]) if counted else 0
    return np.array([row[0] for row in found], dtype=np.int64), total


def _write(place: Path, table: StoredTable, where: str, keys: list[str]) -> None:
    order = f" ORDER BY {', '.join([*keys, table.number])}" if keys else ""
    kind = np.uint32 if table.rows < 2**32 else np.int64
    with asking() as connection:
        reader: Any = connection.sql(
            f"SELECT {table.number} FROM {table.source}{where}{order}"  # noqa: S608
        ).to_arrow_reader(_BATCH_ROWS)
        pieces = [batch.column(0).to_numpy(zero_copy_only=False).astype(kind) for batch in reader]
    numbers = np.concatenate(pieces) if pieces else np.empty(0, dtype=kind)
    if not keys:
        numbers.sort()  # the engine gives the rows as its threads find them
    with place.open("wb") as file:
        np.save(file, numbers)
