"""A stored table as Explore reads it: Parquet parts, their columns by place, and where each row lies.

The names of users are never used in SQL: columns are `c0`, `c1`, ... in the order of the files.
"""

import copy
import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from sqlglot import exp

from atelier.errors import NotFound
from atelier.storage.names import shown
from atelier.storage.schema import Column

_OPEN_TABLES = 32


class StoredTable:
    """Rows `first` to `first + rows` of the parts of a table; `key` names what they hold.

    `names` are the columns' names where the files do not have them.
    """

    def __init__(self, parts: Sequence[Path], names: Sequence[str] | None = None) -> None:
        self.parts = tuple(parts)
        self.names: list[str] = list(names or ())
        self.has_lists = False
        sizes, groups = [], []
        for part in self.parts:
            with pq.ParquetFile(part) as file:
                schema, about = file.schema_arrow, file.metadata
                self.names = self.names or list(schema.names)
                self.has_lists = self.has_lists or any(pa.types.is_list(kind) for kind in schema.types)
                sizes.append(about.num_rows)
                groups += [about.row_group(group).num_rows for group in range(about.num_row_groups)]
        self._starts = [0, *accumulate(sizes)]
        self._group_starts = [0, *accumulate(groups)]
        self._places = {name: place for place, name in enumerate(self.names)}
        self._aliases = ", ".join(f"c{place}" for place in range(len(self.names)))
        self._first = 0
        self.rows = self._starts[-1]
        files = "\n".join(map(str, parts)).encode("utf-8", "surrogateescape")
        self.key = self.file_key = hashlib.blake2b(files, digest_size=16).hexdigest()

    def window(self, first: int, rows: int) -> "StoredTable":
        """Return some of the rows that lie together, as a table of its own."""
        made = copy.copy(self)
        made._first = self._first + min(first, self.rows)
        made.rows = max(0, min(rows, self.rows - first))
        made.key = f"{self.key}.{made._first}.{made.rows}"
        return made

    def place(self, name: str) -> int:
        """Return a column's place in the files; raises `NotFound`."""
        place = self._places.get(name)
        if place is None:
            raise NotFound(f"There is no column “{shown(name)}”.")
        return place

    def sql(self, column: Column | str) -> exp.Column:
        """Return a column as an expression over `source`."""
        name = column if isinstance(column, str) else column.name
        return exp.column(exp.to_identifier(f"c{self.place(name)}", quoted=True))

    @property
    def file_rows(self) -> int:
        """Return how many rows the files hold, of which this table may be a part."""
        return int(self._starts[-1])

    @property
    def file_first(self) -> int:
        """Return the place in the files of the first row."""
        return self._first

    @property
    def file_source(self) -> str:
        """Return what stands behind FROM for all rows of the files."""
        return self._read(self.parts)

    @property
    def source(self) -> str:
        """Return what stands behind FROM for all rows; `test` must hold besides."""
        return self._read(self.parts[self._begin : self._end])

    @property
    def test(self) -> str:
        """Return the condition that leaves this table's rows of `source`; empty where all are."""
        if self._starts[self._begin] == self._first and self._starts[self._end] == self._first + self.rows:
            return ""
        return f"{self.number} BETWEEN 0 AND {self.rows - 1}"

    @property
    def number(self) -> str:
        """Return the expression of a row's number over `source`: its place in this table, counted from 0."""
        starts = [start - self._first for start in self._starts[self._begin : self._end]]
        if starts in ([], [0]):
            return "file_row_number"
        if len(starts) == 1:
            return f"(file_row_number + {starts[0]})"
        return f"(list_extract([{', '.join(map(str, starts))}], CAST(file_index AS BIGINT) + 1) + file_row_number)"

    def locate(self, number: int) -> tuple[int, int]:
        """Return the part in which a row lies, and its number there."""
        row = number + self._first
        part = bisect_right(self._starts, row, hi=len(self.parts)) - 1
        return part, row - self._starts[part]

    def source_of_part(self, part: int) -> str:
        """Return what stands behind FROM for one part alone."""
        return self._read([self.parts[part]])

    def groups_of(self, numbers: Sequence[int]) -> int:
        """Return how many rows must be decoded to have some: those of all row groups in which they lie."""
        groups = {bisect_right(self._group_starts, number + self._first) - 1 for number in numbers}
        return sum(self._group_starts[group + 1] - self._group_starts[group] for group in groups)

    def some_groups(self, rows: int) -> tuple[str, int]:
        """Return a condition for about so many rows, whole row groups spread over the table, and how many it leaves.

        Other row groups are not even read.
        """
        last = self._first + self.rows - 1
        begin = bisect_right(self._group_starts, self._first) - 1
        groups = list(range(begin, bisect_right(self._group_starts, last)))
        step = max(1, self.rows // rows)
        if step == 1 or len(groups) < 2 or len(self.parts) != 1:
            return "", self.rows
        spans = [(self._group_starts[group], self._group_starts[group + 1]) for group in groups[step // 2 :: step]]
        spans = [(max(start, self._first), min(stop, last + 1)) for start, stop in spans]
        test = " OR ".join(f"file_row_number BETWEEN {start} AND {stop - 1}" for start, stop in spans)
        return (f"({test})" if spans else ""), sum(stop - start for start, stop in spans) if spans else self.rows

    @property
    def _begin(self) -> int:
        return max(0, bisect_right(self._starts, self._first, hi=max(1, len(self.parts))) - 1)

    @property
    def _end(self) -> int:
        last = self._first + self.rows - 1
        return max(self._begin + 1, bisect_right(self._starts, last, hi=max(1, len(self.parts)))) if self.parts else 0

    def _read(self, parts: Sequence[Path]) -> str:
        files = exp.Array(expressions=[exp.Literal.string(str(part)) for part in parts]).sql(dialect="duckdb")
        return f"read_parquet({files}) AS t({self._aliases})"


@lru_cache(maxsize=_OPEN_TABLES)
def _opened(parts: tuple[Path, ...], names: tuple[str, ...] | None) -> StoredTable:
    return StoredTable(parts, names)


def open_table(parts: Sequence[Path], names: Sequence[str] | None = None) -> StoredTable:
    """Return the table of the parts. What is known of a table is kept: parts never change."""
    return _opened(tuple(parts), None if names is None else tuple(names))
