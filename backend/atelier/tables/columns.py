"""Columns unpacked for random access: Parquet must decode whole row groups to give two hundred rows from anywhere.

A column's file holds, one behind the other: the values (for texts: where each ends), one byte a row that says whether
it is filled, and the texts' bytes. Where each lies follows from the number of rows.
"""

import mmap
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from atelier.errors import TooLarge
from atelier.storage.schema import Column
from atelier.tables.asking import asking
from atelier.tables.cache import TableCache, key_of
from atelier.tables.stored import StoredTable
from atelier.tables.types import WHOLE
from atelier.tables.values import fetched

MAX_BYTES = 4 * 2**30
_BATCH_ROWS = 250_000

_KINDS = {"float": "<f4", "double": "<f8", "boolean": "<u1", "date": "<i8"}


def can_unpack(column: Column) -> bool:
    """Say whether a column has an unpacked form: all but vectors do."""
    return not (column.type == "array" and column.meaning == "vector")


def unpacked(table: StoredTable, column: Column, cache: TableCache) -> Path | None:
    """Return the file of a column; None when it is not there."""
    return cache.known(_key(table, column))


def unpack_later(table: StoredTable, columns: Sequence[Column], cache: TableCache) -> None:
    """Have the files of columns written when nothing else is to be prepared, if there is room."""
    if cache.has_room:
        for column in columns:
            cache.later(_key(table, column), partial(unpack, table=table, column=column))


def unpack(place: Path, table: StoredTable, column: Column) -> None:
    """Write the file of a column."""
    rows, kind = table.file_rows, _kind(column)
    value = fetched(table, column).sql(dialect="duckdb")
    with place.open("w+b") as file, asking() as connection:
        query = connection.sql(f"SELECT {value} FROM {table.file_source}")  # noqa: S608  # from trees
        row, end = 0, 0
        for batch in query.to_arrow_reader(_BATCH_ROWS):
            array = batch.column(0)
            _write_at(file, _valid_base(rows, kind) + row, np.asarray(array.is_valid()).astype(np.uint8))
            if kind is None:
                end = _write_texts(file, array, rows, row, end)
            else:
                _write_at(file, row * np.dtype(kind).itemsize, _numbers(array, kind))
            row += len(array)
            if file.seek(0, 2) > MAX_BYTES:
                raise TooLarge(f"The texts of column {column.name} are too large to be kept unpacked.")


def values_at(path: Path, table: StoredTable, column: Column, rows: NDArray[np.int64]) -> list[Any]:
    """Return the values of a column at places in the files, as the engine would give them."""
    kind, count = _kind(column), table.file_rows
    # mapped for this page only: what stays mapped counts as the server's memory
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        valid = _view(data, "<u1", _valid_base(count, kind), count)[rows].astype(bool).tolist()
        if kind is not None:
            found = _view(data, kind, 0, count)[rows].tolist()
            if column.type == "boolean":
                found = [bool(value) for value in found]
        else:
            ends = _view(data, "<i8", 0, count)
            base = _valid_base(count, kind) + count
            starts = np.where(rows > 0, ends[np.maximum(rows - 1, 0)], 0).tolist()
            found = [
                data[base + start : base + stop].decode()
                for start, stop in zip(starts, ends[rows].tolist(), strict=True)
            ]
            del ends
    return [value if is_valid else None for value, is_valid in zip(found, valid, strict=True)]


def _key(table: StoredTable, column: Column) -> str:
    return key_of("column", table.file_key, table.place(column.name), column.type)


def _kind(column: Column) -> str | None:
    """Return how a value is written; None for texts."""
    if column.type in WHOLE:
        return "<i8"
    return _KINDS.get(column.type)


def _valid_base(rows: int, kind: str | None) -> int:
    return rows * (8 if kind is None else np.dtype(kind).itemsize)


def _numbers(array: pa.Array, kind: str) -> NDArray[Any]:
    filled = array.cast(pa.uint8()) if pa.types.is_boolean(array.type) else array
    return np.asarray(pc.fill_null(filled, 0)).astype(kind)


def _write_texts(file: BinaryIO, array: pa.Array, rows: int, row: int, end: int) -> int:
    texts = pc.fill_null(array.cast(pa.large_string()), "")
    if len(texts) == 0:
        return end
    offsets = np.frombuffer(texts.buffers()[1], dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    _write_at(file, row * 8, (offsets[1:] - offsets[0] + end).astype("<i8"))
    signs = texts.buffers()[2]
    if signs is not None:
        file.seek(_valid_base(rows, None) + rows + end)
        file.write(memoryview(signs)[int(offsets[0]) : int(offsets[-1])])
    return end + int(offsets[-1] - offsets[0])


def _write_at(file: BinaryIO, place: int, values: NDArray[Any]) -> None:
    file.seek(place)
    file.write(np.ascontiguousarray(values).data)


def _view(data: mmap.mmap, kind: str, base: int, count: int) -> "NDArray[Any]":
    return np.frombuffer(data, dtype=kind, count=count, offset=base)


def places(table: StoredTable, numbers: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the places in the files of rows of a table."""
    return np.asarray(numbers, dtype=np.int64) + table.file_first
