"""Split: every row goes to one output at most, in order, and chance is the same each time."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.recipes.tabular import Table, as_frame, built, col, plain, properties, ran, scratch, tables

from atelier.errors import InvalidInput

SMALL: Table = (
    [col("name"), col("n", "bigint")],
    [("a", 3), ("b", 1), ("", 2), (None, 5), ("a", None)],
)


def dealt(folder: Path, table: Table, **params: Any) -> list[list[tuple[Any, ...]]]:
    return [plain(frame) for frame in built("split", folder, {"input": [table]}, params).values()]


@properties
@given(
    table=tables(),
    percent=st.integers(0, 100),
    seed=st.integers(0, 99),
    mode=st.sampled_from(["random", "percentiles"]),
)
def test_shares_are_the_whole(table: Table, percent: int, seed: int, mode: str) -> None:
    shares = [{"percent": percent, "output": 0}, {"percent": 100 - percent, "output": 1}]
    order = [{"column": table[0][2].name}]
    with scratch() as folder:
        parts = dealt(folder / "1", table, mode=mode, shares=shares, seed=seed, order=order)
        again = dealt(folder / "2", table, mode=mode, shares=shares, seed=seed, order=order)
    assert parts == again
    rows = plain(as_frame(table))
    assert sorted(map(repr, [row for part in parts for row in part])) == sorted(map(repr, rows))
    if mode == "percentiles":
        wish = len(rows) * percent / 100
        assert abs(len(parts[0]) - wish) <= 0.5
        keys = [[(row[2] is None, row[2] or 0) for row in part] for part in parts]
        assert not keys[0] or not keys[1] or max(keys[0]) <= min(keys[1])
    for part in parts:  # in the order of the input
        places = iter(rows)
        assert all(row in places for row in part)


@properties
@given(table=tables())
def test_values_choose_as_pandas_does(table: Table) -> None:
    name = table[0][0].name
    values = [{"value": "a", "output": 0}, {"value": "", "output": 1}]
    with scratch() as folder:
        a, empty, rest = dealt(folder, table, mode="values", column=name, values=values, rest=2)
    frame = as_frame(table)
    texts = frame[name].fillna("")
    assert a == plain(frame[texts == "a"])
    assert empty == plain(frame[texts == ""])
    assert rest == plain(frame[~texts.isin(["", "a"])])


def test_the_first_formula_that_is_true_decides(tmp_path: Path) -> None:
    filters = [{"formula": "n > 2", "output": 1}, {"formula": "n > 0", "output": 0}]
    assert dealt(tmp_path, SMALL, mode="filters", filters=filters) == [[("b", 1), ("", 2)], [("a", 3), (None, 5)]]


def test_rows_of_equal_values_stay_together_and_shares_are_about_right(tmp_path: Path) -> None:
    table: Table = ([col("k", "bigint"), col("n", "bigint")], [(n // 4, n) for n in range(8_000)])
    train, test = dealt(tmp_path / "1", table, together=["k"])
    assert not {row[0] for row in train} & {row[0] for row in test}
    assert 0.75 < len(train) / 8_000 < 0.85
    other, _ = dealt(tmp_path / "2", table, together=["k"], seed=4)
    assert other != train


@pytest.mark.parametrize(
    ("params", "loc", "sentence"),
    [
        ({"mode": "values"}, ("params", "column"), "Choose the column whose values decide."),
        ({"mode": "values", "column": "name"}, ("params", "values"), "Say which values go where."),
        (
            {"mode": "values", "column": "name", "values": [{"value": "a"}, {"value": "a"}]},
            ("params", "values", 1, "value"),
            "listed twice",
        ),
        ({"mode": "filters"}, ("params", "filters"), "Write a formula for each output."),
        (
            {"mode": "filters", "filters": [{"formula": "n + 1"}]},
            ("params", "filters", 0, "formula"),
            "A filter must be true or false",
        ),
        ({"shares": []}, ("params", "shares"), "Say how many rows"),
        ({"shares": [{"percent": 80}, {"percent": 30}]}, ("params", "shares"), "The shares are 110 % together"),
        ({"mode": "percentiles"}, ("params", "order"), "Choose the column along which"),
        ({"shares": [{"percent": 50, "output": 2}]}, ("params", "mode"), "No rows go to output 1"),
        ({"shares": [{"percent": 50, "output": -1}]}, ("params", "mode"), "All rows are dropped"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    tmp_path: Path, params: dict[str, Any], loc: tuple[Any, ...], sentence: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        dealt(tmp_path, SMALL, **params)
    assert sentence in caught.value.message
    assert caught.value.fields[0].loc == loc


def test_a_run_needs_an_output_for_each_part_and_a_part_for_each_output(tmp_path: Path) -> None:
    inputs = {"input": [SMALL]}
    run = ran("split", tmp_path / "1", inputs, {}, ("output", "output.1"))
    assert sum(len(run.frame(slot)) for slot in run.outputs) == 5
    with pytest.raises(InvalidInput, match="Rows go to output 2, but the recipe has 1."):
        ran("split", tmp_path / "2", inputs, {})
    with pytest.raises(InvalidInput, match="No rows go to the output “output.2” with these settings."):
        ran("split", tmp_path / "3", inputs, {}, ("output", "output.1", "output.2"))
