"""Copy a column."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import NAMES, Rows, column, few, made, refused, sentence, step, tables

Factory = pytest.TempPathFactory


@few
@given(rows=tables, name=st.sampled_from(NAMES))
def test_a_copy_stands_behind_its_column(tmp_path_factory: Factory, rows: Rows, name: str) -> None:
    one = step("ColumnCopier", inputColumn=name, outputColumn='the "copy"\n🐈')
    found = made(tmp_path_factory.mktemp("t"), rows, one)
    place = NAMES.index(name)
    assert list(found) == [*NAMES[: place + 1], 'the "copy"\n🐈', *NAMES[place + 1 :]]
    assert found['the "copy"\n🐈'] == found[name] == column(rows, name)


def test_a_copy_may_replace_a_column_and_dss_names_are_read(tmp_path: Path) -> None:
    rows = [["a", "A", 1.0, 1, True, None]]
    found = made(tmp_path, rows, step("ColumnCopier", inCol="text", outCol="number"))
    assert list(found) == NAMES
    assert found["number"] == ["a"]


@pytest.mark.parametrize(
    ("params", "at", "match"),
    [
        ({}, "inputColumn", "Choose a column"),
        ({"inputColumn": "nope", "outputColumn": "b"}, "inputColumn", "no column “nope” here\\. There are: text"),
        ({"inputColumn": "text"}, "outputColumn", "Give the output column a name"),
        ({"inputColumn": "text", "outputColumn": "text"}, "outputColumn", "onto itself"),
    ],
)
def test_what_is_refused(tmp_path: Path, params: dict[str, Any], at: str, match: str) -> None:
    refused(tmp_path, step("ColumnCopier", **params), at=at, match=match)


def test_what_it_says() -> None:
    assert sentence(step("ColumnCopier", inputColumn="a", outputColumn="b")) == "Copy column “a” to “b”"
