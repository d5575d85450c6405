"""Between pandas and stored columns: which type a Series is written as, and values made ready for it."""

import datetime
import decimal
import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from atelier.storage.schema import Column, StorageType
from atelier.tables.types import meaning_of

_BY_DTYPE: dict[str, StorageType] = {
    "int8": "tinyint", "int16": "smallint", "int32": "int", "int64": "bigint",
    "uint8": "smallint", "uint16": "int", "uint32": "bigint", "uint64": "bigint",
    "float16": "float", "float32": "float", "float64": "double", "bool": "boolean", "boolean": "boolean",
}  # fmt: skip


def columns_of_frame(frame: pd.DataFrame) -> list[Column]:
    """Return the columns a frame is written as. The index is not written; names must be there once."""
    if frame.columns.nlevels > 1:
        raise ValueError("The frame's columns have several levels; a dataset has one. Flatten them first.")
    names = [str(name) for name in frame.columns]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"The frame has more than one column “{twice[0]}”. Rename one of them first.")
    return [_column(name, frame.iloc[:, place]) for place, name in enumerate(names)]


def _column(name: str, values: "pd.Series[Any]") -> Column:
    dtype = str(values.dtype).lower()
    if isinstance(values.dtype, pd.CategoricalDtype):
        return _column(name, values.cat.categories.to_series())
    if dtype in _BY_DTYPE:
        return _typed(name, _BY_DTYPE[dtype])
    if dtype.startswith("datetime"):
        return _typed(name, "date")
    if dtype in ("object", "str", "string") or dtype.startswith("string"):
        return _of_objects(name, [value for value in values if not is_missing(value)])
    return _typed(name, "string")


def _of_objects(name: str, values: Sequence[Any]) -> Column:
    if not values or all(isinstance(value, str) for value in values):
        return _typed(name, "string")
    if all(isinstance(value, bool | np.bool_) for value in values):
        return _typed(name, "boolean")
    if all(isinstance(value, int | np.integer) and not isinstance(value, bool) for value in values):
        fits = all(-(2**63) <= int(value) < 2**63 for value in values)
        return _typed(name, "bigint" if fits else "double")
    if all(isinstance(value, int | float | np.number | decimal.Decimal) for value in values):
        return _typed(name, "double")
    if all(isinstance(value, datetime.date) for value in values):  # a datetime is a date too
        return _typed(name, "date")
    if all(isinstance(value, Mapping) for value in values):
        return _typed(name, "object")
    if all(isinstance(value, list | tuple | np.ndarray) for value in values):
        is_vector = all(_is_vector(value) for value in values)
        return Column(name=name, type="array", meaning="vector" if is_vector else "array")
    return _typed(name, "string")


def _is_vector(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return value.ndim == 1 and value.dtype.kind in "iuf"
    return all(isinstance(one, int | float | np.number) and not isinstance(one, bool) for one in value)


def _typed(name: str, type: StorageType) -> Column:
    return Column(name=name, type=type, meaning=meaning_of(type))


def columns_of_schema(schema: Sequence[Mapping[str, Any]]) -> list[Column]:
    """Return the columns that a schema as code gives it (`[{"name", "type"}]`) describes."""
    found = []
    for entry in schema:
        if "name" not in entry:
            raise ValueError(f"A column of the schema has no name: {dict(entry)}.")
        kind = str(entry.get("type", "string")).lower()
        kind = {"map": "object", "dateonly": "date", "datetimenotz": "date", "geopoint": "string"}.get(kind, kind)
        found.append(Column.model_validate({**entry, "type": kind}))
    return found


def ready(frame: pd.DataFrame, columns: Sequence[Column]) -> pd.DataFrame:
    """Return the frame with plain names, and each value as its column is stored."""
    named = frame.copy(deep=False)
    named.columns = pd.Index([str(name) for name in frame.columns])
    known = {column.name for column in columns}
    unknown = [name for name in named.columns if name not in known]
    if unknown:
        listed = ", ".join(column.name for column in columns)
        raise ValueError(f"The dataset's schema has no column “{unknown[0]}”; it has: {listed}.")
    return pd.DataFrame({c.name: _values(named[c.name], c) for c in columns if c.name in named.columns})


def _values(values: "pd.Series[Any]", column: Column) -> "pd.Series[Any]":
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = values.astype(values.cat.categories.dtype)
    if column.type == "date":
        return pd.to_datetime(values, utc=True, format="mixed" if values.dtype == object else None).dt.floor("ms")
    if column.type in ("array", "object"):
        return pd.Series([plain(value) for value in values], index=values.index, dtype="object")
    if column.type in ("float", "double") and values.dtype == object:
        return pd.to_numeric(pd.Series([None if is_missing(v) else float(v) for v in values], index=values.index))
    if column.type == "string" and values.dtype == object:
        return pd.Series([_text(value) for value in values], index=values.index, dtype="object")
    return values


def _text(value: Any) -> str | None:
    if is_missing(value):
        return None
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(plain(value), ensure_ascii=False, default=str)
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def plain(value: Any) -> Any:
    """Return a value of lists, dicts and Python's own numbers; None for a missing one."""
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, np.generic):
        return value.item()
    return None if is_missing(value) else value


def is_missing(value: Any) -> bool:
    """Say whether a cell holds nothing."""
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))
