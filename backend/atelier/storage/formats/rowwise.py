"""What formats that give rows of texts have in common: typing them, showing the first, saying what does not fit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import pandas as pd

from atelier.errors import InvalidInput
from atelier.storage.formats.inference import convert, infer_column
from atelier.storage.names import shown
from atelier.storage.schema import Column

MAX_COLUMNS = 10_000
PREVIEW_ROWS = 100
SAMPLE_ROWS = 5_000
CHUNK_CELLS = 1_000_000
TOLD_PROBLEMS = 20

Row = tuple[int, Sequence[str | None]]
"""The number of a row in its file, and its values as text; None is an empty cell, '' an empty text."""


class Layout(Protocol):
    """How a table is written."""

    def as_json(self) -> dict[str, Any]:
        """Return the format as stored with a dataset."""
        ...


@dataclass(slots=True)
class Preview:
    """The first rows as they would be read, and what is wrong with them."""

    format: Layout
    detected: list[str]
    columns: list[Column]
    rows: list[list[Any]]
    problems: list[str] = field(default_factory=list)
    raw_lines: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)


def value_of(text: str | None, column: Column) -> Any:
    """Return a cell as its column's type; what does not fit is empty."""
    return None if text is None else convert(text, column)


def infer(names: Sequence[str], rows: Sequence[Sequence[str | None]]) -> list[Column]:
    """Return the columns with the narrowest types that hold the rows."""
    return [infer_column(name, [row[place] or "" for row in rows]) for place, name in enumerate(names)]


def overlaid(inferred: list[Column], wished: list[Column] | None) -> list[Column]:
    """Return the columns that were asked for where they are as many as there are, else those found."""
    return wished if wished is not None and len(wished) == len(inferred) else inferred


def shown_rows(rows: Sequence[Sequence[str | None]], columns: Sequence[Column]) -> list[list[Any]]:
    """Return the first rows as typed values."""
    return [
        [value_of(value, column) for value, column in zip(row, columns, strict=True)] for row in rows[:PREVIEW_ROWS]
    ]


def frames(rows: Iterable[Row], columns: Sequence[Column]) -> Iterator[pd.DataFrame]:
    """Yield rows as typed frames of about a million cells."""
    chunk = max(1, min(50_000, CHUNK_CELLS // max(1, len(columns))))
    batch: list[Sequence[str | None]] = []
    for _, row in rows:
        batch.append(row)
        if len(batch) >= chunk:
            yield _frame(batch, columns)
            batch = []
    if batch:
        yield _frame(batch, columns)


def _frame(batch: list[Sequence[str | None]], columns: Sequence[Column]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            column.name: pd.Series([value_of(row[place], column) for row in batch], dtype="object")
            for place, column in enumerate(columns)
        }
    )


def misfits(rows: Iterable[Row], columns: Sequence[Column], noun: str) -> list[str]:
    """Return a sentence for each column with values that are not of its type; `noun` is what a row is called."""
    typed = [(place, column) for place, column in enumerate(columns) if column.type != "string"]
    found: dict[int, tuple[int, int]] = {}
    for line, row in rows:
        for place, column in typed:
            text = row[place]
            if text is not None and text != "" and convert(text, column) is None:
                count, first = found.get(place, (0, line))
                found[place] = (count + 1, first)
    return [misfit_sentence(columns[place], count, first, noun) for place, (count, first) in sorted(found.items())]


def misfit_sentence(column: Column, count: int, first: int, noun: str) -> str:
    """Return the sentence for values that do not fit."""
    values = "1 value is" if count == 1 else f"{count:,} values are"
    return (
        f"Column “{shown(column.name)}”: {values} not of type {column.type} and left empty, "
        f"the first on {noun} {first:,}. Set the type to string to keep all."
    )


def check_width(width: int) -> None:
    """Raise `InvalidInput` for a table that is too wide."""
    if width > MAX_COLUMNS:
        raise InvalidInput(f"The table has {width:,} columns; at most {MAX_COLUMNS:,} are allowed.")
