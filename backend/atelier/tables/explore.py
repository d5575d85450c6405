"""What Explore shows: a page of the rows of a sample that answer a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atelier.storage.schema import Column
from atelier.tables.cache import TableCache
from atelier.tables.fetching import rows_at
from atelier.tables.order import slice_of
from atelier.tables.question import Question
from atelier.tables.samples import Sample, sample_of
from atelier.tables.stored import StoredTable, open_table


@dataclass(frozen=True, slots=True)
class Found:
    """A page: its rows as JSON values and their numbers in the sample; `total` rows match of `sampled` of `whole`."""

    rows: list[list[Any]]
    numbers: list[int]
    total: int
    sampled: int
    whole: int


def explore(
    parts: Sequence[Path],
    columns: Sequence[Column],
    *,
    sample: Sample,
    question: Question,
    chosen: Sequence[Column],
    offset: int,
    limit: int,
    cache: TableCache,
) -> Found:
    """Return a page of the rows of a sample that answer a question, with the chosen columns.

    Raises `InvalidInput` naming the field of the question that cannot be.
    """
    if not parts:
        return Found([], [], 0, 0, 0)
    whole = open_table(parts)
    table = sample_of(whole, columns, sample, cache)
    page = slice_of(question, table, columns, cache, offset=offset, limit=limit)
    rows = rows_at(table, chosen, page.numbers, cache)
    page.prepare()
    return Found(rows, page.numbers.tolist(), page.total, table.rows, whole.rows)


def sampled_table(
    parts: Sequence[Path], columns: Sequence[Column], sample: Sample, cache: TableCache
) -> StoredTable | None:
    """Return the table of a sample; None where there are no rows at all."""
    return sample_of(open_table(parts), columns, sample, cache) if parts else None
