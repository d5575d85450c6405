"""Cells as text of the format `tsv-excel-noheader`, which the open client reads with Python's `csv`.

Integers are written as `12` and never `12.0`, which the client would turn into nothing without a word. Vectors are
written with single precision, so that a feature vector stays below the 131,072 characters at which the client fails.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from csv import writer
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import numpy as np

from atelier import jsontext
from atelier.storage.schema import Column

_ROWS_A_CHUNK = 1000


def tsv_chunks(columns: Sequence[Column], rows: Iterator[Sequence[Any]]) -> Iterator[str]:
    """Yield rows as tab-separated text, some at a time."""
    cells = [text_for(column.type) for column in columns]
    buffer = StringIO()
    out = writer(buffer, delimiter="\t", lineterminator="\r\n")
    for count, row in enumerate(rows, start=1):
        out.writerow(["" if value is None else to_text(value) for to_text, value in zip(cells, row, strict=True)])
        if count % _ROWS_A_CHUNK == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def text_for(type: str) -> Callable[[Any], str]:
    """Return what writes a cell of a storage type as text."""
    return _WRITERS.get(type, _other)


def _integer(value: Any) -> str:
    return "" if isinstance(value, float) and not math.isfinite(value) else str(int(value))


def _double(value: Any) -> str:
    return repr(float(value)) if math.isfinite(value) else _not_finite(value)


def _float(value: Any) -> str:
    return str(np.float32(value)) if math.isfinite(value) else _not_finite(value)


def _not_finite(value: float) -> str:
    return "NaN" if math.isnan(value) else ("inf" if value > 0 else "-inf")


def _boolean(value: Any) -> str:
    return "true" if value else "false"


def _date(value: Any) -> str:
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
    return f"{value.isoformat()}T00:00:00.000Z" if isinstance(value, date) else str(value)


def _other(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple | np.ndarray):
        numbers = all(isinstance(entry, int | float | np.number) for entry in value)
        return jsontext.dumps(np.asarray(value, dtype=np.float32) if numbers and len(value) else list(value))
    return jsontext.dumps(value)


_WRITERS: dict[str, Callable[[Any], str]] = {
    "tinyint": _integer,
    "smallint": _integer,
    "int": _integer,
    "bigint": _integer,
    "float": _float,
    "double": _double,
    "boolean": _boolean,
    "date": _date,
}
