"""Fill empty cells with a value."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import (
    MOMENTS,
    TEXTS,
    Rows,
    column,
    counted,
    few,
    is_empty,
    made,
    refused,
    same,
    sentence,
    step,
    tables,
)

Factory = pytest.TempPathFactory


@few
@given(rows=tables, value=st.sampled_from([text for text in TEXTS if text]))
def test_only_empty_cells_change(tmp_path_factory: Factory, rows: Rows, value: str) -> None:
    one = step("FillEmptyWithValue", columns=["text", "Text"], value=value)
    found = made(tmp_path_factory.mktemp("t"), rows, one)
    for name in ("text", "Text"):
        assert found[name] == [value if is_empty(cell) else cell for cell in column(rows, name)]


@few
@given(rows=tables)
def test_values_are_of_the_columns_type(tmp_path_factory: Factory, rows: Rows) -> None:
    fills = {
        "number": ("0.5", 0.5),
        "whole": ("-3", -3),
        "flag": ("no", False),
        "moment": ("1969-07-20T21:17+01:00", MOMENTS[1]),
    }
    steps = [step("FillEmptyWithValue", columns=[name], value=text) for name, (text, _) in fills.items()]
    found = made(tmp_path_factory.mktemp("t"), rows, *steps)
    for name, (_, value) in fills.items():
        assert same(found[name], [value if cell is None else cell for cell in column(rows, name)])


@pytest.mark.parametrize(
    ("params", "at", "match"),
    [
        ({"columns": ["text"]}, "value", "Give the value"),
        ({"columns": ["whole"], "value": "1.5"}, "value", "does not fit the column “whole” \\(bigint\\)"),
        ({"columns": ["whole"], "value": str(2**63)}, "value", "does not fit"),
        ({"columns": ["number"], "value": "nan"}, "value", "takes a number"),
        ({"columns": ["flag"], "value": "maybe"}, "value", "true or false"),
        ({"columns": ["moment"], "value": "31/05/2026"}, "value", "a date such as"),
    ],
)
def test_what_is_refused(tmp_path: Path, params: dict[str, Any], at: str, match: str) -> None:
    refused(tmp_path, step("FillEmptyWithValue", **params), at=at, match=match)


def test_what_it_says_and_counts(tmp_path: Path) -> None:
    one = step("FillEmptyWithValue", columns=["text"], value="x")
    assert sentence(one) == "Fill empty cells of column “text” with “x”"
    rows = [[cell, None, None, None, None, None] for cell in ("a", "", None)]
    assert counted(tmp_path, rows, one) == (3, 3, 2, "Empty cells in 2 of 3 rows")
