"""Datasets as recipes read and write them: typed Parquet parts at one version."""

import contextlib
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.storage.blobs import disk_error
from atelier.storage.schema import Column

ROWS_PER_PART = 1_000_000

ARROW_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "boolean": pa.bool_(),
    "tinyint": pa.int8(),
    "smallint": pa.int16(),
    "int": pa.int32(),
    "bigint": pa.int64(),
    "float": pa.float32(),
    "double": pa.float64(),
    "date": pa.timestamp("ms", tz="UTC"),
    "object": pa.string(),
}


def arrow_type(column: Column) -> pa.DataType:
    """Return how a column is stored; vectors are lists of float, objects and other arrays JSON text."""
    if column.type == "array":
        return pa.list_(pa.float32()) if column.meaning == "vector" else pa.string()
    return ARROW_TYPES[column.type]


def arrow_schema(columns: Sequence[Column]) -> pa.Schema:
    """Return the Arrow schema of a dataset; every column may be empty."""
    return pa.schema([pa.field(column.name, arrow_type(column), nullable=True) for column in columns])


class ParquetDataset:
    """A dataset fixed at one version."""

    def __init__(self, name: str, columns: Sequence[Column], parts: Sequence[Path], row_count: int) -> None:
        self.name = name
        self.columns = list(columns)
        self.row_count = row_count
        self._parts = list(parts)

    def dataframe(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        frames = list(self._frames(columns, chunk_rows=ROWS_PER_PART))
        if not frames:
            names = list(columns) if columns is not None else [column.name for column in self.columns]
            return pd.DataFrame({name: pd.Series(dtype="object") for name in names})
        return pd.concat(frames, ignore_index=True)

    def iter_dataframes(self, chunk_rows: int = 10_000) -> Iterator[pd.DataFrame]:
        yield from self._frames(None, chunk_rows=chunk_rows)

    def _frames(self, columns: Sequence[str] | None, *, chunk_rows: int) -> Iterator[pd.DataFrame]:
        for part in self._parts:
            with pq.ParquetFile(part) as file:
                wanted = list(columns) if columns is not None else None
                for batch in file.iter_batches(batch_size=chunk_rows, columns=wanted):
                    # nullable types keep integers with gaps integers
                    yield batch.to_pandas(types_mapper=_NULLABLE.get)


_NULLABLE: dict[pa.DataType, Any] = {
    pa.int8(): pd.Int8Dtype(),
    pa.int16(): pd.Int16Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


class StagedDataset:
    """A dataset being written into a staging folder."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.path = path
        self.facts: dict[str, Any] = {}
        self.columns: list[Column] = []
        self.part_rows: dict[str, int] = {}
        self.keeps_earlier = False
        path.mkdir(parents=True, exist_ok=True)

    def write(self, columns: Sequence[Column], frames: Iterable[pd.DataFrame]) -> None:
        """Write all rows, frame by frame; raises `InvalidInput` for a value that does not fit its column."""
        schema = arrow_schema(columns)
        self.write_tables(columns, (frame_to_table(frame, columns, schema) for frame in frames))

    def write_tables(self, columns: Sequence[Column], tables: Iterable[pa.Table]) -> None:
        """Write all rows, table by table; each has the schema of `arrow_schema`."""
        self.columns = list(columns)
        schema = arrow_schema(columns)
        writer: pq.ParquetWriter | None = None
        rows_in_part = 0
        try:
            for table in tables:
                with _writing():
                    if writer is None:
                        writer = self._open_part(schema)
                        rows_in_part = 0
                    writer.write_table(table)
                    rows_in_part += table.num_rows
                    self._count(rows_in_part)
                    if rows_in_part >= ROWS_PER_PART:
                        closing, writer = writer, None
                        closing.close()
        except BaseException:
            if writer is not None:
                with contextlib.suppress(OSError):  # the first failure is the one to tell
                    writer.close()
            raise
        with _writing():
            if writer is not None:
                writer.close()
            if not self.part_rows:
                self._open_part(schema).close()
                self._count(0)

    def adopt_part(self, columns: Sequence[Column], name: str, rows: int) -> None:
        """Take in a Parquet file that was written below `path` by other means; its columns are in this order."""
        self.columns = list(columns)
        self.part_rows[name] = rows

    def keep_earlier(self) -> None:
        self.keeps_earlier = True

    def set_facts(self, **facts: Any) -> None:
        self.facts.update(facts)

    def _open_part(self, schema: pa.Schema) -> pq.ParquetWriter:
        name = f"part-{len(self.part_rows):05d}.parquet"
        self.part_rows[name] = 0
        return pq.ParquetWriter(self.path / name, schema, compression="zstd")

    def _count(self, rows: int) -> None:
        self.part_rows[next(reversed(self.part_rows))] = rows


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise disk_error(error) from error


def frame_to_table(frame: pd.DataFrame, columns: Sequence[Column], schema: pa.Schema) -> pa.Table:
    """Return a frame as a table of the given schema; missing columns are empty."""
    arrays = []
    for column, field in zip(columns, schema, strict=True):
        values = frame[column.name] if column.name in frame.columns else pd.Series([None] * len(frame), dtype="object")
        try:
            arrays.append(_array(values, column, field.type))
        except (pa.ArrowInvalid, pa.ArrowTypeError, ValueError, OverflowError) as error:
            raise InvalidInput(
                f"Column “{column.name}” holds a value that is not of type {column.type}: {error}"
            ) from error
    return pa.Table.from_arrays(arrays, schema=schema)


def _array(values: "pd.Series[Any]", column: Column, kind: pa.DataType) -> pa.Array:
    if pa.types.is_list(kind):
        return pa.array([None if value is None else list(value) for value in values], type=kind)
    if column.type in ("object", "array"):
        return pa.array([_json_text(value) for value in values], type=pa.string())
    if column.type == "string":
        return pa.array([None if _is_missing(value) else str(value) for value in values], type=pa.string())
    return pa.Array.from_pandas(values, type=kind)


def _json_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if _is_missing(value):
        return None
    return jsontext.dumps(value)


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))
