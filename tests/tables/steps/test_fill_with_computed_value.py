"""Fill empty cells with a computed value."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import Rows, column, few, is_empty, made, refused, same, sentence, step, tables
from tests.tables.tabular import relation

from atelier.storage.schema import Column
from atelier.tables.script import ScriptStep, apply_script

Factory = pytest.TempPathFactory


@few
@given(rows=tables, mode=st.sampled_from(["MEAN", "MEDIAN"]), name=st.sampled_from(["number", "whole"]))
def test_mean_and_median_are_those_of_pandas(tmp_path_factory: Factory, rows: Rows, mode: str, name: str) -> None:
    one = step("FillEmptyWithComputedValue", columns=[name], mode=mode)
    found = made(tmp_path_factory.mktemp("t"), rows, one)[name]
    cells = pd.Series(column(rows, name), dtype="float64")
    value = cells.mean() if mode == "MEAN" else cells.median()
    wanted = [(None if pd.isna(value) else float(value)) if pd.isna(cell) else float(cell) for cell in cells]
    assert same(found, wanted)


@few
@given(rows=tables, name=st.sampled_from(["text", "whole", "flag", "moment"]))
def test_the_most_frequent_and_of_several_the_smallest(tmp_path_factory: Factory, rows: Rows, name: str) -> None:
    one = step("FillEmptyWithComputedValue", columns=[name], mode="MODE")
    found = made(tmp_path_factory.mktemp("t"), rows, one)[name]
    cells = column(rows, name)
    counts = Counter(cell for cell in cells if not is_empty(cell))
    # as the engine, text is ordered by its bytes
    best = min(counts, key=lambda cell: (-counts[cell], cell.encode() if isinstance(cell, str) else cell), default=None)
    assert found == [best if is_empty(cell) else cell for cell in cells]


def test_dates_texts_of_numbers_and_not_a_number(tmp_path: Path) -> None:
    moments = [datetime(1969, 1, 1), datetime(1969, 1, 3), None]
    texts = ["1", "x", None]
    rows = [[text, None, None, None, None, moment] for text, moment in zip(texts, moments, strict=True)]
    found = made(tmp_path / "a", rows, step("FillEmptyWithComputedValue", columns=["text", "moment"]))
    assert found["moment"][2] == datetime(1969, 1, 2)
    assert found["text"] == ["1", "x", "1.0"]
    columns = [Column(name="n", type="double", meaning="decimal")]
    with relation(tmp_path / "b", columns, [[1.0], [float("inf")], [None]]) as (table, probe):
        one = ScriptStep.model_validate(step("FillEmptyWithComputedValue", columns=["n"]))
        assert probe.rows(apply_script(table, [one], probe)[0].after)[2] == (1.0,)


def test_what_it_says_and_refuses(tmp_path: Path) -> None:
    one = step("FillEmptyWithComputedValue", columns=["number"], mode="MEDIAN")
    assert sentence(one) == "Fill empty cells of column “number” with the median"
    refused(
        tmp_path,
        step("FillEmptyWithComputedValue", columns=["flag"]),
        at="columns",
        match="“flag” \\(boolean\\) has no mean",
    )
