"""Stored rows as pandas frames, and samples of them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from atelier.storage.schema import Column

_NULLABLE: dict[pa.DataType, Any] = {
    pa.int8(): pd.Int8Dtype(),
    pa.int16(): pd.Int16Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}
SEED = 1337


def frame_of(batch: Any, columns: Sequence[Column], *, as_schema: bool, bool_as_str: bool) -> pd.DataFrame:
    """Return an Arrow batch as a frame; vectors are arrays of float, other arrays and objects Python values."""
    frame: pd.DataFrame = batch.to_pandas(types_mapper=_NULLABLE.get if as_schema else None)
    for column in columns:
        if column.name not in frame.columns:
            continue
        if column.type == "object" or (column.type == "array" and column.meaning != "vector"):
            frame[column.name] = pd.Series([parsed(value) for value in frame[column.name]], dtype="object")
        elif column.type == "boolean" and bool_as_str:
            text = [None if pd.isna(value) else str(bool(value)).lower() for value in frame[column.name]]
            frame[column.name] = pd.Series(text, dtype="object")
    return frame


def parsed(value: Any) -> Any:
    """Return the value of JSON text; other text as it is."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def sampled(
    frames: Iterable[pd.DataFrame],
    *,
    sampling: str,
    column: str | None,
    limit: int | None,
    ratio: float | None,
    total: int | None,
) -> Iterator[pd.DataFrame]:
    """Return the rows of a sample: the first, some at random, or all rows of some values of a column."""
    if sampling not in ("head", "random", "random-column"):
        raise ValueError(f"There is no sampling “{sampling}”; there are head, random and random-column.")
    if ratio is not None and not 0 <= ratio <= 1:
        raise ValueError(f"A ratio is between 0 and 1, not {ratio}.")
    if sampling == "random-column" and column is None:
        raise ValueError("The sampling random-column needs sampling_column.")
    chance = np.random.default_rng(SEED)
    if sampling == "head" or (limit is None and ratio is None):
        yield from _first(frames, limit)
    elif sampling == "random-column":
        yield from _first(_by_value(frames, str(column), 0.5 if ratio is None else ratio), limit)
    elif limit is not None and total is not None and ratio is None:
        chosen = np.zeros(total, dtype=bool)
        chosen[chance.choice(total, size=min(limit, total), replace=False)] = True
        start = 0
        for frame in frames:
            yield frame[chosen[start : start + len(frame)]]
            start += len(frame)
    else:
        share = 1.0 if ratio is None else ratio
        yield from _first((frame[chance.random(len(frame)) < share] for frame in frames), limit)


def _first(frames: Iterable[pd.DataFrame], limit: int | None) -> Iterator[pd.DataFrame]:
    left = limit
    for frame in frames:
        if left is None:
            yield frame
            continue
        yield frame.head(left)
        left -= len(frame)
        if left <= 0:
            return


def _by_value(frames: Iterable[pd.DataFrame], column: str, ratio: float) -> Iterator[pd.DataFrame]:
    for frame in frames:
        if column not in frame.columns:
            raise ValueError(f"There is no column “{column}” to sample by.")
        hashes = pd.util.hash_pandas_object(frame[column].astype(str), index=False)
        yield frame[(hashes.to_numpy() % 10_000) < ratio * 10_000]
