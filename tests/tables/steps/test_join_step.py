"""Looking keys up in another dataset of the recipe, against pandas."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tables.tabular import rows_of, stored

from atelier.errors import InvalidInput
from atelier.storage.schema import Column
from atelier.tables import engine
from atelier.tables.probe import Probe
from atelier.tables.relation import Scope
from atelier.tables.script import ScriptStep, apply_script

LEFT = [Column(name="path"), Column(name="value", type="bigint", meaning="integer")]
RIGHT = [Column(name="path"), Column(name="label"), Column(name="value", type="bigint", meaning="integer")]
keys = st.sampled_from([None, "", "a", "A", "é", "e", "b c"])


def joined(left: list[list[Any]], right: list[list[Any]], **params: Any) -> pd.DataFrame:
    with TemporaryDirectory() as folder, engine.shared() as connection:
        scope = Scope()
        table = scope.table("pictures", LEFT, stored(Path(folder) / "left", LEFT, left))
        other = scope.table("labels", RIGHT, stored(Path(folder) / "right", RIGHT, right))
        probe = Probe(connection)
        probe.tables = {"labels": other}
        step = ScriptStep(type="MemoryEquiJoiner", params={"leftCol": "path", "rightInput": "labels", **params})
        final = apply_script(table, [step], probe)[-1].after
        return pd.DataFrame(rows_of(final, probe), columns=final.names, dtype="object")


@settings(max_examples=15)
@given(
    st.lists(st.tuples(keys, st.integers(0, 9)), max_size=6),
    st.lists(st.tuples(keys, st.sampled_from(["x", "y", None])), max_size=6),
)
def test_the_first_match_is_taken_and_no_row_doubled(left: list[Any], right: list[Any]) -> None:
    found = joined([list(row) for row in left], [[*row, 1] for row in right], copyRightColumns=["label"])
    first: dict[str, Any] = {}
    for key, label in right:
        if key:
            first.setdefault(key, label)
    wanted = sorted([(key, value, first.get(key)) for key, value in left], key=str)
    assert sorted(found.itertuples(index=False, name=None), key=str) == wanted


def test_keys_may_be_compared_loosely() -> None:
    right = [["ÉA", "x", 1], ["b", "y", 2]]
    assert list(joined([["ea", 1], ["B", 2]], right, copyRightColumns=["label"])["label"]) == [None, None]
    loosely = joined([["ea", 1], ["B", 2]], right, copyRightColumns=["label"], normalization="NORMALIZED")
    assert dict(zip(loosely["path"], loosely["label"], strict=True)) == {"ea": "x", "B": "y"}


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"rightInput": ""}, r"Choose the other dataset\. There are: labels"),
        ({"rightInput": "prices"}, "“prices” is not among the recipe's further datasets"),
        ({"rightCol": "nope"}, r"labels has no column “nope”\. It has: path, label, value"),
        ({"copyRightColumns": ["nope"]}, "labels has no column “nope”"),
        ({}, "There is a column “value” already: give the new columns a prefix"),
    ],
)
def test_what_cannot_be_done_is_said(params: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence):
        joined([["a", 1]], [["a", "x", 1]], **params)


def test_a_prefix_keeps_names_apart_and_dss_shapes_are_read() -> None:
    found = joined([["a", 1]], [["a", "x", 7]], rightPrefix="l_")
    assert list(found.columns) == ["path", "value", "l_label", "l_value"]
    named = joined([["a", 1]], [["a", "x", 7]], rightInput="P.labels", copyRightColumns=[{"column": "label"}])
    assert list(named["label"]) == ["x"]
