"""Text tables: detecting how one is written, showing its first rows, and turning it into typed frames.

Detection is ours, since people must be told what was found and be able to correct it; reading is pandas' C parser.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TextIO

import pandas as pd
from charset_normalizer import from_bytes

from atelier.errors import InvalidInput
from atelier.storage.formats.inference import column_names, convert, infer_columns
from atelier.storage.formats.rowwise import Preview
from atelier.storage.schema import Column

MAX_COLUMNS = 10_000
SAMPLE_BYTES = 256 * 1024
PREVIEW_ROWS = 100
CHUNK_ROWS = 50_000
MAX_LINE_BYTES = 32 * 2**20
_SEPARATORS = (",", ";", "\t", "|")
_NO_SEPARATOR = "\x1f"
_TOLD_PROBLEMS = 20
_UTF8_MARK = b"\xef\xbb\xbf"
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252")


@dataclass(slots=True)
class TextFormat:
    """How a text table is written. `header` says that the first line after `skip_lines` names the columns."""

    separator: str = ","
    quote: str = '"'
    escape: str | None = None
    encoding: str = "utf-8"
    header: bool = True
    skip_lines: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the format as stored with a dataset."""
        return {"type": "csv", **asdict(self)}


def detect(sample: bytes, given: dict[str, Any] | None = None, *, is_cut: bool = False) -> tuple[TextFormat, list[str]]:
    """Return the format of a text table and which settings were found rather than given.

    `given` holds settings that are decided; None in it means: detect. `is_cut` says that the sample may end within a
    row. Raises `InvalidInput` for what is no text.
    """
    wishes = {name: value for name, value in (given or {}).items() if value is not None and name != "type"}
    found = TextFormat(
        quote=wishes.get("quote", '"'),
        escape=wishes.get("escape"),
        encoding=_encoding(sample, wishes.get("encoding")),
        skip_lines=int(wishes.get("skip_lines", 0)),
    )
    text = sample.decode(found.encoding, errors="replace")
    found.separator = wishes.get("separator") or _NO_SEPARATOR
    _check_layout(found)
    if found.separator == _NO_SEPARATOR:
        found.separator = _separator(text, found, is_cut)
    found.header = wishes["header"] if "header" in wishes else has_header(_first_rows(text, found, is_cut, 50))
    detected = [name for name in ("separator", "encoding", "header", "quote") if name not in wishes]
    return found, detected


def preview(path: Path, given: dict[str, Any] | None = None, columns: list[Column] | None = None) -> Preview:
    """Read the beginning of a file and show it as it would be read."""
    sample, is_cut = _sample(path)
    if not sample:
        raise InvalidInput("The file is empty: it holds no rows and no header.")
    layout, detected = detect(sample, given, is_cut=is_cut)
    text = sample.decode(layout.encoding, errors="replace")
    numbered = _numbered_rows(text, layout, is_cut)
    if not numbered:
        raise InvalidInput("The file holds no rows after the lines that are skipped.")
    width = max(len(row) for _, row in numbered[: PREVIEW_ROWS + 1])
    names = column_names(numbered[0][1] if layout.header else None, len(numbered[0][1]) if layout.header else width)
    data = numbered[1:] if layout.header else numbered
    problems = [_ragged_sentence(line, len(row), len(names)) for line, row in data if len(row) != len(names)]
    if len(problems) > _TOLD_PROBLEMS:
        problems = [*problems[:_TOLD_PROBLEMS], _more_ragged(len(problems) - _TOLD_PROBLEMS)]
    padded = [_fitted(row, len(names)) for _, row in data]
    chosen = _overlay(infer_columns(names, padded[:5000]), columns)
    shown = [
        [convert(value, column) for value, column in zip(row, chosen, strict=True)] for row in padded[:PREVIEW_ROWS]
    ]
    return Preview(layout, detected, chosen, shown, problems, text.splitlines()[:20])


def read_frames(path: Path, layout: TextFormat, columns: list[Column]) -> Iterator[pd.DataFrame]:
    """Yield all rows as typed frames, in chunks; short rows are padded, long ones cut (`count_problems` tells)."""
    batch: list[list[str]] = []
    for _, row in _data_rows(path, layout):
        batch.append(_fitted(row, len(columns)))
        if len(batch) >= CHUNK_ROWS:
            yield _frame(batch, columns)
            batch = []
    if batch:
        yield _frame(batch, columns)


def count_problems(path: Path, layout: TextFormat, columns: list[Column]) -> list[str]:
    """Return sentences on all that reading a file loses: ragged rows, values of another type, broken characters."""
    problems: list[str] = []
    ragged = broken = first_broken = 0
    misfits: dict[int, tuple[int, int]] = {}
    width = len(columns)
    typed = [(index, column) for index, column in enumerate(columns) if column.type != "string"]
    for line, row in _data_rows(path, layout):
        if len(row) != width:
            ragged += 1
            if ragged <= _TOLD_PROBLEMS:
                problems.append(_ragged_sentence(line, len(row), width))
        for index, column in typed:
            if index < len(row) and row[index] != "" and convert(row[index], column) is None:
                count, first = misfits.get(index, (0, line))
                misfits[index] = (count + 1, first)
        if any("\ufffd" in value for value in row):
            broken += 1
            first_broken = first_broken or line
    if ragged > _TOLD_PROBLEMS:
        problems.append(_more_ragged(ragged - _TOLD_PROBLEMS))
    for index, (count, first) in sorted(misfits.items()):
        values = "1 value is" if count == 1 else f"{count:,} values are"
        problems.append(
            f"Column “{columns[index].name}”: {values} not of type {columns[index].type} and left empty, "
            f"the first on line {first:,}. Set the type to string to keep all."
        )
    if broken:
        rows = "1 row holds" if broken == 1 else f"{broken:,} rows hold"
        problems.append(
            f"{rows} characters that are not {layout.encoding}, the first on line {first_broken:,}. "
            "Try another encoding."
        )
    return problems


def _sample(path: Path) -> tuple[bytes, bool]:
    """Return the beginning of a file, at least one line of it, and whether there is more."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
        while b"\n" not in sample and b"\r" not in sample and len(sample) < MAX_LINE_BYTES:
            more = file.read(1 << 20)
            if not more:
                break
            sample += more
        return sample, bool(file.read(1))


def _data_rows(path: Path, layout: TextFormat) -> Iterator[tuple[int, list[str]]]:
    with path.open("r", encoding=layout.encoding, errors="replace", newline="") as text:
        rows = _rows(text, layout)
        if layout.header:
            next(rows, None)
        yield from rows


def _fitted(row: list[str], width: int) -> list[str]:
    return row if len(row) == width else row[:width] + [""] * (width - len(row))


def _frame(batch: list[list[str]], columns: list[Column]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            column.name: pd.Series([convert(row[index], column) for row in batch], dtype="object")
            for index, column in enumerate(columns)
        }
    )


def _encoding(sample: bytes, wish: str | None) -> str:
    if wish:
        try:
            sample[:64].decode(wish, errors="replace")
        except (LookupError, ValueError):
            raise InvalidInput.at(
                "format.encoding", f"“{wish}” is not an encoding this machine knows. Try utf-8."
            ) from None
        has_mark = sample.startswith(_UTF8_MARK) and wish.lower().replace("_", "-") in ("utf-8", "utf8")
        return "utf-8-sig" if has_mark else wish
    if sample.startswith(_UTF8_MARK):
        return "utf-8-sig"
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in sample[:4096]:
        raise InvalidInput("This is not a text table: it contains NUL bytes.")
    for cut in range(4):  # the sample may end within a character
        try:
            sample[: len(sample) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return "utf-8"
    best = from_bytes(sample[: 64 * 1024]).best()
    guess = best.encoding if best is not None else "latin-1"
    return guess if guess in _ENCODINGS else "cp1252" if guess.startswith("cp125") else "latin-1"


def _numbered_rows(text: str, layout: TextFormat, is_cut: bool) -> list[tuple[int, list[str]]]:
    """Return the filled rows of a sample with the lines they end on, less the last where it may be cut."""
    rows = []
    try:
        for line, row in _rows(io.StringIO(text, newline=""), layout):
            rows.append((line, row))
    except _Unfinished:
        if not rows:
            raise
        return rows  # a quoted value that goes beyond the sample
    return rows[:-1] if is_cut and len(rows) > 1 else rows


def _first_rows(text: str, layout: TextFormat, is_cut: bool, count: int) -> list[list[str]]:
    return [row for _, row in _numbered_rows(text, layout, is_cut)[:count]]


def _separator(text: str, layout: TextFormat, is_cut: bool) -> str:
    """Choose the separator that gives most rows the same number of values, and more than one."""
    best, best_score = ",", -1.0
    too_wide: InvalidInput | None = None
    for separator in _SEPARATORS:
        if separator == layout.quote:
            continue
        try:
            rows = _first_rows(text, replace(layout, separator=separator), is_cut, 200)
        except InvalidInput as problem:  # a wrong separator may cut values into far too many
            too_wide = too_wide or problem
            continue
        widths = [len(row) for row in rows]
        if not widths:
            continue
        usual = max(set(widths), key=widths.count)
        agreement = widths.count(usual) / len(widths)
        score = agreement * min(usual, 50) if usual > 1 else 0.0
        if score > best_score:
            best, best_score = separator, score
    if too_wide is not None and best_score <= 0:
        raise too_wide
    return best


def has_header(rows: list[list[str]]) -> bool:
    """Say whether the first row names columns: filled, different text values that do not occur below it."""
    if not rows:
        return True
    first, rest = rows[0], rows[1:]
    if len(set(first)) < len(first) or any(not value.strip() for value in first) or any(_is_number(v) for v in first):
        return False
    if not rest:
        return True
    seen_below = {value for row in rest for value in row}
    if any(value in seen_below for value in first):
        return False
    looks_like_file = [value for value in first if "." in value.rsplit("/", 1)[-1] and " " not in value]
    return not looks_like_file


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


class _Unfinished(InvalidInput):
    """A row that cannot be read as it stands."""


def _rows(text: io.TextIOBase | io.StringIO | TextIO, layout: TextFormat) -> Iterator[tuple[int, list[str]]]:
    """Yield all rows that are not blank with the number of the line each ends on."""
    csv.field_size_limit(MAX_LINE_BYTES)
    for _ in range(layout.skip_lines):
        text.readline(MAX_LINE_BYTES)
    reader = csv.reader(
        _bounded_lines(text),
        delimiter=layout.separator,
        quotechar=layout.quote or None,
        quoting=csv.QUOTE_MINIMAL if layout.quote else csv.QUOTE_NONE,
        escapechar=layout.escape or None,
        doublequote=layout.escape is None,
    )
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _Unfinished(f"Line {reader.line_num + layout.skip_lines:,} cannot be read: {error}.") from error
        if row:
            _check_width(len(row))
            yield reader.line_num + layout.skip_lines, row


def _bounded_lines(text: io.TextIOBase | io.StringIO | TextIO) -> Iterator[str]:
    """Yield lines without ever holding an endless one."""
    while line := text.readline(MAX_LINE_BYTES):
        if len(line) >= MAX_LINE_BYTES:
            raise InvalidInput(f"A line is longer than the {MAX_LINE_BYTES // 2**20} million characters allowed.")
        yield line


def _check_layout(layout: TextFormat) -> None:
    if len(layout.separator) != 1 or layout.separator in "\r\n":
        raise InvalidInput.at("format.separator", "The separator is one character, such as “,”, “;” or a tab.")
    if len(layout.quote) > 1 or layout.quote in ("\r", "\n", layout.separator):
        raise InvalidInput.at("format.quote", "The quote is one character other than the separator, or none.")
    if layout.escape and (len(layout.escape) > 1 or layout.escape in "\r\n" + layout.separator + layout.quote):
        raise InvalidInput.at("format.escape", "The escape is one character other than separator and quote, or none.")


def _check_width(width: int) -> None:
    if width > MAX_COLUMNS:
        raise InvalidInput(
            f"The table has {width:,} columns; at most {MAX_COLUMNS:,} are allowed.",
            hint="Check the separator: a wrong one can cut every value in pieces.",
        )


def _more_ragged(count: int) -> str:
    return f"{count:,} more rows have another number of values than the header."


def _ragged_sentence(line: int, found: int, width: int) -> str:
    what = "the missing ones are left empty" if found < width else "the rest is left out"
    return f"Line {line:,} has {found} values instead of {width}: {what}."


def _overlay(inferred: list[Column], wished: list[Column] | None) -> list[Column]:
    if wished is None:
        return inferred
    if len(wished) != len(inferred):
        return inferred
    return wished
