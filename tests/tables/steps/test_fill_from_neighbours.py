"""Fill empty cells with the previous or next value."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import Rows, column, few, is_empty, made, refused, sentence, step, tables
from tests.tables.tabular import relation

from atelier.storage.schema import Column
from atelier.tables.script import ScriptStep, apply_script

Factory = pytest.TempPathFactory


@few
@given(rows=tables, up=st.booleans(), more=st.integers(1, 3))
def test_the_nearest_value_is_taken(tmp_path_factory: Factory, rows: Rows, up: bool, more: int) -> None:
    rows = list(rows) * more
    found = made(tmp_path_factory.mktemp("t"), rows, step("UpDownFiller", columns=["text", "whole", "moment"], up=up))
    for name in ("text", "whole", "moment"):
        frame = pd.Series([None if is_empty(cell) else cell for cell in column(rows, name)], dtype="object")
        filled = frame.bfill() if up else frame.ffill()
        wanted = [
            kept if pd.isna(value) else value for kept, value in zip(column(rows, name), filled.tolist(), strict=True)
        ]
        assert [cell or None if cell == "" else cell for cell in found[name]] == [
            None if cell == "" else cell for cell in wanted
        ]
    assert found["Text"] == column(rows, "Text")


@pytest.mark.parametrize("up", [False, True])
def test_the_order_of_many_rows_is_kept(tmp_path: Path, up: bool) -> None:
    columns = [Column(name="place", type="bigint"), Column(name="value", type="bigint")]
    rows = [[place, place if place % 7 == 0 else None] for place in range(300_000)]
    with relation(tmp_path, columns, rows) as (table, probe):
        one = ScriptStep.model_validate(step("UpDownFiller", columns=["value"], up=up))
        found = probe.rows(apply_script(table, [one], probe)[0].after)
    assert [place for place, _ in found] == list(range(300_000))
    last = 300_000 - 300_000 % 7
    wanted = (
        [(p + 6) // 7 * 7 if p <= last else None for p in range(300_000)]
        if up
        else [p // 7 * 7 for p in range(300_000)]
    )
    assert [value for _, value in found] == wanted


def test_what_it_says_and_refuses(tmp_path: Path) -> None:
    assert sentence(step("UpDownFiller", columns=["a"])) == "Fill empty cells of “a” with the previous value"
    refused(tmp_path, step("UpDownFiller"), at="columns", match="Choose the columns")
    refused(tmp_path, step("UpDownFiller", column="nope"), at="columns", match="no column “nope”")
