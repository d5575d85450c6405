"""Datasets as code reads and writes them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from atelier.storage.schema import Column

from ._columns import columns_of_frame, columns_of_schema
from ._frames import sampled
from ._places import default_project_key, is_recipe, place, recipe_place, remote_place
from ._remote_place import split_name
from .writers import DatasetWriter

Columns = list[Column]
Strings = list[str]
Rows = list[dict[str, Any]]
# beside the class, since `list` is also the name of one of its methods

_CHUNK_ROWS = 10_000
_WHOLE_CHUNK_ROWS = 200_000
_READ_ONLY = "Datasets are written by recipes only, so that the flow can say where each came from."


class Dataset:
    """A dataset, by its name or `PROJECT.name`. In a recipe only its declared inputs and outputs are there."""

    def __init__(self, name: str, project_key: str | None = None, ignore_flow: bool = False) -> None:
        self.project_key, self.short_name = split_name(name, project_key or default_project_key())
        self.name = self.full_name = f"{self.project_key}.{self.short_name}"
        self.ignore_flow = ignore_flow
        if is_recipe() and self.project_key != recipe_place().project_key:
            raise ValueError(f"“{name}” is of another project; a recipe reads and writes its own project's items.")

    @staticmethod
    def list(project_key: str | None = None) -> list[str]:
        """Return the names of the project's datasets; in a recipe, of its inputs and outputs."""
        if is_recipe():
            found = recipe_place()
            names = found.names("inputs", "dataset") + found.names("outputs", "dataset")
            return [name.split(".", 1)[1] for name in names]
        key = project_key or default_project_key()
        return [one["name"] for one in remote_place().json(f"/projects/{key}/datasets/")]

    # -- reading

    def read_schema(self, raise_if_empty: bool = True) -> "Schema":
        """Return the columns as DSS gives them: `[{"name", "type"}, ...]`."""
        columns = self._columns()
        if raise_if_empty and not columns:
            raise ValueError(f"{self.short_name} has no columns yet.")
        return Schema(column.model_dump(exclude_none=True) for column in columns)

    def get_dataframe(
        self,
        columns: Sequence[str] | None = None,
        sampling: str = "head",
        sampling_column: str | None = None,
        limit: int | None = None,
        ratio: float | None = None,
        infer_with_pandas: bool = True,
        parse_dates: bool = True,
        bool_as_str: bool = False,
        float_precision: str | None = None,
        na_values: Any = None,
        keep_default_na: bool = True,
        **ignored: Any,
    ) -> pd.DataFrame:
        """Return the rows, or a sample of them, as one frame.

        Integers with gaps are floats, as pandas has it; with `infer_with_pandas=False` they stay integers. Vectors are
        arrays of float; other arrays and objects are Python values. The data is typed already, so what DSS offers for
        the reading of text (`float_precision`, `na_values`, ...) changes nothing.
        """
        frames = list(
            sampled(
                self._frames(columns, _WHOLE_CHUNK_ROWS, infer_with_pandas, bool_as_str),
                sampling=sampling,
                column=sampling_column,
                limit=limit,
                ratio=ratio,
                total=recipe_place().row_count(self.short_name) if is_recipe() else None,
            )
        )
        if frames:
            whole = pd.concat(frames, ignore_index=True)
        else:
            names = list(columns) if columns else [column.name for column in self._columns()]
            whole = pd.DataFrame({name: pd.Series(dtype="object") for name in names})
        if not parse_dates:
            for column in self._columns():
                if column.type == "date" and column.name in whole:
                    whole[column.name] = whole[column.name].dt.strftime("%Y-%m-%dT%H:%M:%S.%f").str[:-3] + "Z"
        return whole[list(columns)] if columns else whole

    def iter_dataframes(
        self,
        chunksize: int = _CHUNK_ROWS,
        infer_with_pandas: bool = True,
        sampling: str = "head",
        sampling_column: str | None = None,
        limit: int | None = None,
        ratio: float | None = None,
        columns: Sequence[str] | None = None,
        bool_as_str: bool = False,
        **ignored: Any,
    ) -> Iterator[pd.DataFrame]:
        """Yield frames of at most `chunksize` rows; the whole dataset is never in memory."""
        frames = self._frames(columns, chunksize, infer_with_pandas, bool_as_str)
        total = recipe_place().row_count(self.short_name) if is_recipe() else None
        for frame in sampled(frames, sampling=sampling, column=sampling_column, limit=limit, ratio=ratio, total=total):
            yield frame.reset_index(drop=True)

    def iter_rows(
        self,
        sampling: str = "head",
        sampling_column: str | None = None,
        limit: int | None = None,
        ratio: float | None = None,
        log_every: int = -1,
        timeout: int = 30,
        columns: Sequence[str] | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Yield each row as a dict."""
        names = list(columns) if columns else [column.name for column in self._columns()]
        for row in self.iter_tuples(sampling, sampling_column, limit, ratio, log_every, timeout, columns):
            yield dict(zip(names, row, strict=True))

    def iter_tuples(
        self,
        sampling: str = "head",
        sampling_column: str | None = None,
        limit: int | None = None,
        ratio: float | None = None,
        log_every: int = -1,
        timeout: int = 30,
        columns: Sequence[str] | None = None,
    ) -> Iterator[tuple[Any, ...]]:
        """Yield each row as a tuple; a missing value is None, an integer never a float."""
        for frame in self.iter_dataframes(
            infer_with_pandas=False, sampling=sampling, sampling_column=sampling_column, limit=limit, ratio=ratio,
            columns=columns,
        ):  # fmt: skip
            whole = frame.astype(object).where(frame.notna(), None)
            yield from whole.itertuples(index=False, name=None)

    # -- writing

    def write_with_schema(self, df: pd.DataFrame, drop_and_create: bool = False, **ignored: Any) -> None:
        """Write a frame with columns as pandas has them, in place of what was written before."""
        self._write(df, columns_of_frame(df))

    def write_from_dataframe(self, df: pd.DataFrame, infer_schema: bool = False, **ignored: Any) -> None:
        """Write a frame; the older name of `write_dataframe`."""
        self.write_dataframe(df, infer_schema=infer_schema)

    def write_dataframe(
        self,
        df: pd.DataFrame,
        infer_schema: bool = False,
        dropAndCreate: bool = False,  # noqa: N803
        **ignored: Any,
    ) -> None:
        """Write a frame with the schema set before, or with that of the frame."""
        columns = [] if infer_schema else self._columns()
        self._write(df, columns or columns_of_frame(df))

    def write_schema(self, columns: Sequence[Mapping[str, Any]], dropAndCreate: bool = False, **ignored: Any) -> None:  # noqa: N803
        """Set the columns of what will be written."""
        self._output().set_schema(self.short_name, columns_of_schema(columns))

    def write_schema_from_dataframe(self, df: pd.DataFrame, dropAndCreate: bool = False, **ignored: Any) -> None:  # noqa: N803
        """Set the columns to those of a frame."""
        self._output().set_schema(self.short_name, columns_of_frame(df))

    def get_writer(self) -> DatasetWriter:
        """Return a writer for rows and frames one after the other; use it with `with`."""
        found = self._output()
        found.output("dataset", self.short_name)
        return DatasetWriter(found, self.short_name)

    # -- facts

    def list_partitions(self, raise_if_empty: bool = True) -> Strings:
        """Return the partitions: datasets here have none."""
        return []

    def get_config(self) -> dict[str, Any]:
        """Return what the dataset is, as DSS has it."""
        if is_recipe():
            return {"name": self.short_name, "projectKey": self.project_key, "schema": {"columns": self._plain()}}
        found: dict[str, Any] = remote_place().json(f"/projects/{self.project_key}/datasets/{self.short_name}")
        return found

    def _plain(self) -> Rows:
        return [column.model_dump(exclude_none=True) for column in self._columns()]

    def _columns(self) -> Columns:
        if is_recipe():
            return recipe_place().schema(self.short_name)
        return remote_place().schema_at(self.short_name, self.project_key)

    def _frames(
        self, columns: Sequence[str] | None, chunk_rows: int, infer_with_pandas: bool, bool_as_str: bool
    ) -> Iterator[pd.DataFrame]:
        if chunk_rows < 1:
            raise ValueError("A chunk has at least one row.")
        known = [column.name for column in self._columns()]
        missing = [name for name in columns or () if name not in known]
        if missing:
            raise ValueError(f"{self.short_name} has no column “{missing[0]}”; it has: {', '.join(known)}.")
        asked: dict[str, Any] = {
            "columns": columns,
            "chunk_rows": chunk_rows,
            "as_schema": not infer_with_pandas,
            "bool_as_str": bool_as_str,
        }
        if is_recipe():
            return recipe_place().frames(self.short_name, **asked)
        return remote_place().frames_at(self.short_name, self.project_key, **asked)

    def _write(self, df: pd.DataFrame, columns: "Sequence[Column]") -> None:
        sink = self._output().sink(self.short_name, columns)
        for start in range(0, max(1, len(df)), _WHOLE_CHUNK_ROWS):
            sink.write(df.iloc[start : start + _WHOLE_CHUNK_ROWS])
        sink.close()

    def _output(self) -> Any:
        found = place()
        if not is_recipe():
            raise RuntimeError(_READ_ONLY)
        return found

    def __repr__(self) -> str:
        return f"Dataset({self.full_name!r})"


class Schema(list[dict[str, Any]]):
    """The columns of a dataset, as dicts."""
