"""Tables in any format that is known: which one a file is in, its first rows, and all of them, typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import pyarrow as pa

from atelier.errors import InvalidInput
from atelier.storage.dataset import arrow_schema, frame_to_table
from atelier.storage.formats import csv, excel, jsonlines, parquet, rowwise
from atelier.storage.formats.rowwise import Preview
from atelier.storage.names import shown
from atelier.storage.schema import Column

FormatType = Literal["csv", "jsonl", "excel", "parquet"]

SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".txt", ".jsonl", ".ndjson", ".xlsx", ".xlsm", ".parquet"})

_SAMPLE_BYTES = 64 * 1024
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file with a table, and the name by which people know it."""

    path: Path
    name: str


def format_type(file: TableFile, given: dict[str, Any] | None = None) -> FormatType:
    """Return the format of a file: the one that was asked for, else what its first bytes say."""
    wished = (given or {}).get("type")
    if wished in ("csv", "jsonl", "excel", "parquet"):
        return cast(FormatType, wished)
    with file.path.open("rb") as stream:
        sample = stream.read(_SAMPLE_BYTES)
    if parquet.looks_like(sample):
        return "parquet"
    if excel.looks_like(sample):
        return "excel"
    if sample.startswith(_OLD_EXCEL):
        raise InvalidInput(
            f"“{shown(file.name)}” is a workbook of the old Excel format (.xls).", hint="Save it as .xlsx or CSV."
        )
    return "jsonl" if jsonlines.looks_like(sample) else "csv"


def preview(file: TableFile, given: dict[str, Any] | None = None, columns: list[Column] | None = None) -> Preview:
    """Read the beginning of a file and show it as it would be read. Raises `InvalidInput` for what is no table."""
    found = format_type(file, given)
    if file.path.stat().st_size == 0:
        raise InvalidInput("The file is empty: it holds no rows and no header.")
    match found:
        case "jsonl":
            return jsonlines.preview(file.path, given, columns)
        case "excel":
            return excel.preview(file.path, given, columns)
        case "parquet":
            return parquet.preview(file.path, columns)
        case _:
            return csv.preview(file.path, given, columns)


def tables(file: TableFile, layout: dict[str, Any], columns: list[Column], lost: list[str]) -> Iterator[pa.Table]:
    """Yield all rows, typed; `columns` are as many as the file has, in its order.

    When all are read, `lost` has a sentence on everything that reading lost.
    """
    schema = arrow_schema(columns)
    settings = {name: value for name, value in layout.items() if name != "type"}
    match layout.get("type", "csv"):
        case "parquet":
            yield from _parquet(file, columns, lost)
            return
        case "jsonl":
            lines = jsonlines.JsonLines(**settings)
            names = jsonlines.names_of(file.path, lines)
            frames = jsonlines.read_frames(file.path, lines, columns, names)
        case "excel":
            book = excel.Workbook(**settings)
            frames = excel.read_frames(file.path, book, columns)
        case _:
            text = csv.TextFormat(**settings)
            frames = csv.read_frames(file.path, text, columns)
    for frame in frames:
        yield frame_to_table(frame, columns, schema)
    match layout.get("type", "csv"):
        case "jsonl":
            lost += jsonlines.problems(file.path, lines, columns, names)
        case "excel":
            lost += excel.problems(file.path, book, columns)
        case _:
            lost += csv.count_problems(file.path, text, columns)


def _parquet(file: TableFile, columns: list[Column], lost: list[str]) -> Iterator[pa.Table]:
    row = 1
    found: dict[int, tuple[int, int]] = {}
    for table, misfits in parquet.read_tables(file.path, columns):
        for place, (count, at) in enumerate(misfits):
            if count:
                before, first = found.get(place, (0, row + at))
                found[place] = (before + count, first)
        row += table.num_rows
        yield table
    lost += [
        rowwise.misfit_sentence(columns[place], count, first, "row") for place, (count, first) in sorted(found.items())
    ]
