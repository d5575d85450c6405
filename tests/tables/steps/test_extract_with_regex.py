"""Extract with a regular expression."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import NAMES, Rows, column, counted, few, made, refused, sentence, step, tables

Factory = pytest.TempPathFactory


COURSE = r"^(.*?)_(?:pic_)?\d+\.jpg$"


def test_one_pattern_reads_the_training_and_the_test_names_of_the_course(tmp_path: Path) -> None:
    rows = [
        [name, None, None, None, None, None] for name in ("ada_marsh_pic_0001.jpg", "ada_marsh_1.jpg", "x.png", None)
    ]
    one = step("RegexpExtractor", column="text", pattern=COURSE, prefix="target_", found_col=True)
    found = made(tmp_path / "a", rows, one)
    assert list(found)[:3] == ["text", "target_1", "target_found"]
    assert found["target_1"] == ["ada_marsh", "ada_marsh", None, None]
    assert found["target_found"] == [True, True, False, False]
    words = f"“{COURSE}” matches in 2 of 4 rows"
    assert counted(tmp_path / "b", rows, one) == (4, 4, 2, words)


@few
@given(rows=tables, pattern=st.sampled_from([r"(a)(b)?", r"([a-z]+)_", r"(?P<first>\w)[^\w]", r"a|b", r"()x|(\.)"]))
def test_groups_are_those_of_python(tmp_path_factory: Factory, rows: Rows, pattern: str) -> None:
    found = made(
        tmp_path_factory.mktemp("t"), rows, step("RegexpExtractor", column="text", pattern=pattern, prefix="p_")
    )
    compiled = re.compile(pattern, re.ASCII | re.DOTALL)
    names = {place: name for name, place in compiled.groupindex.items()}
    for place in range(1, compiled.groups + 1) if compiled.groups else [0]:
        matches = [compiled.search(cell or "") for cell in column(rows, "text")]
        wanted = [(match.group(place) or None) if match else None for match in matches]
        assert found[f"p_{names.get(place, place or 1)}"] == wanted


@few
@given(rows=tables)
def test_all_occurrences_as_arrays(tmp_path_factory: Factory, rows: Rows) -> None:
    one = step("RegexpExtractor", column="text", pattern="([a-z])", prefix="all_", extractAllOccurrences=True)
    found = made(tmp_path_factory.mktemp("t"), rows, one)
    wanted = [None if cell is None else re.findall("([a-z])", cell) for cell in column(rows, "text")]
    assert [None if cell is None else json.loads(cell) for cell in found["all_1"]] == wanted


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        (r"\(a\)", 0), (r"[(](b)", 1), (r"[]()](c)", 1), (r"[^](](d)", 1), (r"(?:e)(f)", 1), (r"\Q(\E(g)", 1),
        (r"(?<word>h)((i))", 3), (r"[[:alpha:](](j)", 1), (r"(?i)(k)", 1),
    ],
)  # fmt: skip
def test_groups_are_counted_as_the_engine_does(tmp_path: Path, pattern: str, count: int) -> None:
    found = made(
        tmp_path, [["x", None, None, None, None, None]], step("RegexpExtractor", column="text", pattern=pattern)
    )
    assert len(found) - len(NAMES) == max(count, 1)


@pytest.mark.parametrize(
    ("params", "at", "match"),
    [
        ({}, "column", "Choose a column"),
        ({"column": "text"}, "pattern", "Write a regular expression"),
        ({"column": "text", "pattern": "(a"}, "pattern", "missing \\)"),
        ({"column": "text", "pattern": "a{1001}"}, "pattern", "invalid repetition size"),
        ({"column": "text", "pattern": "(?=a)"}, "pattern", "cannot be read"),
        ({"column": "text", "pattern": "(?<!a)b"}, "pattern", "cannot be read"),
        ({"column": "text", "pattern": r"(a)\1"}, "pattern", "cannot be read"),
        ({"column": "text", "pattern": "a" * 501}, "pattern", "at most 500"),
        ({"column": "text", "pattern": "()" * 101}, "pattern", "At most 100"),
        ({"column": "text", "pattern": "(?P<found>a)", "found_col": True}, "pattern", "columns of one name"),
    ],
)
def test_what_is_refused(tmp_path: Path, params: dict[str, Any], at: str, match: str) -> None:
    refused(tmp_path, step("RegexpExtractor", **params), at=at, match=match)


def test_a_pattern_that_explodes_elsewhere_takes_no_time(tmp_path: Path) -> None:
    rows = [["a" * 50_000 + "!", None, None, None, None, None]]
    started = time.monotonic()
    found = made(tmp_path, rows, step("RegexpExtractor", column="text", pattern="((a+)+)+$", prefix="p_"))
    assert found["p_1"] == [None]
    assert time.monotonic() - started < 5


def test_what_it_says() -> None:
    assert sentence(step("RegexpExtractor", column="a", pattern="(b)")) == "Extract from “a” with “(b)”"
