"""Text tables: detecting how one is written, showing its first rows, and turning it into typed frames.

Detection is ours, since people must be told what was found and be able to correct it; reading is pandas' C parser.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from charset_normalizer import from_bytes

from atelier.errors import InvalidInput
from atelier.storage.formats.inference import column_names, convert, infer_columns
from atelier.storage.schema import Column

MAX_COLUMNS = 10_000
SAMPLE_BYTES = 256 * 1024
PREVIEW_ROWS = 100
CHUNK_ROWS = 50_000
MAX_LINE_BYTES = 32 * 2**20
_SEPARATORS = (",", ";", "\t", "|")
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


@dataclass(slots=True)
class Preview:
    """The first rows as they would be read, and what is wrong with them."""

    format: TextFormat
    detected: list[str]
    columns: list[Column]
    rows: list[list[Any]]
    problems: list[str] = field(default_factory=list)
    raw_lines: list[str] = field(default_factory=list)


def detect(sample: bytes, given: dict[str, Any] | None = None) -> tuple[TextFormat, list[str]]:
    """Return the format of a text table and which settings were found rather than given.

    `given` holds settings that are decided; None in it means: detect. Raises `InvalidInput` for what is no text.
    """
    wishes = {name: value for name, value in (given or {}).items() if value is not None and name != "type"}
    found = TextFormat()
    found.encoding = _encoding(sample, wishes.get("encoding"))
    lines = _lines(sample, found.encoding)[int(wishes.get("skip_lines", 0)) :]
    found.quote = wishes.get("quote", '"')
    found.separator = wishes.get("separator") or _separator(lines, found.quote)
    found.escape = wishes.get("escape")
    found.skip_lines = int(wishes.get("skip_lines", 0))
    found.header = wishes["header"] if "header" in wishes else _has_header(lines, found)
    detected = [name for name in ("separator", "encoding", "header", "quote") if name not in wishes]
    return found, detected


def preview(path: Path, given: dict[str, Any] | None = None, columns: list[Column] | None = None) -> Preview:
    """Read the beginning of a file and show it as it would be read."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    if not sample:
        raise InvalidInput("The file is empty: it holds no rows and no header.")
    layout, detected = detect(sample, given)
    lines = _lines(sample, layout.encoding)
    rows = list(_parse(lines, layout))
    if not rows:
        raise InvalidInput("The file holds no rows after the lines that are skipped.")
    names = column_names(rows[0] if layout.header else None, max(len(row) for row in rows[: PREVIEW_ROWS + 1]))
    _check_width(len(names))
    data = rows[1:] if layout.header else rows
    problems = _ragged(data, len(names), first_line=layout.skip_lines + (2 if layout.header else 1))
    padded = [row[: len(names)] + [""] * (len(names) - len(row)) for row in data]
    inferred = infer_columns(names, padded[:5000])
    chosen = _overlay(inferred, columns)
    shown = [
        [convert(value, column) for value, column in zip(row, chosen, strict=True)] for row in padded[:PREVIEW_ROWS]
    ]
    return Preview(layout, detected, chosen, shown, problems, lines[:20])


def read_frames(path: Path, layout: TextFormat, columns: list[Column]) -> Iterator[pd.DataFrame]:
    """Yield all rows as frames of text, in chunks; short rows are padded, long ones cut (both were reported before)."""
    names = [column.name for column in columns]
    with path.open("r", encoding=layout.encoding, errors="replace", newline="") as text:
        for _ in range(layout.skip_lines):
            text.readline()
        reader = _reader(text, layout)
        if layout.header:
            next(reader, None)
        batch: list[list[str]] = []
        for row in _rows(reader):
            if len(row) != len(names):
                if not row:
                    continue
                row = row[: len(names)] + [""] * (len(names) - len(row))
            batch.append(row)
            if len(batch) >= CHUNK_ROWS:
                yield _frame(batch, columns)
                batch = []
        if batch:
            yield _frame(batch, columns)


def count_problems(path: Path, layout: TextFormat, width: int, *, limit: int = 20) -> list[str]:
    """Return sentences on all ragged rows of a file, the first few by line number."""
    problems: list[str] = []
    total = 0
    with path.open("r", encoding=layout.encoding, errors="replace", newline="") as text:
        for _ in range(layout.skip_lines):
            text.readline()
        reader = _reader(text, layout)
        if layout.header:
            next(reader, None)
        for row in _rows(reader):
            if row and len(row) != width:
                total += 1
                if total <= limit:
                    problems.append(_ragged_sentence(reader.line_num + layout.skip_lines, len(row), width))
    if total > limit:
        problems.append(f"{total - limit:,} more rows have another number of values than the header.")
    return problems


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
            sample.decode(wish, errors="replace")
        except LookupError:
            raise InvalidInput.at(
                "format.encoding", f"“{wish}” is not an encoding this machine knows. Try utf-8."
            ) from None
        return wish
    if sample.startswith(b"\xef\xbb\xbf"):
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


def _lines(sample: bytes, encoding: str) -> list[str]:
    text = sample.decode(encoding, errors="replace")
    lines = text.splitlines()
    # a sample of full length ends in the middle of a line, unless that line is all there is
    return lines[:-1] if len(sample) >= SAMPLE_BYTES and len(lines) > 1 else lines


def _separator(lines: list[str], quote: str) -> str:
    """Choose the separator that gives most rows the same number of values, and more than one."""
    best, best_score = ",", -1.0
    for separator in _SEPARATORS:
        layout = TextFormat(separator=separator, quote=quote)
        widths = [len(row) for row in _parse(lines[:200], layout) if row]
        if not widths:
            continue
        usual = max(set(widths), key=widths.count)
        agreement = widths.count(usual) / len(widths)
        score = agreement * min(usual, 50) if usual > 1 else 0.0
        if score > best_score:
            best, best_score = separator, score
    return best


def _has_header(lines: list[str], layout: TextFormat) -> bool:
    """Say whether the first row names columns: filled, different text values that do not occur below it."""
    rows = [row for row in _parse(lines[:200], layout) if row]
    if not rows:
        return True
    first, rest = rows[0], rows[1:50]
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


def _parse(lines: list[str], layout: TextFormat) -> Iterator[list[str]]:
    text = io.StringIO("\n".join(lines[layout.skip_lines :] if layout.skip_lines else lines), newline="")
    yield from _rows(_reader(text, layout))


def _reader(text: Any, layout: TextFormat) -> Any:
    csv.field_size_limit(MAX_LINE_BYTES)
    if len(layout.separator) != 1:
        raise InvalidInput.at("format.separator", "The separator is one character, such as “,”, “;” or a tab.")
    return csv.reader(
        text,
        delimiter=layout.separator,
        quotechar=layout.quote or None,
        quoting=csv.QUOTE_MINIMAL if layout.quote else csv.QUOTE_NONE,
        escapechar=layout.escape or None,
        doublequote=layout.escape is None,
    )


def _rows(reader: Any) -> Iterator[list[str]]:
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InvalidInput(f"Line {reader.line_num:,} cannot be read: {error}.") from error
        _check_width(len(row))
        yield row


def _check_width(width: int) -> None:
    if width > MAX_COLUMNS:
        raise InvalidInput(
            f"The table has {width:,} columns; at most {MAX_COLUMNS:,} are allowed.",
            hint="Check the separator: a wrong one can cut every value in pieces.",
        )


def _ragged(rows: list[list[str]], width: int, *, first_line: int) -> list[str]:
    problems = []
    for offset, row in enumerate(rows):
        if row and len(row) != width:
            problems.append(_ragged_sentence(first_line + offset, len(row), width))
    if len(problems) > 20:
        problems = [*problems[:20], f"{len(problems) - 20:,} more rows have another number of values than the header."]
    return problems


def _ragged_sentence(line: int, found: int, width: int) -> str:
    what = "the missing ones are left empty" if found < width else "the rest is left out"
    return f"Line {line:,} has {found} values instead of {width}: {what}."


def _overlay(inferred: list[Column], wished: list[Column] | None) -> list[Column]:
    if wished is None:
        return inferred
    if len(wished) != len(inferred):
        return inferred
    return wished
