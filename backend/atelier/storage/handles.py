"""What recipes see of folders and datasets. The runner gives them; nothing here knows a project or a database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import pandas as pd
import pyarrow as pa

from atelier.storage.schema import Column


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a folder. `path` has no leading slash; `content` names its bytes (key of every cache)."""

    path: str
    size: int
    content: str
    mtime: float


class FolderHandle(Protocol):
    """A folder as a recipe reads it, fixed at one version."""

    name: str

    def entries(self) -> Sequence[Entry]:
        """Return all files, sorted by path."""
        ...

    def get(self, path: str) -> Entry | None:
        """Return the entry at `path`, or None."""
        ...

    def open(self, path: str) -> BinaryIO:
        """Open a file for reading; raises `NotFound`."""
        ...

    def local_path(self, path: str) -> Path:
        """Return a real path with the file's bytes, for libraries that want one; it must not be changed."""
        ...

    def read_bytes(self, path: str, *, limit: int = 64 * 2**20) -> bytes:
        """Return a file's bytes; raises `TooLarge` beyond `limit`."""
        ...


class FolderWriter(Protocol):
    """A folder as a recipe writes it: a new version, published whole or not at all."""

    name: str
    path: Path  # the staging folder; anything written below it becomes the version

    def write_bytes(self, path: str, data: bytes) -> None: ...

    def write_json(self, path: str, value: Any) -> None: ...

    def keep_earlier(self) -> None:
        """Let the new version hold the files of the one before as well."""
        ...

    def set_facts(self, **facts: Any) -> None:
        """Add facts to the version (shown on the flow and the item's page), e.g. `model={...}`."""
        ...


class DatasetHandle(Protocol):
    """A dataset as a recipe reads it, fixed at one version."""

    name: str
    columns: Sequence[Column]
    row_count: int

    def dataframe(self, columns: Sequence[str] | None = None) -> pd.DataFrame: ...

    def iter_dataframes(self, chunk_rows: int = 10_000) -> Iterator[pd.DataFrame]: ...


class DatasetWriter(Protocol):
    """A dataset as a recipe writes it: typed Parquet parts of a new version."""

    name: str
    path: Path  # the staging folder of its parts

    def write(self, columns: Sequence[Column], frames: Iterable[pd.DataFrame]) -> None:
        """Write all rows; frames are streamed to disk one by one. Vectors are lists of float, objects are dicts."""
        ...

    def write_tables(self, columns: Sequence[Column], tables: Iterable[pa.Table]) -> None:
        """Write all rows, table by table; each has the schema of `storage.dataset.arrow_schema`."""
        ...

    def adopt_part(self, columns: Sequence[Column], name: str, rows: int) -> None:
        """Take in a Parquet file that was written below `path` by other means; its columns are in this order."""
        ...

    def keep_earlier(self) -> None:
        """Let the new version hold the rows of the one before as well, where its columns are the same."""
        ...

    def set_facts(self, **facts: Any) -> None: ...
