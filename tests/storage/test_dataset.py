"""Typed Parquet parts: what is written comes back."""

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier.errors import InvalidInput, Unavailable
from atelier.storage import dataset as module
from atelier.storage.dataset import ParquetDataset, StagedDataset
from atelier.storage.schema import Column

COLUMNS = [
    Column(name="images", type="string", meaning="picture_path"),
    Column(name="n", type="bigint"),
    Column(name="x", type="double"),
    Column(name="ok", type="boolean"),
    Column(name="vector", type="array", meaning="vector"),
    Column(name="prediction", type="object", meaning="prediction"),
]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ROWS = st.lists(
    st.tuples(
        st.none() | TEXT,
        st.none() | st.integers(-(2**63), 2**63 - 1),
        st.none() | st.floats(allow_nan=False),
        st.none() | st.booleans(),
        st.none() | st.lists(st.floats(width=32, allow_nan=False), max_size=4),
        st.none() | st.dictionaries(TEXT, st.floats(0, 1), max_size=3),
    ),
    max_size=12,
)


def written(path: Path, frames: list[pd.DataFrame], columns: list[Column] = COLUMNS) -> ParquetDataset:
    staged = StagedDataset("t", path)
    staged.write(columns, frames)
    parts = [path / name for name in sorted(staged.part_rows)]
    return ParquetDataset("t", columns, parts, sum(staged.part_rows.values()))


def as_frame(rows: list[tuple[Any, ...]], columns: list[Column] = COLUMNS) -> pd.DataFrame:
    names = [column.name for column in columns]
    return pd.DataFrame({n: pd.Series([row[i] for row in rows], dtype="object") for i, n in enumerate(names)})


@given(ROWS, st.integers(1, 5))
def test_rows_written_in_any_frames_come_back_in_order(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[Any, ...]], chunk: int
) -> None:
    frames = [as_frame(rows[start : start + chunk]) for start in range(0, len(rows), chunk)]
    found = written(tmp_path_factory.mktemp("t"), frames)
    assert found.row_count == len(rows)
    back = found.dataframe()
    assert list(back.columns) == [column.name for column in COLUMNS]
    assert len(back) == len(rows)
    for place, row in enumerate(rows):
        images, n, x, ok, vector, prediction = (back.iloc[place, index] for index in range(6))
        assert (None if pd.isna(images) else images) == row[0]
        assert (None if pd.isna(n) else int(n)) == row[1]
        assert (None if pd.isna(x) else x) == row[2]
        assert (None if pd.isna(ok) else bool(ok)) == row[3]
        assert (None if vector is None else [float(v) for v in vector]) == row[4]
        assert (prediction is None or pd.isna(prediction)) == (row[5] is None)
    assert sum(len(frame) for frame in found.iter_dataframes(2)) == len(rows)


def test_no_rows_are_still_columns(tmp_path: Path) -> None:
    found = written(tmp_path, [])
    assert found.row_count == 0
    assert list(found.dataframe(["n"]).columns) == ["n"]
    assert list(ParquetDataset("t", COLUMNS, [], 0).dataframe().columns) == [c.name for c in COLUMNS]


def test_integers_with_gaps_stay_integers(tmp_path: Path) -> None:
    columns = [Column(name="n", type="bigint")]
    back = written(tmp_path, [as_frame([(2**53 + 1,), (None,)], columns)], columns).dataframe()
    assert str(back["n"].dtype) == "Int64"
    assert back["n"][0] == 2**53 + 1


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("bigint", "many"),
        ("tinyint", 300),
        ("bigint", 2**63),
        ("double", "x"),
        ("boolean", "perhaps"),
        ("date", "soon"),
    ],
)
def test_a_value_of_another_type_is_refused_by_column(tmp_path: Path, type_: Any, value: Any) -> None:
    columns = [Column(name="größe", type=type_)]
    with pytest.raises(InvalidInput, match=f"Column “größe” holds a value that is not of type {type_}"):
        written(tmp_path, [as_frame([(value,)], columns)], columns)


def test_large_tables_are_cut_into_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROWS_PER_PART", 10)
    columns = [Column(name="n", type="bigint")]
    frames = [as_frame([(start + n,) for n in range(7)], columns) for start in (0, 7, 14)]
    found = written(tmp_path, frames, columns)
    assert [pq.ParquetFile(part).metadata.num_rows for part in sorted(tmp_path.iterdir())] == [14, 7]
    assert list(found.dataframe()["n"]) == list(range(21))


def test_special_values_have_a_place(tmp_path: Path) -> None:
    columns = [Column(name="x", type="double"), Column(name="d", type="date"), Column(name="names", type="array")]
    moment = datetime(2024, 2, 29, 12, tzinfo=UTC)
    back = written(tmp_path, [as_frame([(math.inf, moment, ["é", 1]), (math.nan, None, None)], columns)], columns)
    frame = back.dataframe()
    assert frame["x"][0] == math.inf
    assert frame["d"][0] == moment
    assert frame["names"][0] == '["é",1]'


def test_a_full_disk_is_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: pq.ParquetWriter, table: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", fail)
    with pytest.raises(Unavailable, match="The disk of the data folder is full; nothing was changed"):
        written(tmp_path, [as_frame([("a", 1, 1.0, True, [1.0], {})])])
