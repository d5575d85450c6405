"""Sample / filter, distinct and sync: rows of the table, in order, as pandas would choose them."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.recipes.tabular import Table, as_frame, col, one, plain, properties, ran, scratch, tables

from atelier.errors import InvalidInput

METHODS = ["head", "last", "random", "stratified", "rebalance"]
CLASSES: Table = (
    [col("class"), col("n", "bigint")],
    [("a" if n % 10 else "b" if n % 20 else "c", n) for n in range(400)],
)


@properties
@given(table=tables(), rows=st.integers(1, 14), method=st.sampled_from(METHODS), seed=st.integers(0, 9))
def test_a_sample_is_so_many_rows_in_their_order(table: Table, rows: int, method: str, seed: int) -> None:
    name = table[0][0].name
    with scratch() as folder:
        wish: dict[str, Any] = {"method": method, "rows": rows, "column": name, "seed": seed}
        ours = plain(one("sample-filter", folder / "1", table, **wish))
        assert ours == plain(one("sample-filter", folder / "2", table, **wish))
    frame = as_frame(table)
    assert len(ours) == min(rows, len(frame))
    places = iter(plain(frame))
    assert all(row in places for row in ours)
    if method in ("head", "last"):
        assert ours == plain(frame.head(rows) if method == "head" else frame.tail(rows))


def test_classes_are_as_frequent_as_they_are_or_equally(tmp_path: Path) -> None:
    wish: dict[str, Any] = {"rows": 40, "column": "class"}
    found = one("sample-filter", tmp_path / "1", CLASSES, method="stratified", **wish)
    assert Counter(found["class"]) == {"a": 36, "b": 2, "c": 2}
    found = one("sample-filter", tmp_path / "2", CLASSES, method="rebalance", **wish)
    assert sorted(Counter(found["class"]).values()) == [13, 13, 14]


def test_a_share_is_about_right(tmp_path: Path) -> None:
    found = one("sample-filter", tmp_path, CLASSES, method="share", percent=25)
    assert 70 < len(found) < 130


@properties
@given(table=tables())
def test_a_filter_keeps_what_pandas_keeps(table: Table) -> None:
    number = table[0][3].name
    quoted = '"' + number.replace('"', '""') + '"'
    with scratch() as folder:
        ours = one("sample-filter", folder, table, method="whole", pre_filter=f"{quoted} > 0")
    frame = as_frame(table)
    assert plain(ours) == plain(frame[(frame[number] > 0).fillna(False)])


@properties
@given(table=tables(), whole=st.booleans())
def test_distinct_is_that_of_pandas(table: Table, whole: bool) -> None:
    names = [] if whole else [table[0][0].name, table[0][4].name]
    with scratch() as folder:
        ours = one("distinct", folder, table, columns=names, count=True)
    frame = as_frame(table)
    chosen = frame[names] if names else frame
    theirs = plain(chosen.drop_duplicates())
    assert plain(ours.drop(columns=["count"])) == theirs
    counts = Counter(map(repr, plain(chosen)))
    assert list(ours["count"]) == [counts[repr(row)] for row in theirs]


@properties
@given(table=tables())
def test_sync_copies(table: Table) -> None:
    with scratch() as folder:
        run = ran("sync", folder, {"input": [table]}, {})
        found = run.frame("output")
    assert list(found.columns) == [column.name for column in table[0]]
    assert plain(found) == plain(as_frame(table))


@pytest.mark.parametrize(
    ("type", "params", "loc", "sentence"),
    [
        ("sample-filter", {"method": "stratified"}, ("params", "column"), "There is no column"),
        ("sample-filter", {"columns": ["x"]}, ("params", "columns", 0), "There is no column “x” here."),
        ("sample-filter", {"pre_filter": "n +"}, ("params", "pre_filter"), "The formula cannot be read"),
        ("sync", {"computed": [{"name": "", "formula": "1"}]}, ("params", "computed", 0, "name"), "needs a name"),
        ("sync", {"computed": [{"name": "x"}]}, ("params", "computed", 0, "formula"), "The formula is empty."),
        ("sync", {"renames": [{"column": "q"}]}, ("params", "renames", 0, "column"), "There is no column “q” here."),
        ("distinct", {"columns": ["n", "n"]}, ("params", "columns", 1), "“n” is chosen twice."),
        (
            "distinct",
            {"count": True, "computed": [{"name": "count", "formula": "1"}]},
            ("params", "count"),
            "There is a column “count” already.",
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    tmp_path: Path, type: str, params: dict[str, Any], loc: tuple[Any, ...], sentence: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        one(type, tmp_path, CLASSES, **params)
    assert sentence in caught.value.message
    assert caught.value.fields[0].loc == loc
