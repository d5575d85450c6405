"""Filter invalid for a meaning."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.tables.steps.drawn import Rows, column, few, is_empty, made, refused, sentence, step, tables

from atelier.storage.schema import Column

Factory = pytest.TempPathFactory


TYPE = "FilterOnBadType"
MORE: dict[str, Any] = {}

VALID: dict[str, list[str]] = {
    "integer": ["1", "-3", "007"], "decimal": ["1", "-3", "2.5", "1e3"], "boolean": ["true", "No", "1"],
    "date": ["2026-05-31", "2026-05-31 14:00:00"], "url": ["https://a.org/b?c", "HTTP://a"], "email": ["ada@marsh.org"],
    "ip": ["10.0.0.1", "::1"], "picture_path": ["a/b.JPG", "a.png"], "array": ["[1]", "[]"], "object": ["{}"],
    "text": ["anything"],
}  # fmt: skip
INVALID: dict[str, list[str]] = {
    "integer": ["1.5", "x", "9" * 30], "decimal": ["x", "1,5"], "boolean": ["maybe", "2"], "date": ["31/05/2026", "x"],
    "url": ["a.org", "https://"], "email": ["ada", "a@b", "@b.c"], "ip": ["10.0.0.256", "10.0.0"],
    "picture_path": ["a.txt", "jpg"], "array": ["{}", "[", "x"], "object": ["[1]", "{", "x"], "text": [],
}  # fmt: skip


def bad(folder: Path, cells: list[Any], kind: str) -> list[Any]:
    rows: Rows = [[cell, None, None, None, None, None] for cell in cells]
    found = made(folder, rows, step(TYPE, columns=["text"], type=kind, **MORE))
    return found["text"]


@pytest.mark.parametrize("kind", VALID)
def test_what_is_valid(tmp_path: Path, kind: str) -> None:
    assert bad(tmp_path, [None, "", *VALID[kind], *INVALID[kind]], kind) == INVALID[kind]


@few
@given(rows=tables)
def test_whole_numbers_are_those_of_python(tmp_path_factory: Factory, rows: Rows) -> None:
    cells = column(rows, "text")
    wanted = [cell for cell in cells if not is_empty(cell) and not re.fullmatch(r"[+-]?[0-9]+", cell)]
    assert bad(tmp_path_factory.mktemp("t"), cells, "integer") == wanted


def test_columns_of_other_types_and_their_own_meaning(tmp_path: Path) -> None:
    columns = [
        Column(name="n", meaning="integer"),
        Column(name="p", meaning="picture_path"),
        Column(name="d", type="double"),
    ]
    rows: Rows = [["1", "a.jpg", 1.0], ["x", "a.txt", 1.5], [None, "", None]]
    for name, kind in (("n", "own"), ("p", "own"), ("d", "integer")):
        one = step(TYPE, columns=[name], type=kind, **MORE)
        found = made(tmp_path / name, rows, one, columns=columns)
        assert found[name] == [rows[1]["npd".index(name)]]


def test_names_of_dss_and_what_it_says(tmp_path: Path) -> None:
    one = step(TYPE, columns=["text"], type="LongMeaning", **MORE)
    assert "column “text” is not valid for “Whole number”" in sentence(one)
    refused(tmp_path, step(TYPE, columns=["text"], type="Colour", **MORE), at="type", match="Input should be")
