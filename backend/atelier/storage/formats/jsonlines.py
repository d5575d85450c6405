"""JSON lines: one object a line, whose names are the columns."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.storage.formats import rowwise
from atelier.storage.formats.rowwise import Preview, Row
from atelier.storage.names import shown
from atelier.storage.schema import Column

MAX_LINE_BYTES = 32 * 2**20
_NAMED_ROWS = 10_000
_RAW_SIGNS = 500


@dataclass(slots=True)
class JsonLines:
    """How JSON lines are written; always UTF-8."""

    skip_lines: int = 0

    def as_json(self) -> dict[str, Any]:
        return {"type": "jsonl", **asdict(self)}


def looks_like(sample: bytes) -> bool:
    """Say whether a file begins with a line that is one JSON object."""
    first = sample.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].strip()
    if not first.startswith(b"{"):
        return False
    try:
        return isinstance(jsontext.loads(first), dict)
    except ValueError:
        return False


def preview(path: Path, given: dict[str, Any] | None = None, columns: list[Column] | None = None) -> Preview:
    """Read the beginning of a file and show it as it would be read. Raises `InvalidInput` naming the line."""
    layout = JsonLines(skip_lines=int((given or {}).get("skip_lines") or 0))
    found = list(islice(_objects(path, layout), _NAMED_ROWS))
    if not found:
        raise InvalidInput("The file holds no JSON objects, one a line.")
    names = list(dict.fromkeys(name for _, one in found for name in one))
    rowwise.check_width(len(names))
    if not names:
        raise InvalidInput("The objects of the file are all empty: there are no columns.")
    rows = [[_text(one.get(name)) for name in names] for _, one in found[: rowwise.SAMPLE_ROWS]]
    inferred = [_column(one.name, found) or one for one in rowwise.infer(names, rows)]
    chosen = rowwise.overlaid(inferred, columns)
    with path.open("rb") as file:
        raw = [line.decode("utf-8", "replace").rstrip("\r\n")[:_RAW_SIGNS] for line in islice(_lines(file), 20)]
    return Preview(layout, [], chosen, rowwise.shown_rows(rows, chosen), [], raw)


def read_frames(path: Path, layout: JsonLines, columns: list[Column], names: list[str]) -> Iterator[pd.DataFrame]:
    """Yield all rows as typed frames; `names` are those in the file, in the order of the columns."""
    return rowwise.frames(_rows(path, layout, names), columns)


def problems(path: Path, layout: JsonLines, columns: list[Column], names: list[str]) -> list[str]:
    """Return sentences on all that reading loses: values of another type, names that come late."""
    known = set(names)
    late: dict[str, tuple[int, int]] = {}

    def watched() -> Iterator[Row]:
        for line, one in _objects(path, layout):
            for name in one.keys() - known:
                count, first = late.get(name, (0, line))
                late[name] = (count + 1, first)
                if len(late) > rowwise.MAX_COLUMNS:
                    rowwise.check_width(len(late))
            yield line, [_text(one.get(name)) for name in names]

    found = rowwise.misfits(watched(), columns, "line")
    told = [
        f"“{shown(name)}” first appears on line {first:,} ({count:,} in all) and is left out: "
        f"columns are the names of the first {_NAMED_ROWS:,} objects."
        for name, (count, first) in list(late.items())[: rowwise.TOLD_PROBLEMS]
    ]
    return found + told


def names_of(path: Path, layout: JsonLines) -> list[str]:
    """Return the names in the file, in the order of their first appearance."""
    return list(dict.fromkeys(name for _, one in islice(_objects(path, layout), _NAMED_ROWS) for name in one))


def _rows(path: Path, layout: JsonLines, names: list[str]) -> Iterator[Row]:
    for line, one in _objects(path, layout):
        yield line, [_text(one.get(name)) for name in names]


def _objects(path: Path, layout: JsonLines) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), 1):
            text = line.strip()
            if number <= layout.skip_lines or not text:
                continue
            try:
                one = jsontext.loads(text.removeprefix(b"\xef\xbb\xbf"))
            except (ValueError, RecursionError) as error:
                raise InvalidInput(f"Line {number:,} is not JSON: {_reason(error)}.") from None
            if not isinstance(one, dict):
                raise InvalidInput(f"Line {number:,} is not an object in braces but {_kind(one)}.")
            yield number, {name.replace("\0", "") or "column": value for name, value in one.items()}


def _lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(MAX_LINE_BYTES):
        if len(line) >= MAX_LINE_BYTES:
            raise InvalidInput(f"A line is longer than the {MAX_LINE_BYTES // 2**20} MB allowed.")
        yield line


def _column(name: str, found: list[tuple[int, dict[str, Any]]]) -> Column | None:
    """Return a column whose type JSON itself says; None where the texts have to tell."""
    kinds = {type(one[name]) for _, one in found if one.get(name) is not None}
    if not kinds:
        return None
    if kinds == {bool}:
        return Column(name=name, type="boolean", meaning="boolean")
    if kinds == {int} and all(abs(one[name]) < 2**63 for _, one in found if one.get(name) is not None):
        return None  # whole numbers may be flags
    if kinds <= {int, float}:
        return Column(name=name, type="double", meaning="decimal")
    if kinds == {dict}:
        return Column(name=name, type="object", meaning="object")
    if kinds == {list}:
        numbers = all(isinstance(v, int | float) for _, one in found for v in (one.get(name) or [])[:100])
        return Column(name=name, type="array", meaning="vector" if numbers else "array")
    return None if kinds == {str} else Column(name=name, type="string", meaning="text")


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return jsontext.dumps(value)


def _reason(error: Exception) -> str:
    return str(error).split(":", 1)[0] or "it is nested too deeply"


def _kind(value: Any) -> str:
    return {list: "a list", str: "a text", bool: "a truth value", type(None): "null"}.get(type(value), "a number")
