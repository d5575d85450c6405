"""Flag on value."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import NAMES, TEXTS, Rows, column, few, is_empty, made, refused, sentence, step, tables

Factory = pytest.TempPathFactory


@few
@given(rows=tables, values=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3))
def test_the_flag_is_true_where_a_filter_would_keep(tmp_path_factory: Factory, rows: Rows, values: list[str]) -> None:
    found = made(
        tmp_path_factory.mktemp("t"), rows, step("FlagOnValue", columns=["text"], values=values, flagColumn="is it")
    )
    assert list(found) == [*NAMES, "is it"]
    assert found["is it"] == [("" in values) if is_empty(cell) else cell in values for cell in column(rows, "text")]


def test_what_it_says_and_refuses(tmp_path: Path) -> None:
    one = step("FlagOnValue", columns=["text"], values=["a"], matchingMode="SUBSTRING", flagColumn="f")
    assert sentence(one) == "Flag rows where column “text” contains “a” in “f”"
    refused(tmp_path, step("FlagOnValue", columns=["text"], values=["a"]), at="flagColumn", match="Give the output")
    long = step("FlagOnValue", columns=["text"], values=["a"], flagColumn="x" * 501)
    refused(tmp_path, long, at="flagColumn", match="at most 500")
