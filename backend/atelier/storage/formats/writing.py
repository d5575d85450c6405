"""A stored table in the formats that people take away: text, JSON lines, Excel, one Parquet file."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import IllegalCharacterError

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.storage.dataset import arrow_schema
from atelier.storage.schema import Column

EXCEL_ROWS = 1_048_576
EXCEL_COLUMNS = 16_384
EXCEL_CELLS = 5_000_000
_EXCEL_SIGNS = 32_767
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_EXACT = 2**53
_ROWS = 5000


def text_lines(parts: Sequence[Path], columns: Sequence[Column], *, separator: str, safe: bool) -> Iterator[bytes]:
    """Yield the table as text with separators, in pieces; `safe` keeps a spreadsheet from seeing formulas."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    for rows in _chunks(parts):
        for row in rows:
            writer.writerow([_as_text(value, safe=safe) for value in row])
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


def json_lines(parts: Sequence[Path], columns: Sequence[Column]) -> Iterator[bytes]:
    """Yield the table as JSON lines; empty cells are null, objects and arrays are themselves."""
    for rows in _chunks(parts):
        lines = [
            jsontext.dumps({c.name: _as_json(value, c) for c, value in zip(columns, row, strict=True)}) for row in rows
        ]
        yield "".join(f"{line}\n" for line in lines).encode()


def write_parquet(place: Path, parts: Sequence[Path], columns: Sequence[Column]) -> None:
    """Write the parts as one Parquet file."""
    schema = arrow_schema(columns)
    with pq.ParquetWriter(place, schema, compression="zstd") as writer:
        for part in parts:
            with pq.ParquetFile(part) as file:
                for batch in file.iter_batches(batch_size=100_000):
                    writer.write_batch(batch.rename_columns(schema.names).cast(schema))


def demand_fits_excel(rows: int, columns: int) -> None:
    """Raise `InvalidInput` for a table that no sheet holds, or that would take very long to write."""
    if rows + 1 > EXCEL_ROWS or columns > EXCEL_COLUMNS or rows * columns > EXCEL_CELLS:
        raise InvalidInput(
            f"A sheet of {rows:,} rows and {columns:,} columns is more than is written as Excel: at most "
            f"{EXCEL_ROWS - 1:,} rows, {EXCEL_COLUMNS:,} columns and {EXCEL_CELLS:,} cells.",
            hint="Download it as CSV or Parquet.",
        )


def write_excel(place: Path, parts: Sequence[Path], columns: Sequence[Column]) -> None:
    """Write the table as a workbook of one sheet; texts stay texts, whatever they begin with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Rows")
    sheet.append([_cell(sheet, column.name) for column in columns])
    for rows in _chunks(parts):
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    with place.open("wb") as file:
        book.save(file)


def _chunks(parts: Sequence[Path]) -> Iterator[Iterator[tuple[Any, ...]]]:
    for part in parts:
        with pq.ParquetFile(part) as file:
            for batch in file.iter_batches(batch_size=_ROWS):
                yield zip(*(_values(batch.column(place)) for place in range(batch.num_columns)), strict=True)


def _values(array: Any) -> list[Any]:
    try:
        return list(array.to_pylist())
    except (ValueError, OverflowError):  # moments that the calendar of Python does not have
        return [None if value is None else f"{value} ms" for value in array.cast("int64").to_pylist()]


def _as_text(value: Any, *, safe: bool) -> Any:
    if value is None:
        return ""
    if isinstance(value, list):
        return jsontext.dumps(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if safe and isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value


def _as_json(value: Any, column: Column) -> Any:
    if isinstance(value, str) and column.type in ("object", "array"):
        try:
            return jsontext.loads(value)
        except ValueError:
            return value
    return value


def _cell(sheet: Any, value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) > _EXACT:
        value = str(value)  # Excel would round it
    if isinstance(value, float):
        return value if value - value == 0 else None  # neither infinite nor no number
    if hasattr(value, "isoformat"):
        return value.replace(tzinfo=None) if value.year >= 1900 else value.isoformat()
    if isinstance(value, list):
        value = jsontext.dumps(value)
    if not isinstance(value, str):
        return value
    text = _UNWRITABLE.sub("\ufffd", value)[:_EXCEL_SIGNS]
    try:
        cell = WriteOnlyCell(sheet, text)
    except IllegalCharacterError:
        return None
    cell.data_type = "s"
    return cell
