"""Concatenate columns."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import Rows, few, made, refused, sentence, step, tables

Factory = pytest.TempPathFactory


@few
@given(rows=tables, join=st.sampled_from(["", "-", "'", "🐈", "{rows}"]), skip=st.booleans())
def test_texts_are_put_together(tmp_path_factory: Factory, rows: Rows, join: str, skip: bool) -> None:
    one = step("ColumnsConcat", columns=["text", "Text", "whole"], join=join, outputColumn="both", skipEmpty=skip)
    found = made(tmp_path_factory.mktemp("t"), rows, one)
    parts = [["" if row[place] is None else str(row[place]) for place in (0, 1, 3)] for row in rows]
    assert found["both"] == [join.join(part for part in row if part or not skip) for row in parts]


def test_what_it_says_and_refuses(tmp_path: Path) -> None:
    one = step("ColumnsConcat", columns=["text", "whole"], join="-", outputColumn="both")
    assert sentence(one) == "Concatenate “text”, “whole” with “-” into “both”"
    refused(tmp_path, step("ColumnsConcat"), at="columns", match="Choose the columns")
    refused(tmp_path, step("ColumnsConcat", columns=["text"]), at="outputColumn", match="Give the output")
    refused(tmp_path, step("ColumnsConcat", columns=["x"], outputColumn="b"), at="columns", match="no column “x”")
