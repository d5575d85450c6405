"""Delete or keep columns."""

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import NAMES, few, made, refused, sentence, step

from atelier.storage.schema import Column

Factory = pytest.TempPathFactory


ROW = ["a", "A", 1.0, 1, True, None]


@few
@given(names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=6), keep=st.booleans())
def test_those_that_stay(tmp_path_factory: Factory, names: list[str], keep: bool) -> None:
    found = made(tmp_path_factory.mktemp("t"), [ROW], step("ColumnsSelector", columns=names, keep=keep))
    assert list(found) == [name for name in NAMES if (name in names) == keep]


def test_by_pattern_and_all(tmp_path: Path) -> None:
    one = step("ColumnsSelector", appliesTo="PATTERN", appliesToPattern="[tT].*", keep=True)
    assert list(made(tmp_path / "a", [ROW], one)) == ["text", "Text"]
    assert sentence(one) == "Keep only columns that match “[tT].*”"
    assert made(tmp_path / "b", [ROW], step("ColumnsSelector", appliesTo="ALL")) == {}


def test_a_pattern_that_would_explode_elsewhere(tmp_path: Path) -> None:
    columns = [Column(name="a" * 400 + "!"), Column(name="b")]
    started = time.monotonic()
    one = step("ColumnsSelector", appliesTo="PATTERN", appliesToPattern="((a+)+)+b|b", keep=False)
    assert len(made(tmp_path, [["x", "y"]], one, columns=columns)) == 1
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("params", "at", "match"),
    [
        ({}, "columns", "Choose the columns"),
        ({"columns": ["nope"]}, "columns", "no column “nope”"),
        ({"appliesTo": "PATTERN", "appliesToPattern": "z"}, "appliesToPattern", "No column's name matches"),
        ({"appliesTo": "PATTERN", "appliesToPattern": "["}, "appliesToPattern", "cannot be read"),
    ],
)
def test_what_is_refused(tmp_path: Path, params: dict[str, Any], at: str, match: str) -> None:
    refused(tmp_path, step("ColumnsSelector", **params), at=at, match=match)
