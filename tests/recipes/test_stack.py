"""Stack: the rows of pandas' concat, and the ways in which columns find each other."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from tests.recipes.tabular import Table, as_frame, built, col, plain, properties, ran, scratch, tables

from atelier.errors import InvalidInput

A: Table = ([col("name"), col("n", "int")], [("a", 1), ("b", 2)])
B: Table = ([col("n", "double"), col("more", "boolean")], [(2.5, True), (None, False)])


def stacked(folder: Path, *given: Table, **params: Any) -> pd.DataFrame:
    return built("stack", folder, {"input": list(given)}, params)["output"]


@properties
@given(first=tables(), second=tables())
def test_union_is_that_of_pandas(first: Table, second: Table) -> None:
    with scratch() as folder:
        ours = stacked(folder, first, second)
    frames = [as_frame(table).astype("object") for table in (first, second)]
    theirs = pd.concat(frames, ignore_index=True)
    assert list(ours.columns) == list(theirs.columns)
    types = [{c.name: c.type for c in table[0]} for table in (first, second)]
    for name in ours.columns:
        found, expected = (plain(frame[[name]]) for frame in (ours, theirs))
        kinds = {one[name] for one in types if name in one}
        if len(kinds) == 1:
            assert found == expected
        else:  # of another type on each side: as decimal numbers, else as texts
            assert [row[0] is None for row in found] == [row[0] is None for row in expected]


def test_intersection_first_and_types(tmp_path: Path) -> None:
    found = stacked(tmp_path / "1", A, B, columns_mode="intersection")
    assert plain(found) == [(1.0,), (2.0,), (2.5,), (None,)]
    found = stacked(tmp_path / "2", A, B, columns_mode="first")
    assert plain(found)[2:] == [(None, 2.5), (None, None)]


def test_by_position_takes_the_first_names(tmp_path: Path) -> None:
    found = stacked(tmp_path, A, B, columns_mode="position")
    assert list(found.columns) == ["name", "n"]
    assert plain(found) == [("a", "1"), ("b", "2"), ("2.5", "true"), (None, "false")]


def test_columns_as_listed_and_where_rows_come_from(tmp_path: Path) -> None:
    remap = [{"name": "x", "columns": ["n", "n"]}, {"name": "y", "columns": ["name"]}]
    parts = [{"label": "first"}, {"filter": "more"}]
    found = stacked(tmp_path, A, B, columns_mode="remap", remap=remap, origin="from", parts=parts)
    assert plain(found) == [(1.0, "a", "first"), (2.0, "b", "first"), (2.5, None, "input_1")]


@pytest.mark.parametrize(
    ("params", "loc", "sentence"),
    [
        ({"columns_mode": "remap"}, ("params", "remap"), "Say which columns the result has."),
        ({"columns_mode": "remap", "remap": [{"name": ""}]}, ("params", "remap", 0, "name"), "needs a name"),
        (
            {"columns_mode": "remap", "remap": [{"name": "x", "columns": ["", "nope"]}]},
            ("params", "remap", 0, "columns", 1),
            "There is no column “nope”",
        ),
        ({"origin": "n"}, ("params", "origin"), "There is a column “n” already."),
        ({"parts": [{"filter": "more"}]}, ("params", "parts", 0, "filter"), "There is no column “more” here."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    tmp_path: Path, params: dict[str, Any], loc: tuple[Any, ...], sentence: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        stacked(tmp_path, A, B, **params)
    assert sentence in caught.value.message
    assert caught.value.fields[0].loc == loc


def test_positions_need_as_many_columns(tmp_path: Path) -> None:
    three: Table = ([col("a"), col("b"), col("c")], [])
    with pytest.raises(InvalidInput, match="Input 2 has 3 columns and the first has 2"):
        stacked(tmp_path, A, three, columns_mode="position")
    with pytest.raises(InvalidInput, match="no column in common"):
        stacked(tmp_path / "2", A, three, columns_mode="intersection")


def test_a_run(tmp_path: Path) -> None:
    run = ran("stack", tmp_path, {"input": [A, B, A]}, {"origin": "from", "post_filter": "n >= 2"})
    assert list(run.frame("output")["from"]) == ["input_0", "input_1", "input_2"]
