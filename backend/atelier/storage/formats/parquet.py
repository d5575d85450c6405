"""Parquet as people bring it: any types, turned into those of datasets batch by batch."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.storage.dataset import arrow_type
from atelier.storage.formats import rowwise
from atelier.storage.formats.inference import column_names, convert
from atelier.storage.formats.rowwise import Preview
from atelier.storage.schema import Column, StorageType

BATCH_ROWS = 50_000
MAX_ROW_GROUP_BYTES = 4 * 2**30


@dataclass(slots=True)
class ParquetFormat:
    """Parquet describes itself."""

    def as_json(self) -> dict[str, Any]:
        return {"type": "parquet"}


def looks_like(sample: bytes) -> bool:
    """Say whether a file begins as Parquet does."""
    return sample.startswith(b"PAR1")


def preview(path: Path, columns: list[Column] | None = None) -> Preview:
    """Show the first rows as they would be read."""
    names = names_of(path)
    with _Opened(path) as file:
        natural = [_column(name, field.type) for name, field in zip(names, file.schema_arrow, strict=True)]
        chosen = rowwise.overlaid(natural, columns)
        first = next(_batches(file, 1000), None)
    rows: list[list[Any]] = []
    if first is not None:
        arrays = [_shown(fitted(first.column(place), column)[0]) for place, column in enumerate(chosen)]
        rows = [list(row) for row in zip(*arrays, strict=True)][: rowwise.PREVIEW_ROWS]
    return Preview(ParquetFormat(), [], chosen, rows)


def read_tables(path: Path, columns: list[Column]) -> Iterator[tuple[pa.Table, list[tuple[int, int]]]]:
    """Yield all rows as tables of the datasets' types, with how many values of each column did not fit, and the first.

    The first is counted within the table, from 0.
    """
    schema = pa.schema([pa.field(column.name, arrow_type(column)) for column in columns])
    with _Opened(path) as file:
        for batch in _batches(file, BATCH_ROWS):
            fits = [fitted(batch.column(place), column) for place, column in enumerate(columns)]
            yield pa.Table.from_arrays([array for array, _, _ in fits], schema=schema), [(n, at) for _, n, at in fits]


def names_of(path: Path) -> list[str]:
    """Return the names of the columns: those of the file, made unique."""
    with _Opened(path) as file:
        found = list(file.schema_arrow.names)
    rowwise.check_width(len(found))
    if not found:
        raise InvalidInput("The file has no columns.")
    return column_names([name.replace("\0", "") for name in found], len(found))


def fitted(array: pa.Array, column: Column) -> tuple[pa.Array, int, int]:
    """Return values as a column's type, how many do not fit and are left empty, and where the first of them is."""
    wanted = arrow_type(column)
    plain = _plain(array)
    if plain.type == wanted:
        return plain, 0, 0
    try:
        if pa.types.is_list(wanted) and _is_numbers(plain.type):
            return plain.cast(wanted, safe=False), 0, 0
        if not pa.types.is_nested(plain.type) and not pa.types.is_list(wanted):
            return plain.cast(wanted, safe=not pa.types.is_floating(wanted)), 0, 0
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError):
        pass
    values = [None if text is None else convert(text, column) for text in (_text(one) for one in plain.to_pylist())]
    filled = pc.is_valid(plain).to_pylist()
    lost = [place for place, value in enumerate(values) if value is None and filled[place]]
    return pa.array(values, type=wanted), len(lost), lost[0] if lost else 0


class _Opened:
    """Open a Parquet file, whatever it turns out to be."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> pq.ParquetFile:
        try:
            self._file = pq.ParquetFile(self._path)
            about = self._file.metadata
            sizes = [about.row_group(group).total_byte_size for group in range(about.num_row_groups)]
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _broken(error) from None
        if sizes and max(sizes) > MAX_ROW_GROUP_BYTES:
            raise InvalidInput(
                "The file's row groups are larger than can be read here.", hint="Write it with smaller row groups."
            )
        return self._file

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _shown(array: pa.Array) -> list[Any]:
    try:
        return list(array.to_pylist())
    except (ValueError, OverflowError):  # moments beyond the year 9999
        return [None if value is None else str(value) for value in array.cast(pa.int64()).to_pylist()]


def _batches(file: pq.ParquetFile, rows: int) -> Iterator[pa.RecordBatch]:
    try:
        yield from file.iter_batches(batch_size=rows)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _broken(error) from None


def _column(name: str, kind: pa.DataType) -> Column:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    simple: list[tuple[bool, StorageType, Any]] = [
        (pa.types.is_boolean(kind), "boolean", "boolean"),
        (pa.types.is_int8(kind), "tinyint", "integer"),
        (pa.types.is_int16(kind) or pa.types.is_uint8(kind), "smallint", "integer"),
        (pa.types.is_int32(kind) or pa.types.is_uint16(kind), "int", "integer"),
        (pa.types.is_uint64(kind), "double", "decimal"),
        (pa.types.is_integer(kind), "bigint", "integer"),
        (pa.types.is_float32(kind), "float", "decimal"),
        (pa.types.is_floating(kind) or pa.types.is_decimal(kind), "double", "decimal"),
        (pa.types.is_timestamp(kind) or pa.types.is_date(kind), "date", "date"),
        (_is_numbers(kind), "array", "vector"),
        (_is_list(kind), "array", "array"),
        (pa.types.is_nested(kind), "object", "object"),
    ]
    for holds, stored, meaning in simple:
        if holds:
            return Column(name=name, type=stored, meaning=meaning)
    return Column(name=name, type="string", meaning="text")


def _is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind))


def _is_numbers(kind: pa.DataType) -> bool:
    return _is_list(kind) and bool(pa.types.is_integer(kind.value_type) or pa.types.is_floating(kind.value_type))


def _plain(array: pa.Array) -> pa.Array:
    """Return an array without dictionaries, with moments in UTC."""
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_date(array.type):
        array = array.cast(pa.timestamp("ms"))
    if pa.types.is_timestamp(array.type):
        if array.type.tz is None:
            array = array.cast(pa.timestamp(array.type.unit, tz="UTC"))
        return array.cast(pa.timestamp("ms", tz="UTC"), safe=False)
    if pa.types.is_large_string(array.type):
        return array.cast(pa.string())
    return array


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    try:
        return jsontext.dumps(value)
    except TypeError:
        return str(value)


def _broken(error: Exception) -> InvalidInput:
    reason = str(error).split("\n", 1)[0][:200] or type(error).__name__
    return InvalidInput(f"The Parquet file cannot be read: {reason.rstrip('.')}.")
