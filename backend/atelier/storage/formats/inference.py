"""Guessing storage types and meanings of columns from text, and turning text into values of a type."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from atelier import jsontext
from atelier.storage.names import is_picture
from atelier.storage.schema import Column

_INTEGER = re.compile(r"[+-]?\d{1,18}\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?\Z")
_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s/?#]+\S*\Z", re.IGNORECASE)
_BOOLEANS = {"true": True, "false": False}
_MOST_CLASSES = 1000


def column_names(header: Sequence[str] | None, width: int) -> list[str]:
    """Return unique, filled names for `width` columns: the header's, else `col_0`, `col_1`, ..."""
    names: list[str] = []
    seen: set[str] = set()
    for index in range(width):
        given = header[index].strip() if header is not None and index < len(header) else ""
        base = given or f"col_{index}"
        name, number = base, 2
        while name in seen:
            name, number = f"{base}_{number}", number + 1
        seen.add(name)
        names.append(name)
    return names


def infer_columns(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Return the columns with the narrowest type that all filled values of the sample have."""
    return [infer_column(name, [row[index] for row in rows]) for index, name in enumerate(names)]


def infer_column(name: str, values: Sequence[str]) -> Column:
    """Return one column with type and meaning."""
    filled = [value for value in values if value != ""]
    if not filled:
        return Column(name=name, type="string", meaning="text")
    if all(_INTEGER.match(value) and not _padded(value) for value in filled):
        flags = set(filled) <= {"0", "1"} and len(filled) > 2
        return Column(name=name, type="bigint", meaning="flag" if flags else "integer")
    if all(_is_decimal(value) for value in filled):
        return Column(name=name, type="double", meaning="decimal")
    if all(value.lower() in _BOOLEANS for value in filled):
        return Column(name=name, type="boolean", meaning="boolean")
    if all(_DATE.match(value) for value in filled):
        return Column(name=name, type="date", meaning="date")
    if all(value[:1] == "{" and value[-1:] == "}" for value in filled):
        return Column(name=name, type="object", meaning="object")
    if all(value[:1] == "[" and value[-1:] == "]" for value in filled):
        return Column(name=name, type="array", meaning="array")
    # Before the paths: "https://shop.example/a.jpg" is no file of a folder.
    if sum(_ADDRESS.match(value) is not None for value in filled) >= 0.9 * len(filled):
        return Column(name=name, type="string", meaning="url")
    if sum(is_picture(value) for value in filled) >= 0.9 * len(filled):
        return Column(name=name, type="string", meaning="picture_path")
    distinct = len(set(filled))
    if distinct <= min(_MOST_CLASSES, max(2, len(filled) // 2)):
        return Column(name=name, type="string", meaning="class")
    return Column(name=name, type="string", meaning="text")


def convert(text: str, column: Column) -> Any:
    """Return the value of `text` as the column's type; what does not fit is empty, an empty text stays a text only."""
    if column.type == "string":
        return text
    if text == "":
        return None
    if column.type in ("tinyint", "smallint", "int", "bigint"):
        return int(text) if _INTEGER.match(text) else None
    if column.type in ("float", "double"):
        return float(text) if _is_decimal(text) else None
    if column.type == "boolean":
        return _BOOLEANS.get(text.lower(), {"1": True, "0": False}.get(text))
    if column.type == "date":
        return _date(text)
    if column.type == "array" and column.meaning == "vector":
        return _vector(text)
    return text


def _vector(text: str) -> list[float] | None:
    try:
        values = jsontext.loads(text)
        return [float(value) for value in values]
    except (ValueError, TypeError):
        return None


def _date(text: str) -> datetime | None:
    if not _DATE.match(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _padded(text: str) -> bool:
    digits = text.lstrip("+-")
    return len(digits) > 1 and digits[0] == "0"


def _is_decimal(text: str) -> bool:
    if not text or text[0] not in "+-.0123456789" or _padded(text.split(".", 1)[0]):
        return False
    try:
        float(text)
    except ValueError:
        return False
    return True
