"""Split a column."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import NAMES, Rows, column, counted, few, made, refused, step, tables

from atelier.errors import InvalidInput

Factory = pytest.TempPathFactory


@few
@given(
    rows=tables,
    separator=st.sampled_from(["_", "a", "_pic_", "'", "🐈", "{rows}"]),
    keep=st.booleans(),
    kept=st.sampled_from([None, (1, "beginning"), (2, "beginning"), (1, "end"), (2, "end")]),
)
def test_chunks_are_those_of_python(
    tmp_path_factory: Factory, rows: Rows, separator: str, keep: bool, kept: Any
) -> None:
    limit = {"limitOutput": True, "limit": kept[0], "startFrom": kept[1]} if kept else {}
    one = step("ColumnSplitter", inCol="text", separator=separator, keepEmptyChunks=keep, outColPrefix="c_", **limit)
    found = made(tmp_path_factory.mktemp("t"), rows, one)

    def chunks(cell: Any) -> list[str]:
        if cell is None:
            return []
        parts = [part for part in cell.split(separator) if part or keep]
        return (parts[: kept[0]] if kept[1] == "beginning" else parts[-kept[0] :]) if kept else parts

    split = [chunks(cell) for cell in column(rows, "text")]
    width = kept[0] if kept else max(1, *map(len, split), 1)
    assert list(found) == ["text", *(f"c_{n}" for n in range(width)), *NAMES[1:]]
    for n in range(width):
        assert found[f"c_{n}"] == [parts[n] if n < len(parts) else None for parts in split]
    assert found["text"] == column(rows, "text")


@few
@given(rows=tables)
def test_an_array_instead(tmp_path_factory: Factory, rows: Rows) -> None:
    one = step("ColumnSplitter", inCol="text", separator="a", target="JSON", outColPrefix="parts")
    found = made(tmp_path_factory.mktemp("t"), rows, one)
    wanted = [None if cell is None else [part for part in cell.split("a") if part] for cell in column(rows, "text")]
    assert [None if cell is None else json.loads(cell) for cell in found["parts"]] == wanted


def test_a_delimiter_with_braces_is_counted(tmp_path: Path) -> None:
    rows = [["a{x}b", None, None, None, None, None], ["ab", None, None, None, None, None]]
    one = step("ColumnSplitter", inCol="text", separator="{x}")
    assert counted(tmp_path, rows, one) == (2, 2, 1, "“{x}” occurs in 1 of 2 rows")


def test_too_many_columns_and_what_else_is_refused(tmp_path: Path) -> None:
    rows = [["_".join("x" * 1001), None, None, None, None, None]]
    with pytest.raises(InvalidInput, match="would make 1,001 columns"):
        made(tmp_path / "a", rows, step("ColumnSplitter", inCol="text", separator="_"))
    refused(tmp_path, step("ColumnSplitter", separator="_"), at="inCol", match="Choose a column")
    refused(tmp_path, step("ColumnSplitter", inCol="text"), at="separator", match="which delimiter")
