"""Pivot: the cells of pandas, the most frequent values, and all others together."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from tests.recipes.tabular import Table, as_frame, col, one, plain, properties, ran, scratch, tables

from atelier.errors import InvalidInput

SMALL: Table = (
    [col("shop"), col("fruit"), col("n", "bigint")],
    [("a", "plum", 1), ("a", "pear", 2), ("b", "plum", 3), ("b", None, 4), ("b", "kiwi", 5), ("a", "plum", 6)],
)


@properties
@given(table=tables())
def test_cells_are_those_of_pandas(table: Table) -> None:
    row, key, whole = (table[0][n].name for n in (0, 1, 2))
    with scratch() as folder:
        ours = one("pivot", folder, table, rows=[row], columns=[key], values=[{"column": whole, "function": "sum"}])
    frame = as_frame(table)
    if frame.empty:
        assert list(ours.columns) == [row]
        return
    for found in plain(ours):
        part = frame[frame[row].isna() if found[0] is None else frame[row] == found[0]]
        sums = [group[whole].sum() for _, group in part.groupby(key, dropna=False) if group[whole].notna().any()]
        # names may have a number behind them, where a value is called like the column of the rows
        assert sorted(value for value in found[1:] if value is not None) == sorted(map(int, sums))
    assert len(ours) == len(frame[row].drop_duplicates())
    assert len(ours.columns) == 1 + len(frame[key].drop_duplicates())


def test_values_become_columns(tmp_path: Path) -> None:
    values = [{"column": "n", "function": "sum"}, {}]
    found = one("pivot", tmp_path, SMALL, rows=["shop"], columns=["fruit"], values=values)
    assert list(found.columns) == [
        "shop",
        *(f"{f}_{w}" for f in ("kiwi", "pear", "plum", "empty") for w in ("n_sum", "count")),
    ]
    assert plain(found) == [("a", None, 0, 2, 1, 7, 2, None, 0), ("b", 5, 1, None, 0, 3, 1, 4, 1)]


def test_the_most_frequent_and_all_others(tmp_path: Path) -> None:
    found = one("pivot", tmp_path, SMALL, columns=["fruit"], max_columns=1, other=True)
    assert list(found.columns) == ["plum", "other"]
    assert plain(found) == [(3, 3)]
    found = one("pivot", tmp_path / "2", SMALL, columns=["fruit"], least_rows=2)
    assert list(found.columns) == ["plum"]


def test_orders_of_columns(tmp_path: Path) -> None:
    rows = [(text,) for text in ("10", "9", "9", "x")]
    found = one("pivot", tmp_path, ([col("k")], rows), columns=["k"])
    assert list(found.columns) == ["9", "10", "x"]
    found = one("pivot", tmp_path / "2", ([col("k")], [*rows, ("x",), ("x",)]), columns=["k"], column_order="frequency")
    assert list(found.columns) == ["x", "9", "10"]


def test_combinations_and_names_that_clash(tmp_path: Path) -> None:
    table: Table = ([col("k"), col("empty", "bigint")], [("k", 1), (None, 2), ("empty", 3)])
    found = one("pivot", tmp_path, table, rows=["k"], columns=["k"])
    assert list(found.columns) == ["k", "empty", "k_2", "empty_2"]
    found = one(
        "pivot", tmp_path / "2", table, columns=["k", "empty"], values=[{"column": "empty", "function": "first"}]
    )
    assert list(found.columns) == ["empty_3", "k_1", "empty_2"]
    assert plain(found) == [(3, 1, 2)]


@pytest.mark.parametrize(
    ("params", "loc", "sentence"),
    [
        ({}, ("params", "columns"), "Choose the column whose values become columns."),
        ({"columns": ["fruit"], "values": []}, ("params", "values"), "Say what fills the cells."),
        ({"columns": ["nope"]}, ("params", "columns", 0), "There is no column “nope” here."),
        (
            {"columns": ["fruit"], "values": [{"function": "sum"}]},
            ("params", "values", 0, "column"),
            "Choose the column that fills the cells.",
        ),
        (
            {"columns": ["fruit"], "values": [{"function": "avg", "column": "shop"}]},
            ("params", "values", 0, "column"),
            "An average needs numbers",
        ),
        (
            {"columns": ["fruit"], "max_columns": 1000, "values": [{}] * 6},
            ("params", "max_columns"),
            "This could make 6,000 columns",
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    tmp_path: Path, params: dict[str, Any], loc: tuple[Any, ...], sentence: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        one("pivot", tmp_path, SMALL, **params)
    assert sentence in caught.value.message
    assert caught.value.fields[0].loc == loc


def test_a_run(tmp_path: Path) -> None:
    params = {"rows": ["shop"], "columns": ["fruit"], "pre_filter": "n < 4", "post_filter": "plum > 0"}
    run = ran("pivot", tmp_path, {"input": [SMALL]}, params)
    assert plain(run.frame("output")) == [("a", 1, 1), ("b", 0, 1)]
