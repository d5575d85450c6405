"""Switch case."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import TEXTS, Rows, column, counted, few, made, refused, sentence, step, tables

Factory = pytest.TempPathFactory


pairs = st.lists(
    st.fixed_dictionaries({"from": st.sampled_from(TEXTS), "to": st.sampled_from(["x", "y", "", "'; --"])}),
    min_size=1,
    max_size=4,
)


@few
@given(rows=tables, mapping=pairs, other=st.sampled_from(["CLEAR", "KEEP", "VALUE"]))
def test_the_first_case_that_fits_counts(
    tmp_path_factory: Factory, rows: Rows, mapping: list[dict[str, str]], other: str
) -> None:
    one = step("SwitchCase", inputColumn="text", mapping=mapping, outputColumn="o", unmatched=other, unmatchedValue="z")
    found = made(tmp_path_factory.mktemp("t"), rows, one)

    def translated(cell: Any) -> Any:
        for pair in mapping:
            if (cell or "") == pair["from"]:
                return pair["to"] or None
        return {"CLEAR": None, "KEEP": cell, "VALUE": "z"}[other]

    assert found["o"] == [translated(cell) for cell in column(rows, "text")]
    assert found["text"] == column(rows, "text")


def test_numbers_come_out_as_numbers(tmp_path: Path) -> None:
    rows = [[cell, None, None, whole, None, None] for cell, whole in (("a", 1), ("b", 2), (None, None))]
    one = step("SwitchCase", inputColumn="text", mapping=[{"from": "a", "to": "1"}, {"from": "b", "to": "2"}])
    assert made(tmp_path / "a", rows, one)["text"] == [1, 2, None]
    one = step("SwitchCase", inputColumn="whole", mapping=[{"from": "1.0", "to": "10"}], unmatched="KEEP")
    assert made(tmp_path / "b", rows, one)["whole"] == [10, 2, None]
    one = step("SwitchCase", inputColumn="whole", mapping=[{"from": "1", "to": "one"}], unmatched="KEEP")
    assert made(tmp_path / "c", rows, one)["whole"] == ["one", "2", None]
    one = step("SwitchCase", inputColumn="text", mapping=[{"from": "a", "to": "007"}, {"from": "b", "to": "1.5"}])
    assert made(tmp_path / "d", rows, one)["text"] == ["007", "1.5", None]
    one = step("SwitchCase", inputColumn="text", mapping=[{"from": "a", "to": "1.5"}, {"from": "b", "to": "-2"}])
    assert made(tmp_path / "e", rows, one)["text"] == [1.5, -2.0, None]


def test_what_it_says_and_refuses(tmp_path: Path) -> None:
    one = step("SwitchCase", inputColumn="text", mapping=[{"from": "a", "to": "b"}], outputColumn="o")
    assert sentence(one) == "Translate 1 values of “text” into “o”"
    rows = [[cell, None, None, None, None, None] for cell in ("a", "b")]
    assert counted(tmp_path / "c", rows, one)[3] == "A case fits in 1 of 2 rows"
    refused(tmp_path, step("SwitchCase"), at="inputColumn", match="Choose a column")
    refused(tmp_path, step("SwitchCase", inputColumn="text"), at="mapping", match="at least one value")
