"""Sort and top n: the orders of pandas, and rows of equal keys that keep theirs."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.recipes.tabular import Table, as_frame, built, col, one, plain, properties, ran, scratch, tables

from atelier.errors import InvalidInput

SMALL: Table = (
    [col("name"), col("group"), col("n", "bigint")],
    [("a", "x", 2), ("b", "y", 1), ("c", "x", 2), ("d", "x", None), ("e", "y", 3)],
)
DOWN = [{"column": "n", "descending": True}]


@properties
@given(table=tables(), descending=st.booleans(), empty_first=st.booleans())
def test_order_is_that_of_pandas(table: Table, descending: bool, empty_first: bool) -> None:
    whole, number = table[0][2].name, table[0][3].name
    keys = [{"column": name, "descending": descending, "empty_first": empty_first} for name in (whole, number)]
    with scratch() as folder:
        ours = one("sort", folder, table, keys=keys, row_number=True, rank=True, dense_rank=True)
    frame = as_frame(table)
    position = "first" if empty_first else "last"
    theirs = frame.sort_values(
        [whole, number],
        ascending=not descending,
        na_position=position,
        kind="stable",
        key=lambda c: c.astype("Float64"),
    )
    assert plain(ours[frame.columns]) == plain(theirs)
    assert list(ours["row_number"]) == list(range(1, len(frame) + 1))
    pairs = [tuple(map(repr, pair)) for pair in plain(ours[[whole, number]])]
    assert list(ours["rank"]) == [pairs.index(pair) + 1 for pair in pairs]
    assert list(ours["dense_rank"]) == [list(dict.fromkeys(pairs)).index(pair) + 1 for pair in pairs]


def test_a_run_keeps_the_order_over_row_groups(tmp_path: Path) -> None:
    rows = [(n * 7919 % 5, n) for n in range(300_000)]
    table: Table = ([col("key", "bigint"), col("place", "bigint")], rows)
    run = ran("sort", tmp_path, {"input": [table]}, {"keys": [{"column": "key"}]})
    found = list(run.frame("output").itertuples(index=False, name=None))
    assert found == sorted(rows, key=lambda row: row[0])


@properties
@given(table=tables(), first=st.integers(0, 3), last=st.integers(0, 3))
def test_top_rows_are_those_of_pandas(table: Table, first: int, last: int) -> None:
    if first + last == 0:
        return
    group, number = table[0][0].name, table[0][3].name
    with scratch() as folder:
        order = [{"column": number}]
        tables_ = {"input": [table]}
        ours = built("top-n", folder, tables_, {"groups": [group], "order": order, "first": first, "last": last})
    frame = as_frame(table).sort_values(number, kind="stable", na_position="last")
    groups = frame.groupby(group, dropna=False, sort=False)
    place, size = groups.cumcount(), groups[number].transform("size")
    kept = frame[(place < first) | (place >= size - last)]
    assert sorted(map(repr, plain(ours["output"]))) == sorted(map(repr, plain(kept)))
    assert len(ours["left_out"]) == len(frame) - len(kept)


def test_counts_of_what_is_left_out(tmp_path: Path) -> None:
    wish = {"groups": ["group"], "order": DOWN, "first": 1, "row_number": True, "total": True, "remaining": True}
    found = one("top-n", tmp_path, SMALL, **wish)
    assert plain(found) == [("a", "x", 2, 1, 3, 2), ("e", "y", 3, 1, 2, 1)]


@pytest.mark.parametrize(
    ("type", "params", "loc", "sentence"),
    [
        ("sort", {}, ("params", "keys"), "Choose at least one column to sort by."),
        ("sort", {"keys": [{}]}, ("params", "keys", 0, "column"), "Choose the column to sort by."),
        ("sort", {"keys": [{"column": "x"}]}, ("params", "keys", 0, "column"), "There is no column “x” here."),
        ("top-n", {"order": DOWN, "first": 0}, ("params", "first"), "Say how many rows are kept"),
        ("top-n", {}, ("params", "order"), "Choose at least one column to sort by."),
        ("top-n", {"order": DOWN, "groups": ["x"]}, ("params", "groups", 0), "There is no column “x” here."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    tmp_path: Path, type: str, params: dict[str, Any], loc: tuple[Any, ...], sentence: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        one(type, tmp_path, SMALL, **params)
    assert sentence in caught.value.message
    assert caught.value.fields[0].loc == loc


def test_a_run_of_top_n_writes_the_rest_where_wished(tmp_path: Path) -> None:
    params = {"order": DOWN, "first": 2, "renames": [{"column": "n", "name": "N"}]}
    run = ran("top-n", tmp_path, {"input": [SMALL]}, params, ("output", "left_out"))
    assert plain(run.frame("output")) == [("e", "y", 3), ("a", "x", 2)]
    assert list(run.frame("output").columns) == ["name", "group", "N"]
    assert list(run.frame("left_out")["name"]) == ["b", "c", "d"]
