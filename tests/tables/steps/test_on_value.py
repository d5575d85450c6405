"""Filter and flag on value."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import (
    NAMES,
    TEXTS,
    Rows,
    column,
    counted,
    few,
    is_empty,
    made,
    refused,
    sentence,
    step,
    tables,
)

Factory = pytest.TempPathFactory


@few
@given(
    rows=tables,
    values=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3),
    action=st.sampled_from(["KEEP_ROW", "REMOVE_ROW"]),
    loose=st.booleans(),
)
def test_whole_values_of_texts(
    tmp_path_factory: Factory, rows: Rows, values: list[str], action: str, loose: bool
) -> None:
    one = step(
        "FilterOnValue",
        columns=["text"],
        values=values,
        action=action,
        normalizationMode="LOWERCASE" if loose else "EXACT",
    )
    found = made(tmp_path_factory.mktemp("t"), rows, one)

    def is_meant(cell: Any) -> bool:
        if is_empty(cell):
            return "" in values
        return (cell.lower() in [v.lower() for v in values]) if loose else cell in values

    assert found["text"] == [cell for cell in column(rows, "text") if is_meant(cell) == (action == "KEEP_ROW")]


@few
@given(rows=tables, value=st.sampled_from(["1", "1.0", "-3", "2.5", "true", "no", "2026-05-31", "x", ""]))
def test_other_types_compare_as_what_they_are(tmp_path_factory: Factory, rows: Rows, value: str) -> None:
    wanted: dict[str, Any] = {
        "1": (1.0, 1, True),
        "1.0": (1.0, 1, None),
        "-3": (-3.0, -3, None),
        "2.5": (2.5, None, None),
    }
    wanted |= {"true": (None, None, True), "no": (None, None, False)}
    for place, name in enumerate(["number", "whole", "flag"]):
        one = step("FilterOnValue", columns=[name], values=[value])
        found = made(tmp_path_factory.mktemp("t"), rows, one)[name]
        cells = column(rows, name)
        if value == "":
            assert found == [cell for cell in cells if cell is None]
        else:
            sought = wanted.get(value, (None, None, None))[place]
            assert found == [cell for cell in cells if cell is not None and sought is not None and cell == sought]


@few
@given(rows=tables, part=st.sampled_from(["a", "b", "_", "%", "'", '"', "\\", "é", "🐈"]))
def test_parts_cleared_in_several_columns(tmp_path_factory: Factory, rows: Rows, part: str) -> None:
    one = step("FilterOnValue", columns=["text", "Text"], values=[part], matchingMode="SUBSTRING", action="CLEAR_CELL")
    found = made(tmp_path_factory.mktemp("t"), rows, one)
    for name in ("text", "Text"):
        assert found[name] == [None if cell is not None and part in cell else cell for cell in column(rows, name)]


@few
@given(rows=tables, together=st.sampled_from(["AND", "OR"]))
def test_patterns_in_all_or_one_of_the_columns(tmp_path_factory: Factory, rows: Rows, together: str) -> None:
    one = step(
        "FilterOnValue",
        columns=["text", "Text"],
        values=[r"^a", r"\d$"],
        matchingMode="PATTERN",
        booleanMode=together,
    )
    found = made(tmp_path_factory.mktemp("t"), rows, one)

    def is_meant(cell: Any) -> bool:
        return cell is not None and bool(re.search(r"^a|[0-9]\Z", cell))

    keep = all if together == "AND" else any
    kept = [row for row in rows if keep(is_meant(cell) for cell in row[:2])]
    assert (found["text"], found["Text"]) == (column(kept, "text"), column(kept, "Text"))


def test_accents_can_be_ignored(tmp_path: Path) -> None:
    rows: Rows = [[cell, None, None, None, None, None] for cell in ("É", "e", "f", None)]
    one = step("FilterOnValue", columns=["text"], values=["E"], normalizationMode="NORMALIZED")
    assert made(tmp_path, rows, one)["text"] == ["É", "e"]


def test_what_it_says(tmp_path: Path) -> None:
    one = step("FilterOnValue", columns=["text"], values=["{hits}", ""], action="REMOVE_ROW")
    assert sentence(one) == "Remove rows where column “text” is “{hits}” or empty"
    rows: Rows = [[cell, None, None, None, None, None] for cell in ("{hits}", "", None, "x")]
    assert counted(tmp_path, rows, one)[:3] == (4, 1, 3)


@pytest.mark.parametrize(
    ("params", "at", "match"),
    [
        ({"columns": ["text"], "values": []}, "values", "at least one value"),
        ({"columns": [], "values": ["a"]}, "columns", "Choose the columns"),
        ({"columns": ["nope"], "values": ["a"]}, "columns", "no column “nope”"),
        ({"columns": ["text"], "values": ["(a"], "matchingMode": "PATTERN"}, "values", "“\\(a” cannot be read"),
        ({"columns": ["text"], "values": ["x" * 501], "matchingMode": "PATTERN"}, "values", "at most 500"),
        ({"columns": ["text"], "values": [""], "matchingMode": "SUBSTRING"}, "values", "cannot be empty"),
        ({"columns": ["text"], "values": ["a"] * 10_001}, "values", "At most 10,000"),
        ({"columns": ["text"], "values": ["a"], "action": "EXPLODE"}, "action", "Input should be"),
        (
            {"appliesTo": "PATTERN", "appliesToPattern": "(", "values": ["a"]},
            "appliesToPattern",
            "cannot be read",
        ),
        (
            {"appliesTo": "PATTERN", "appliesToPattern": "z+", "values": ["a"]},
            "appliesToPattern",
            "No column's name matches",
        ),
    ],
)
def test_what_is_refused(tmp_path: Path, params: dict[str, Any], at: str, match: str) -> None:
    refused(tmp_path, step("FilterOnValue", **params), at=at, match=match)


@few
@given(rows=tables, values=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3))
def test_the_flag_is_true_where_a_filter_would_keep(tmp_path_factory: Factory, rows: Rows, values: list[str]) -> None:
    found = made(
        tmp_path_factory.mktemp("t"), rows, step("FlagOnValue", columns=["text"], values=values, flagColumn="is it")
    )
    assert list(found) == [*NAMES, "is it"]
    assert found["is it"] == [("" in values) if is_empty(cell) else cell in values for cell in column(rows, "text")]


def test_what_a_flag_says_and_refuses(tmp_path: Path) -> None:
    one = step("FlagOnValue", columns=["text"], values=["a"], matchingMode="SUBSTRING", flagColumn="f")
    assert sentence(one) == "Flag rows where column “text” contains “a” in “f”"
    refused(tmp_path, step("FlagOnValue", columns=["text"], values=["a"]), at="flagColumn", match="Give the output")
    long = step("FlagOnValue", columns=["text"], values=["a"], flagColumn="x" * 501)
    refused(tmp_path, long, at="flagColumn", match="at most 500")
