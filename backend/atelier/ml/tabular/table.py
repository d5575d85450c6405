"""A table in memory as the models read it: each column once, vectors as one matrix."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from atelier.errors import InvalidInput
from atelier.storage.schema import Column

Rows = NDArray[np.int64]

_STRETCH, _STRETCH_OF_LISTS = 131_072, 1_024  # rows read at once

# Columns beside those of the dataset: whether a row passes the filter to train, and to test on.
TRAIN_ROWS, TEST_ROWS = "__atelier_train__", "__atelier_test__"


@dataclass(frozen=True, slots=True)
class Vectors:
    """A column of vectors: `matrix` of shape (rows, length), and which rows have one."""

    matrix: NDArray[np.float32]
    present: NDArray[np.bool_]


class Table:
    """Columns of equal length. Values are Arrow arrays; what was asked for in another form is kept."""

    def __init__(
        self,
        columns: Sequence[Column],
        values: Mapping[str, pa.ChunkedArray],
        row_count: int,
        *,
        lengths: Mapping[str, int] | None = None,
        first_row: int = 0,
    ) -> None:
        """`lengths` says how long vectors are where no row has one; `first_row` is the place of a stretch's first."""
        self._lengths = dict(lengths or {})
        self._first_row = first_row
        self.columns = {column.name: column for column in columns}
        self.row_count = row_count
        self._values = dict(values)
        self._vectors: dict[str, Vectors] = {}
        self._made_by: dict[str, str] = {}

    @classmethod
    def read(cls, columns: Sequence[Column], parts: Sequence[Path], names: Sequence[str]) -> "Table":
        """Read the columns `names` of a stored dataset once; raises `InvalidInput` for one that is not there."""
        known = {column.name: column for column in columns}
        for name in names:
            if name not in known:
                raise InvalidInput(
                    f"The dataset has no column “{name}” any more.",
                    hint="Restore the column, or look at the features of the task again.",
                )
        place_of = {column.name: place for place, column in enumerate(columns)}
        places = [place_of[name] for name in names]
        tables = []
        for part in parts:
            with pq.ParquetFile(part) as file:
                inside = file.schema_arrow.names  # in the dataset's order; names may differ from the columns' in case
                tables.append(_read_in_stretches(file, [inside[place] for place in places]).rename_columns(list(names)))
        row_count = sum(table.num_rows for table in tables)
        chunks = {
            name: pa.chunked_array(
                [chunk for table in tables for chunk in table.column(place).chunks],
                type=tables[0].schema.field(place).type if tables else pa.string(),
            )
            for place, name in enumerate(names)
        }
        return cls([known[name] for name in names], chunks, row_count)

    def has(self, name: str) -> bool:
        return name in self._values

    def mask(self, name: str) -> NDArray[np.bool_]:
        """Return which rows pass a filter, shape (rows,): all where there is none."""
        if name not in self._values:
            return np.ones(self.row_count, dtype=bool)
        return np.asarray(pc.fill_null(self._values[name], False).combine_chunks().to_numpy(zero_copy_only=False))

    def put_vectors(self, name: str, vectors: Vectors, *, made_by: str = "") -> None:
        """Put vectors beside a column: what a network, known by its key, made of the pictures it names."""
        self._vectors[name] = vectors
        self._made_by[name] = made_by

    def made_by(self, name: str) -> str:
        """Return the key of the network that made a column's vectors; empty where none did."""
        return self._made_by.get(name, "")

    def has_vectors(self, name: str) -> bool:
        """Say whether a column's vectors are at hand."""
        return name in self._vectors

    def arrow(self, name: str) -> pa.ChunkedArray:
        """Return a column as it is stored."""
        return self._values[name]

    def taken(self, name: str, rows: Rows) -> pa.Array:
        """Return a column at some rows, as it is stored."""
        if name in self._vectors:
            found = self._vectors[name]
            length = found.matrix.shape[1]
            flat = pa.array(found.matrix[rows].reshape(-1))
            offsets = pa.array(np.arange(len(rows) + 1, dtype=np.int32) * length)
            return pa.ListArray.from_arrays(offsets, flat, mask=pa.array(~found.present[rows]))
        return self._values[name].take(pa.array(rows)).combine_chunks()

    def with_constant(self, name: str, value: float | str) -> "Table":
        """Return the table with one value in all rows of a column, of the column's own type."""
        kind = self._values[name].type
        if pa.types.is_timestamp(kind):
            value = round(float(value) * 86_400_000)  # days, as `numbers` has them
        constant = pa.repeat(pa.scalar(value).cast(kind), self.row_count)
        columns = list(self.columns.values())
        return Table(columns, {**self._values, name: pa.chunked_array([constant])}, self.row_count)

    def row_bytes(self, name: str) -> int:
        """Return about how many bytes a cell of a column takes."""
        if name in self._vectors:
            return 4 * int(self._vectors[name].matrix.shape[1])
        return int(self._values[name].nbytes / max(1, self.row_count))

    def numbers(self, name: str) -> NDArray[np.float64]:
        """Return a column as numbers of shape (rows,), NaN where there is none; infinite values count as none."""
        values = self._values[name]
        if pa.types.is_timestamp(values.type):
            values = pc.divide(
                pc.cast(pc.cast(values, pa.timestamp("ms")), pa.int64()).cast(pa.float64()), 86_400_000.0
            )
        elif pa.types.is_string(values.type):
            return _numbers_of_texts(values)
        array = np.asarray(pc.cast(values, pa.float64()).to_numpy(), dtype=np.float64)
        return np.where(np.isfinite(array), array, np.nan)  # Arrow's own memory is not to be written to

    def texts(self, name: str) -> NDArray[np.object_]:
        """Return a column as texts of shape (rows,), None where it is empty. Whole numbers are written as such."""
        values = self._values[name]
        if not pa.types.is_string(values.type):
            values = pc.cast(_whole_where_whole(values), pa.string())
        array: NDArray[np.object_] = values.to_numpy(zero_copy_only=False)
        array[array == ""] = None
        return array

    def vectors(self, name: str) -> Vectors:
        """Return a column of vectors; raises `InvalidInput` where their lengths differ."""
        if name not in self._vectors:
            self._vectors[name] = _vectors_of(name, self._values.pop(name), self._lengths.get(name), self._first_row)
            pa.default_memory_pool().release_unused()  # the lists, which the matrix stands for now
        return self._vectors[name]


def _read_in_stretches(file: pq.ParquetFile, inside: Sequence[str]) -> pa.Table:
    """Read columns a stretch at a time: what decoding needs beside its result is then small."""
    known = file.schema_arrow  # made anew each time it is asked for
    wanted = pa.schema([known.field(name) for name in inside])
    has_lists = any(pa.types.is_list(field.type) for field in wanted)
    stretches = file.iter_batches(_STRETCH_OF_LISTS if has_lists else _STRETCH, columns=list(inside))
    read = pa.Table.from_batches((one.select(list(inside)) for one in stretches), wanted)
    pa.default_memory_pool().release_unused()
    return read


def _numbers_of_texts(values: pa.ChunkedArray) -> NDArray[np.float64]:
    import pandas as pd

    found = pd.to_numeric(pd.Series(values.to_pandas()), errors="coerce").to_numpy(dtype=np.float64, copy=True)
    found[~np.isfinite(found)] = np.nan
    return np.asarray(found)


def _whole_where_whole(values: pa.ChunkedArray) -> pa.ChunkedArray:
    if not pa.types.is_floating(values.type):
        return values
    try:
        return pc.cast(values, pa.int64())  # raises where a value has a fraction
    except pa.ArrowInvalid:
        return values


def _vectors_of(name: str, values: pa.ChunkedArray, expected: int | None, first_row: int) -> Vectors:
    if not pa.types.is_list(values.type):
        values = _parsed(name, values, first_row)
    present = np.asarray(pc.is_valid(values).combine_chunks())
    lengths = np.asarray(pc.fill_null(pc.list_value_length(values), 0).combine_chunks())
    filled = lengths > 0
    present = present & filled
    found = np.unique(lengths[present])
    if len(found) == 0 and expected is not None:
        return Vectors(np.zeros((len(present), expected), dtype=np.float32), np.zeros(len(present), dtype=bool))
    if len(found) == 0:
        raise InvalidInput(f"No row of “{name}” holds a vector.", hint="Reject this feature, or choose another type.")
    if len(found) > 1:
        first = int(np.argmax(present & (lengths != found[-1])))
        raise InvalidInput(
            f"The vectors of “{name}” differ in length: from {found[0]:,} to {found[-1]:,} numbers "
            f"(row {first_row + first + 1:,} has {lengths[first]:,}).",
            hint="All must be written by the same layer of the same network. Run the extraction again on all pictures.",
        )
    length = int(found[0])
    flat = pc.list_flatten(values).combine_chunks()
    if flat.null_count:
        raise InvalidInput(f"Vectors of “{name}” have gaps: {flat.null_count:,} of their numbers are missing.")
    numbers = flat.to_numpy(zero_copy_only=False).astype(np.float32, copy=False).reshape(-1, length)
    _demand_finite(name, numbers, present)
    if bool(present.all()):
        return Vectors(numbers, present)
    matrix = np.zeros((len(present), length), dtype=np.float32)
    matrix[present] = numbers
    return Vectors(matrix, present)


def _demand_finite(name: str, numbers: NDArray[np.float32], present: NDArray[np.bool_]) -> None:
    for start in range(0, len(numbers), 1024):
        is_finite = np.isfinite(numbers[start : start + 1024]).all(axis=1)
        if not is_finite.all():
            row = int(np.flatnonzero(present)[start + int(np.argmin(is_finite))])
            raise InvalidInput(
                f"The vector of “{name}” in row {row + 1:,} holds numbers that are infinite or no numbers.",
                hint="Filter such rows out in the script of the analysis, or extract the features again.",
            )


def _parsed(name: str, values: pa.ChunkedArray, first_row: int = 0) -> pa.ChunkedArray:
    """Read vectors that stand as JSON text in the cells."""
    from atelier import jsontext

    if not pa.types.is_string(values.type):
        raise InvalidInput(f"“{name}” holds no vectors.", hint="Choose the type Numerical or Categorical for it.")
    read: list[Any] = []
    for place, text in enumerate(values.to_pylist()):
        try:
            one = jsontext.loads(text) if text else None
        except ValueError:
            one = text
        if one is not None and not (isinstance(one, list) and all(isinstance(x, int | float) for x in one)):
            raise InvalidInput(
                f"Row {first_row + place + 1:,} of “{name}” is no vector: {str(text)[:60]}",
                hint="A vector is written as a list of numbers: [0.1, 2, 3].",
            )
        read.append(one)
    return pa.chunked_array([pa.array(read, type=pa.list_(pa.float32()))])
