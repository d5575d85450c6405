"""Export: what is written reads back as it was, under whatever names."""

import gzip
import importlib.util
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from tests.recipes.tabular import Table, as_frame, col, one, plain, properties, ran, scratch, tables

from atelier import jsontext
from atelier.errors import ActivityFailed, InvalidInput
from atelier.recipes import registry
from atelier.recipes.export_to_folder import ExportParams

RICH: Table = (
    [
        col("text"),
        col("d", "date"),
        col("v", "array", meaning="vector"),
        col("o", "object", meaning="object"),
        col("b", "boolean"),
        col("B", "bigint"),
    ],
    [
        ('a,"b"\n', datetime(2020, 1, 2, 3, 4, 5, 678000, UTC), [1.0, 2.5], '{"k":[1]}', True, 2**60),
        (None, None, None, None, None, None),
    ],
)


def written(folder: Path, table: Table, **params: Any) -> dict[str, bytes]:
    run = ran("export-to-folder", folder, {"input": [table]}, params)
    root = run.outputs["output"].path
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@properties
@given(table=tables())
def test_csv_reads_back(table: Table) -> None:
    with scratch() as folder:
        ((name, data),) = written(folder, table, separator=";").items()
    assert name == "input_0.csv"
    frame = as_frame(table)
    read = pd.read_csv(io.BytesIO(data), sep=";", dtype=str, keep_default_na=False, skip_blank_lines=False)
    assert [str(column) for column in read.columns] == list(frame.columns)
    assert len(read) == len(frame)
    for column in frame.columns[:2]:
        assert list(read[column]) == list(frame[column].fillna(""))
    whole = frame.columns[2]
    assert list(read[whole]) == ["" if value is pd.NA else str(value) for value in frame[whole]]


@properties
@given(table=tables())
def test_json_lines_and_parquet_read_back(table: Table) -> None:
    frame = as_frame(table)
    with scratch() as folder:
        ((_, lines),) = written(folder / "1", table, format="jsonl").items()
        ((_, parquet),) = written(folder / "2", table, format="parquet").items()
    read = [jsontext.loads(line) for line in lines.splitlines()]
    assert [tuple(row.values()) for row in read] == plain(frame)
    assert all(list(row) == list(frame.columns) for row in read)
    found = pq.read_table(io.BytesIO(parquet))
    assert found.column_names == list(frame.columns)
    assert plain(pd.DataFrame({n: c.to_pylist() for n, c in enumerate(found.columns)}, dtype="object")) == plain(frame)


def test_moments_vectors_and_objects(tmp_path: Path) -> None:
    ((_, data),) = written(tmp_path / "1", RICH, format="jsonl").items()
    first, second = map(jsontext.loads, data.splitlines())
    assert first == {
        "text": 'a,"b"\n',
        "d": "2020-01-02T03:04:05.678Z",
        "v": [1.0, 2.5],
        "o": {"k": [1]},
        "b": True,
        "B": 2**60,
    }
    assert set(second.values()) == {None}
    ((name, data),) = written(tmp_path / "2", RICH, format="tsv", compress=True, file_name="deep/er").items()
    assert name == "deep/er.tsv.gz"
    lines = gzip.decompress(data).decode()
    assert lines.startswith("text\td\tv\to\tb\tB\n")
    assert '\t2020-01-02T03:04:05.678Z\t[1.0,2.5]\t"{""k"":[1]}"\ttrue\t1152921504606846976\n' in lines


def test_no_header_and_some_columns(tmp_path: Path) -> None:
    ((_, data),) = written(tmp_path, RICH, header=False, columns=["B", "b"], pre_filter="b").items()
    assert data == b"1152921504606846976,true\n"


@pytest.mark.skipif(importlib.util.find_spec("openpyxl") is None, reason="openpyxl is not installed")
def test_excel_reads_back(tmp_path: Path) -> None:
    ((name, data),) = written(tmp_path, RICH, format="excel").items()
    assert name == "input_0.xlsx"
    read = pd.read_excel(io.BytesIO(data))
    assert list(read.columns) == ["text", "d", "v", "o", "b", "B"]
    assert read["B"][0] == "1152921504606846976" or int(read["B"][0]) == 2**60
    assert read["d"][0] == pd.Timestamp(2020, 1, 2, 3, 4, 5, 678000)


@pytest.mark.skipif(importlib.util.find_spec("openpyxl") is not None, reason="openpyxl is installed")
def test_excel_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ActivityFailed, match="the package openpyxl is missing"):
        written(tmp_path, RICH, format="excel")


@pytest.mark.parametrize(
    ("params", "loc", "sentence"),
    [
        ({"separator": ""}, ("params", "separator"), "The separator is one character"),
        ({"separator": '"'}, ("params", "separator"), "The separator is one character"),
        ({"file_name": "../x"}, ("params", "file_name"), "leads out of the folder"),
        ({"file_name": "a\nb"}, ("params", "file_name"), "control character"),
        ({"columns": ["nope"]}, ("params", "columns", 0), "There is no column “nope” here."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    tmp_path: Path, params: dict[str, Any], loc: tuple[Any, ...], sentence: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        one("export-to-folder", tmp_path, RICH, **params)
    assert sentence in caught.value.message
    assert caught.value.fields[0].loc == loc


def test_it_writes_no_dataset() -> None:
    from tests.ml.handles import Form

    assert registry.get("export-to-folder").output_columns(Form(), ExportParams()) == {}
