"""Move columns."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import NAMES, column, few, made, refused, sentence, step

Factory = pytest.TempPathFactory


@few
@given(
    moved=st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True),
    where=st.sampled_from(["AT_START", "AT_END", "BEFORE_COLUMN", "AFTER_COLUMN"]),
    reference=st.sampled_from(NAMES),
)
def test_columns_move_and_no_value_changes(
    tmp_path_factory: Factory, moved: list[str], where: str, reference: str
) -> None:
    if reference in moved:
        return
    rows = [["a", "A", 1.0, 1, True, None]]
    one = step("ColumnReorder", columns=moved, reorderAction=where, referenceColumn=reference)
    found = made(tmp_path_factory.mktemp("t"), rows, one)
    rest = [name for name in NAMES if name not in moved]
    place = {"AT_START": 0, "AT_END": len(rest)}.get(where, rest.index(reference) + (where == "AFTER_COLUMN"))
    assert list(found) == [*rest[:place], *moved, *rest[place:]]
    assert all(found[name] == column(rows, name) for name in NAMES)


def test_by_pattern_and_what_it_says(tmp_path: Path) -> None:
    rows = [["a", "A", 1.0, 1, True, None]]
    one = step("ColumnReorder", appliesTo="PATTERN", appliesToPattern="(?i)text|flag", reorderAction="AT_END")
    assert list(made(tmp_path, rows, one)) == ["number", "whole", "moment", "text", "Text", "flag"]
    assert sentence(one) == "Move columns that match “(?i)text|flag” to the end"
    one = step("ColumnReorder", columns=["text"], reorderAction="AFTER_COLUMN", referenceColumn="flag")
    assert sentence(one) == "Move column “text” after “flag”"


@pytest.mark.parametrize(
    ("params", "at", "match"),
    [
        ({}, "columns", "Choose the columns"),
        ({"columns": ["text"], "reorderAction": "AFTER_COLUMN"}, "referenceColumn", "Choose a column"),
        (
            {"columns": ["text"], "reorderAction": "AFTER_COLUMN", "referenceColumn": "text"},
            "referenceColumn",
            "among those that move",
        ),
    ],
)
def test_what_is_refused(tmp_path: Path, params: dict[str, Any], at: str, match: str) -> None:
    refused(tmp_path, step("ColumnReorder", **params), at=at, match=match)
