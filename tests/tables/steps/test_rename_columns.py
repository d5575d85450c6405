"""Rename columns."""

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
@given(
    new=st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8),
        min_size=2,
        max_size=2,
        unique=True,
    )
)
def test_any_names_and_no_value_changes(tmp_path_factory: Factory, new: list[str]) -> None:
    if any(not name.strip() or name in NAMES for name in new):
        return
    one = step("ColumnRenamer", renamings=[{"from": "text", "to": new[0]}, {"from": "whole", "to": new[1]}])
    found = made(tmp_path_factory.mktemp("t"), [ROW], one)
    assert list(found) == [new[0], "Text", "number", new[1], "flag", "moment"]
    assert [values[0] for values in found.values()] == ROW


def test_two_can_change_places(tmp_path: Path) -> None:
    one = step("ColumnRenamer", renamings=[{"from": "text", "to": "Text"}, {"from": "Text", "to": "text"}])
    found = made(tmp_path, [ROW], one)
    assert (list(found)[:2], found["Text"], found["text"]) == (["Text", "text"], ["a"], ["A"])


def test_a_part_of_many_names(tmp_path: Path) -> None:
    one = step("ColumnRenamer", mode="TEXT", find="e", replace="E'\"")
    names = ["tE'\"xt", "TE'\"xt", "numbE'\"r", "wholE'\"", "flag", "momE'\"nt"]
    assert list(made(tmp_path / "a", [ROW], one)) == names
    one = step("ColumnRenamer", mode="TEXT", find="e", replace="", columns=["text", "flag"])
    assert list(made(tmp_path / "b", [ROW], one))[:3] == ["txt", "Text", "number"]
    assert sentence(one) == "Replace “e” by “” in the names of 2 columns"


def test_by_pattern_with_groups(tmp_path: Path) -> None:
    one = step("ColumnRenamer", mode="PATTERN", find="^(.)(.*)$", replace="$2_$1$$")
    assert list(made(tmp_path, [ROW], one)) == ["ext_t$", "ext_T$", "umber_n$", "hole_w$", "lag_f$", "oment_m$"]


def test_a_pattern_that_would_explode_elsewhere(tmp_path: Path) -> None:
    columns = [Column(name="a" * 400 + "!")]
    started = time.monotonic()
    one = step("ColumnRenamer", mode="PATTERN", find="^((a+)+)+$", replace="b")
    assert list(made(tmp_path, [["x"]], one, columns=columns)) == ["a" * 400 + "!"]
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("params", "at", "match"),
    [
        ({}, "renamings", "Choose a column"),
        ({"renamings": [{"from": "nope", "to": "x"}]}, "renamings", "no column “nope”"),
        ({"renamings": [{"from": "text", "to": " "}]}, "renamings", "Give the output column a name"),
        ({"renamings": [{"from": "text", "to": "flag"}]}, "renamings", "Two columns would be called “flag”"),
        ({"renamings": [{"from": "text", "to": "x" * 501}]}, "renamings", "at most 500"),
        ({"mode": "TEXT"}, "find", "Say what to find"),
        ({"mode": "PATTERN", "find": "("}, "find", "cannot be read"),
        ({"mode": "PATTERN", "find": "a", "replace": "$1"}, "replace", "has 0"),
        ({"mode": "PATTERN", "find": ".*", "replace": ""}, "replace", "Give the output column a name"),
        ({"mode": "PATTERN", "find": "^.*$", "replace": "x"}, "replace", "Two columns would be called “x”"),
    ],
)
def test_what_is_refused(tmp_path: Path, params: dict[str, Any], at: str, match: str) -> None:
    refused(tmp_path, step("ColumnRenamer", **params), at=at, match=match)
