"""Excel workbooks (.xlsx): one sheet read row by row, never more of it unpacked than its bounds allow."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from atelier.errors import InvalidInput
from atelier.storage.formats import rowwise
from atelier.storage.formats.csv import has_header
from atelier.storage.formats.inference import column_names
from atelier.storage.formats.rowwise import Preview, Row
from atelier.storage.names import shown
from atelier.storage.schema import Column

MAX_UNPACKED_BYTES = 2**30
MAX_TEXTS_BYTES = 256 * 2**20
_MAX_MEMBERS = 10_000
_SMALL_BYTES = 16 * 2**20
_MAX_RATIO = 200


@dataclass(slots=True)
class Workbook:
    """Which sheet is read and how. `header` says that the first row after `skip_lines` names the columns."""

    sheet: str = ""
    header: bool = True
    skip_lines: int = 0

    def as_json(self) -> dict[str, Any]:
        return {"type": "excel", **asdict(self)}


def looks_like(sample: bytes) -> bool:
    """Say whether a file is a ZIP, as workbooks are."""
    return sample.startswith(b"PK\x03\x04")


def preview(path: Path, given: dict[str, Any] | None = None, columns: list[Column] | None = None) -> Preview:
    """Read the beginning of a sheet and show it as it would be read; `choices` holds the sheets."""
    wishes = {name: value for name, value in (given or {}).items() if value is not None}
    layout = Workbook(str(wishes.get("sheet", "")), skip_lines=int(wishes.get("skip_lines", 0)))
    with _opened(path) as book:
        sheets = [sheet.title for sheet in book.worksheets]
        layout.sheet = layout.sheet or (sheets[0] if sheets else "")
        first = list(islice(_filled(_sheet(book, layout.sheet), layout.skip_lines), rowwise.SAMPLE_ROWS + 1))
    if not first:
        raise InvalidInput(f"Sheet “{shown(layout.sheet)}” holds no rows.")
    layout.header = bool(wishes["header"]) if "header" in wishes else has_header([_plain(r) for _, r in first[:50]])
    names = _names(first, layout)
    data = first[1:] if layout.header else first
    problems = [_wide_sentence(line, len(row), len(names)) for line, row in data if len(row) > len(names)]
    rows = [_fitted(row, len(names)) for _, row in data]
    chosen = rowwise.overlaid(rowwise.infer(names, rows), columns)
    detected = [name for name in ("sheet", "header") if name not in wishes]
    raw = ["\t".join(_plain(row))[:500] for _, row in first[:20]]
    return Preview(
        layout, detected, chosen, rowwise.shown_rows(rows, chosen), problems[: rowwise.TOLD_PROBLEMS], raw,
        {"sheet": sheets},
    )  # fmt: skip


def read_frames(path: Path, layout: Workbook, columns: list[Column]) -> Iterator[pd.DataFrame]:
    """Yield all rows as typed frames."""
    return rowwise.frames(((line, _fitted(row, len(columns))) for line, row in _data(path, layout)), columns)


def problems(path: Path, layout: Workbook, columns: list[Column]) -> list[str]:
    """Return sentences on all that reading loses."""
    wide: list[str] = []

    def watched() -> Iterator[Row]:
        for line, row in _data(path, layout):
            if len(row) > len(columns) and len(wide) < rowwise.TOLD_PROBLEMS:
                wide.append(_wide_sentence(line, len(row), len(columns)))
            yield line, _fitted(row, len(columns))

    found = rowwise.misfits(watched(), columns, "row")
    return wide + found


def names_of(path: Path, layout: Workbook) -> list[str]:
    """Return the names of the columns in the file."""
    with _opened(path) as book:
        first = list(islice(_filled(_sheet(book, layout.sheet), layout.skip_lines), rowwise.SAMPLE_ROWS + 1))
    return _names(first, layout)


def _names(first: list[Row], layout: Workbook) -> list[str]:
    if not first:
        return []
    width = len(first[0][1]) if layout.header else max(len(row) for _, row in first)
    rowwise.check_width(width)
    return column_names(_plain(first[0][1]) if layout.header else None, width)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    _check_members(path)
    with path.open("rb") as file:  # stored files have no suffix, which the library would ask for
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except Exception as error:  # the library lets through whatever its parsers meet
            raise _broken(error) from None
        try:
            yield book
        finally:
            book.close()


def _check_members(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise _broken(error) from None
    names = {member.filename for member in members}
    if not any(name.startswith("xl/") for name in names):
        raise InvalidInput(
            "This is a ZIP archive but no Excel workbook.", hint="Unpack it, and upload the tables that it holds."
        )
    total = sum(member.file_size for member in members)
    texts = sum(member.file_size for member in members if member.filename.lower().endswith("sharedstrings.xml"))
    swollen = any(
        member.file_size > _SMALL_BYTES and member.file_size > _MAX_RATIO * max(1, member.compress_size)
        for member in members
    )
    if total > MAX_UNPACKED_BYTES or texts > MAX_TEXTS_BYTES or len(members) > _MAX_MEMBERS or swollen:
        raise InvalidInput(
            f"The workbook would unpack to {total / 2**20:,.0f} MB, more than is read from one.",
            hint="Save the sheet as CSV and upload that.",
        )


def _sheet(book: Any, name: str) -> Any:
    for sheet in book.worksheets:
        if sheet.title == name:
            return sheet
    listed = ", ".join(shown(sheet.title) for sheet in book.worksheets[:12])
    raise InvalidInput.at("format.sheet", f"There is no sheet “{shown(name)}” in the workbook. It has: {listed}.")


def _filled(sheet: ReadOnlyWorksheet, skip: int) -> Iterator[Row]:
    """Yield the rows that hold something, less trailing empty cells, with their numbers as Excel counts them."""
    sheet.reset_dimensions()  # a file may say anything of its size
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            texts = [_text(value) for value in row]
            while texts and texts[-1] in (None, ""):
                texts.pop()
            if number > skip and texts:
                rowwise.check_width(len(texts))
                yield number, texts
    except InvalidInput:
        raise
    except Exception as error:  # the library lets through whatever its parsers meet
        raise _broken(error) from None


def _data(path: Path, layout: Workbook) -> Iterator[Row]:
    with _opened(path) as book:
        rows = _filled(_sheet(book, layout.sheet), layout.skip_lines)
        if layout.header:
            next(rows, None)
        yield from rows


def _fitted(row: Any, width: int) -> list[str | None]:
    return [*row[:width], *[None] * (width - len(row))]


def _plain(row: Any) -> list[str]:
    return [value or "" for value in row]


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value.total_seconds())
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)


def _wide_sentence(line: int, found: int, width: int) -> str:
    return f"Row {line:,} has {found} values instead of {width}: the rest is left out."


def _broken(error: Exception) -> InvalidInput:
    reason = str(error).split("\n", 1)[0][:200] or type(error).__name__
    return InvalidInput(
        f"The workbook cannot be read: {reason}.", hint="Open it in a spreadsheet and save it as .xlsx or CSV."
    )
