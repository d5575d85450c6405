"""Filter and flag what is invalid for a meaning."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.tables.steps.drawn import Finding, Rows, both, column, few, is_empty, refused, sentence, tables

from atelier.storage.schema import Column

Factory = pytest.TempPathFactory


steps = both("FilterOnBadType", "FlagOnBadType")

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


def bad(finding: Finding, folder: Path, cells: list[Any], kind: str) -> list[Any]:
    rows: Rows = [[cell, None, None, None, None, None] for cell in cells]
    return finding.cells(folder, rows, "text", type=kind)


@steps
@pytest.mark.parametrize("kind", VALID)
def test_what_is_valid(tmp_path: Path, finding: Finding, kind: str) -> None:
    assert bad(finding, tmp_path, [None, "", *VALID[kind], *INVALID[kind]], kind) == INVALID[kind]


@steps
@few
@given(rows=tables)
def test_whole_numbers_are_those_of_python(tmp_path_factory: Factory, finding: Finding, rows: Rows) -> None:
    cells = column(rows, "text")
    wanted = [cell for cell in cells if not is_empty(cell) and not re.fullmatch(r"[+-]?[0-9]+", cell)]
    assert bad(finding, tmp_path_factory.mktemp("t"), cells, "integer") == wanted


@steps
def test_columns_of_other_types_and_their_own_meaning(tmp_path: Path, finding: Finding) -> None:
    columns = [
        Column(name="n", meaning="integer"),
        Column(name="p", meaning="picture_path"),
        Column(name="d", type="double"),
    ]
    rows: Rows = [["1", "a.jpg", 1.0], ["x", "a.txt", 1.5], [None, "", None]]
    for name, kind in (("n", "own"), ("p", "own"), ("d", "integer")):
        found = finding.cells(tmp_path / name, rows, name, columns=columns, type=kind)
        assert found == [rows[1]["npd".index(name)]]


@steps
def test_names_of_dss_and_what_it_says(tmp_path: Path, finding: Finding) -> None:
    one = finding.step(columns=["text"], type="LongMeaning")
    assert "column “text” is not valid for “Whole number”" in sentence(one)
    refused(tmp_path, finding.step(columns=["text"], type="Colour"), at="type", match="Input should be")
