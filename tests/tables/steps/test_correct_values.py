"""Cells corrected by the keys of their rows."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import TEXTS, Rows, column, counted, few, made, refused, sentence, step, tables

Factory = pytest.TempPathFactory

pairs = st.lists(
    st.fixed_dictionaries({"from": st.sampled_from([t for t in TEXTS if t]), "to": st.sampled_from(["7", "-2", ""])}),
    min_size=1,
    max_size=4,
)


@few
@given(rows=tables, corrections=pairs)
def test_only_the_cells_of_named_rows_change(
    tmp_path_factory: Factory, rows: Rows, corrections: list[dict[str, str]]
) -> None:
    one = step("CorrectValues", inputColumn="whole", keyColumn="text", corrections=corrections)
    found = made(tmp_path_factory.mktemp("t"), rows, one)
    given_ = {pair["from"]: pair["to"] for pair in corrections}

    def corrected(key: Any, cell: Any) -> Any:
        return cell if key not in given_ else int(given_[key]) if given_[key] else None

    cells = zip(column(rows, "text"), column(rows, "whole"), strict=True)
    assert found["whole"] == [corrected(key, cell) for key, cell in cells]
    assert found["text"] == column(rows, "text")


def test_what_it_says_and_refuses(tmp_path: Path) -> None:
    rows = [[cell, None, None, 1, None, None] for cell in ("a", "b")]
    one = step("CorrectValues", inputColumn="whole", keyColumn="text", corrections=[{"from": "a", "to": "3"}])
    assert sentence(one) == "Correct 1 cell of “whole” by “text”"
    assert counted(tmp_path / "c", rows, one)[3] == "1 of 2 rows are named"
    gone = step("CorrectValues", inputColumn="label", keyColumn="text", corrections=[{"from": "a", "to": "3"}])
    assert made(tmp_path / "g", rows, gone)["whole"] == [1, 1], "without the column there is nothing to correct"
    refused(tmp_path, step("CorrectValues"), at="inputColumn", match="Choose a column")
    refused(tmp_path, step("CorrectValues", inputColumn="whole"), at="keyColumn", match="Choose a column")
    refused(
        tmp_path, step("CorrectValues", inputColumn="whole", keyColumn="text"), at="corrections", match="at least one"
    )
    refused(
        tmp_path,
        step("CorrectValues", inputColumn="whole", keyColumn="text", corrections=[{"from": "a", "to": "three"}]),
        at="corrections",
        match="“three” does not fit the column “whole” \\(bigint\\)",
    )
