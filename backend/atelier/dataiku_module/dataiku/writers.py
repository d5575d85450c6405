"""Writing a dataset or a file bit by bit."""

import io
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from ._columns import columns_of_frame

if TYPE_CHECKING:
    from ._recipe_place import PartSink, RecipePlace

_ROWS_A_FRAME = 10_000


class DatasetWriter:
    """Rows and frames one after the other. The schema is the one set before, or that of what comes first."""

    def __init__(self, place: "RecipePlace", name: str) -> None:
        self._place = place
        self._name = name
        self._sink: PartSink | None = None
        self._rows: list[dict[str, Any]] = []
        self._is_closed = False

    def write_dataframe(self, df: pd.DataFrame) -> None:
        """Write the rows of a frame."""
        self._flush()
        self._write(df)

    def write_row_dict(self, row_dict: Mapping[str, Any]) -> None:
        """Write one row; columns that it does not name are empty."""
        self._demand_open()
        self._rows.append(dict(row_dict))
        if len(self._rows) >= _ROWS_A_FRAME:
            self._flush()

    def write_row_array(self, row: Sequence[Any]) -> None:
        """Write one row in the order of the schema, which must have been set."""
        names = [column.name for column in self._place.schema(self._name)]
        if not names:
            raise ValueError(f"{self._name} has no schema yet: call write_schema before rows without names.")
        if len(row) != len(names):
            raise ValueError(f"A row of {self._name} has {len(names)} values, not {len(row)}.")
        self.write_row_dict(dict(zip(names, row, strict=True)))

    write_tuple = write_row_array

    def close(self) -> None:
        """End the writing; without rows the dataset is empty, with the schema that was set."""
        if self._is_closed:
            return
        self._flush()
        if self._sink is None:
            self._sink = self._place.sink(self._name, self._place.schema(self._name))
        self._sink.close()
        self._is_closed = True

    def __enter__(self) -> "DatasetWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()

    def _flush(self) -> None:
        if self._rows:
            rows, self._rows = self._rows, []
            names = list(dict.fromkeys(name for row in rows for name in row))
            self._write(pd.DataFrame({name: pd.Series([r.get(name) for r in rows], dtype="object") for name in names}))

    def _write(self, frame: pd.DataFrame) -> None:
        self._demand_open()
        if self._sink is None:
            columns = self._place.schema(self._name) or columns_of_frame(frame)
            self._sink = self._place.sink(self._name, columns)
        self._sink.write(frame)

    def _demand_open(self) -> None:
        if self._is_closed:
            raise ValueError(f"The writer of {self._name} is closed.")


class _Files(Protocol):
    def write(self, path: str, data: Any) -> None: ...


class FileWriter:
    """A file of a folder, written bit by bit and stored when it is closed."""

    def __init__(self, files: _Files, path: str) -> None:
        self._files = files
        self._path = path
        self._data = io.BytesIO()

    def write(self, data: bytes | str) -> int:
        """Add bytes, or text as UTF-8."""
        return self._data.write(data.encode() if isinstance(data, str) else data)

    def flush(self) -> None:
        """Do nothing: the file is stored whole."""

    def close(self) -> None:
        """Store the file."""
        if not self._data.closed:
            self._data.seek(0)
            self._files.write(self._path, self._data)
            self._data.close()

    def __enter__(self) -> "FileWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.close()
