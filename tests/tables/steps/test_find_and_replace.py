"""Find and replace."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import NAMES, TEXTS, Rows, column, few, made, refused, sentence, step, tables

Factory = pytest.TempPathFactory


pairs = st.lists(
    st.fixed_dictionaries({"from": st.sampled_from(TEXTS), "to": st.sampled_from(TEXTS)}), min_size=1, max_size=3
)


@few
@given(rows=tables, mapping=pairs)
def test_whole_values(tmp_path_factory: Factory, rows: Rows, mapping: list[dict[str, str]]) -> None:
    found = made(tmp_path_factory.mktemp("t"), rows, step("FindReplace", columns=["text"], mapping=mapping))

    def replaced(cell: Any) -> Any:
        for pair in mapping:
            if (cell or "") == pair["from"]:
                return pair["to"] or None
        return cell

    assert found["text"] == [replaced(cell) for cell in column(rows, "text")]
    assert list(found) == NAMES


@few
@given(rows=tables, mapping=pairs, loose=st.booleans())
def test_parts_one_after_the_other(
    tmp_path_factory: Factory, rows: Rows, mapping: list[dict[str, str]], loose: bool
) -> None:
    mapping = [pair for pair in mapping if pair["from"]] or [{"from": "a", "to": "$1\\1"}]
    one = step(
        "FindReplace",
        columns=["text"],
        mapping=mapping,
        matching="SUBSTRING",
        normalization="LOWERCASE" if loose else "EXACT",
        output="new",
    )
    found = made(tmp_path_factory.mktemp("t"), rows, one)

    def replaced(cell: Any) -> Any:
        for pair in mapping:
            if cell is not None:
                pattern = re.compile(re.escape(pair["from"]), re.IGNORECASE if loose else 0)
                cell = pattern.sub(lambda _, to=pair["to"]: to, cell)  # type: ignore[misc]
        return cell

    assert found["new"] == [replaced(cell) for cell in column(rows, "text")]
    assert list(found)[:2] == ["text", "new"]


@few
@given(rows=tables, pattern=st.sampled_from(["(a)(b)?", "[0-9]+", "^", r"(\\.)"]), first=st.booleans())
def test_patterns_with_groups(tmp_path_factory: Factory, rows: Rows, pattern: str, first: bool) -> None:
    one = step(
        "FindReplace",
        columns=["text"],
        mapping=[{"from": pattern, "to": r"<\$0$$>"}],
        matching="PATTERN",
        stopAfterFirstMatch=first,
    )
    found = made(tmp_path_factory.mktemp("t"), rows, one)
    wanted = [
        None if cell is None else re.sub(pattern, lambda match: f"<\\{match.group(0)}$>", cell)
        for cell in column(rows, "text")
    ]
    assert found["text"] == wanted


def test_numbers_stay_numbers_where_all_fits_and_become_text_where_not(tmp_path: Path) -> None:
    rows = [[None, None, None, whole, None, None] for whole in (1, 2, None)]
    fits = step("FindReplace", columns=["whole"], mapping=[{"from": "1", "to": "10"}, {"from": "", "to": "0"}])
    assert made(tmp_path / "a", rows, fits)["whole"] == [10, 2, 0]
    not_all = step("FindReplace", columns=["whole"], mapping=[{"from": "1", "to": "one"}])
    assert made(tmp_path / "b", rows, not_all)["whole"] == ["one", "2", None]
    part = step("FindReplace", columns=["whole"], mapping=[{"from": "1", "to": "2"}], matching="SUBSTRING")
    assert made(tmp_path / "c", rows, part)["whole"] == ["2", "2", None]


def test_the_first_that_is_found_can_be_the_last(tmp_path: Path) -> None:
    rows = [["ab", None, None, None, None, None]]
    params: dict[str, Any] = {"columns": ["text"], "matching": "SUBSTRING"}
    params["mapping"] = [{"from": "a", "to": "b"}, {"from": "b", "to": "c"}]
    assert made(tmp_path / "a", rows, step("FindReplace", **params))["text"] == ["cc"]
    assert made(tmp_path / "b", rows, step("FindReplace", **params, stopAfterFirstMatch=True))["text"] == ["bb"]


@pytest.mark.parametrize(
    ("params", "at", "match"),
    [
        ({"columns": ["text"]}, "mapping", "at least one value"),
        (
            {"columns": ["text"], "mapping": [{"from": "(", "to": ""}], "matching": "PATTERN"},
            "mapping",
            "cannot be read",
        ),
        ({"columns": ["text"], "mapping": [{"from": "a", "to": "$2"}], "matching": "PATTERN"}, "mapping", "has 0"),
        ({"columns": ["text"], "mapping": [{"from": "", "to": "x"}], "matching": "SUBSTRING"}, "mapping", "cannot be"),
        (
            {
                "columns": ["text"],
                "mapping": [{"from": "a", "to": ""}],
                "matching": "PATTERN",
                "normalization": "NORMALIZED",
            },
            "normalization",
            "whole values only",
        ),
        (
            {"columns": ["text", "Text"], "mapping": [{"from": "a", "to": ""}], "output": "x"},
            "output",
            "Only one column",
        ),
    ],
)
def test_what_is_refused(tmp_path: Path, params: dict[str, Any], at: str, match: str) -> None:
    refused(tmp_path, step("FindReplace", **params), at=at, match=match)


def test_what_it_says() -> None:
    one = step("FindReplace", columns=["a"], mapping=[{"from": "b", "to": "c"}])
    assert sentence(one) == "Replace “b” by “c” in column “a”"
