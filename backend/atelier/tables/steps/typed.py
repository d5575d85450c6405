"""Values and names as people type them into a step: what fits a column, and what is refused at its field."""

import json
import math
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from sqlglot import exp

from atelier.errors import InvalidInput
from atelier.storage.names import shown
from atelier.storage.schema import Column, Meaning, StorageType
from atelier.tables.relation import Field, New
from atelier.tables.types import NUMERIC, WHOLE, sql_type_of

MAX_NAME_LENGTH = 500
MAX_VALUES = 10_000

_BITS: dict[str, int] = {"tinyint": 8, "smallint": 16, "int": 32, "bigint": 64}
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")
_KINDS: dict[str, str] = {
    "boolean": "true or false", "date": "a date such as 2026-05-31 or 2026-05-31T14:00:00Z",
    "array": "an array such as [1, 2]", "object": 'an object such as {"a": 1}',
}  # fmt: skip


def new_name(name: str, loc: str) -> str:
    """Return a name for a column as it was typed; raises `InvalidInput` at `loc` for none and for endless ones."""
    if not name.strip():
        raise InvalidInput.at(loc, "Give the output column a name.")
    if len(name) > MAX_NAME_LENGTH:
        raise InvalidInput.at(loc, f"A column's name has at most {MAX_NAME_LENGTH} characters.")
    return name


def fitting(column: Column, text: str) -> exp.Expr | None:
    """Return a typed text as a value of a column's type; None where it does not fit."""
    canonical = _canonical(column, text)
    if canonical is None:
        return None
    written = exp.Literal.string(canonical)
    sql_type = sql_type_of(column)
    return written if sql_type == "VARCHAR" else exp.cast(written, sql_type)


def value_for(column: Column, text: str, loc: str) -> exp.Expr:
    """Return a typed text as a value of a column's type; raises `InvalidInput` at `loc` where it does not fit."""
    value = fitting(column, text)
    if value is None:
        kind = _KINDS.get(column.type, "a whole number in its range" if column.type in WHOLE else "a number")
        raise InvalidInput.at(
            loc, f"“{shown(text)}” does not fit the column “{shown(column.name)}” ({column.type}): it takes {kind}."
        )
    return value


def number(value: float) -> exp.Expr:
    """Return a number of a setting as an expression."""
    return exp.cast(exp.Literal.string(repr(float(value))), "DOUBLE")


def common_column(name: str, texts: Sequence[str]) -> Column:
    """Return the column that typed values make together: of numbers where all are plain ones, else of text.

    `007` is text: as a number it would lose its noughts.
    """
    given = [text for text in texts if text != ""]
    if given and all(re.fullmatch(r"-?(0|[1-9]\d{0,17})", text) for text in given):
        return Column(name=name, type="bigint", meaning="integer")
    if given and all(re.fullmatch(r"-?(0|[1-9]\d{0,14})(\.\d{1,15})?", text) for text in given):
        return Column(name=name, type="double", meaning="decimal")
    return Column(name=name, type="string", meaning="text")


def replaced(
    field: Field, expression: exp.Expr, type: StorageType | None = None, meaning: Meaning | None = None
) -> New:
    """Return a column with other values; without `type` all that is known of it stays."""
    known = field.column
    if type is None or type == known.type:
        return New(known.name, expression, known.type, meaning or known.meaning, known.comment)
    return New(known.name, expression, type, meaning, known.comment)


def moment(text: str, zone: tzinfo = UTC) -> datetime | None:
    """Return an ISO date or date with time as naive UTC; what names no zone is in `zone`."""
    try:
        read = datetime.fromisoformat(text.strip())
        return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def moment_sql(value: datetime) -> exp.Expr:
    """Return a naive moment as an expression."""
    return exp.cast(exp.Literal.string(value.isoformat(sep=" ")), "TIMESTAMP")


def day_after(value: datetime) -> datetime | None:
    """Return the moment one day later; None beyond the calendar."""
    try:
        return value + timedelta(days=1)
    except OverflowError:
        return None


def _canonical(column: Column, text: str) -> str | None:
    plain = text.strip()
    if column.type in NUMERIC:
        return _number(plain, column.type)
    if column.type == "boolean":
        return "true" if plain.lower() in _TRUE else "false" if plain.lower() in _FALSE else None
    if column.type == "date":
        read = moment(plain)
        return read.isoformat(sep=" ") if read else None
    if column.type in ("array", "object"):
        return _json(plain, column)
    return text


def _number(text: str, type: StorageType) -> str | None:
    if not text.isascii() or not re.fullmatch(r"[+-]?\d{0,60}\.?\d{0,60}([eE][+-]?\d{1,3})?", text):
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    if not math.isfinite(value):
        return None
    if type not in WHOLE:
        return repr(value)
    if re.fullmatch(r"[+-]?\d+", text):
        whole = int(text)
    elif value.is_integer():
        whole = int(value)
    else:
        return None
    bound = 2 ** (_BITS[type] - 1)
    return str(whole) if -bound <= whole < bound else None


def _json(text: str, column: Column) -> str | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if column.type == "object":
        return text if isinstance(value, dict) else None
    if not isinstance(value, list):
        return None
    if column.meaning == "vector" and not all(isinstance(one, int | float) for one in value):
        return None
    return text
