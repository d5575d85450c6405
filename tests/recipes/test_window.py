"""Window: the figures of pandas over the rows around each row."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.recipes.tabular import Table, as_frame, col, one, plain, properties, ran, scratch, tables

from atelier.errors import InvalidInput

SMALL: Table = ([col("g"), col("n", "bigint")], [("x", 3), ("y", 1), ("x", 1), ("x", 2)])


def functions(column: str, *names: str) -> list[dict[str, Any]]:
    return [{"function": name, "column": column} for name in names]


@properties
@given(table=tables())
def test_figures_are_those_of_pandas(table: Table) -> None:
    group, whole, number = (table[0][n].name for n in (1, 2, 3))
    order = [{"column": whole}]
    names = ["row_number", "rank", "dense_rank"]
    cumulated = ["sum", "count", "min", "max", "avg"]
    windows = [
        {"partition": [group], "order": order, "functions": functions("", *names)},
        {"partition": [group], "order": order, "functions": functions(number, "lag", "lead")},
        {"partition": [group], "order": order, "frame": "to_current", "functions": functions(number, *cumulated)},
        {
            "partition": [group],
            "order": order,
            "frame": "rows",
            "before": 1,
            "after": 1,
            "functions": [{"function": "sum", "column": number, "name": "around"}],
        },
        {"partition": [group], "functions": [{"function": "max", "column": number, "name": "most"}]},
    ]
    with scratch() as folder:
        ours = one("window", folder, table, windows=windows)
    frame = as_frame(table)
    frame["at"] = range(len(frame))
    parts = []
    for _, part in frame.groupby(group, dropna=False):
        part = part.sort_values(whole, kind="stable", na_position="last")
        value = part[number].astype("float64")
        filled = part[whole].astype("float64").fillna(float("inf"))
        known = value.notna()
        expanding = value.expanding(min_periods=1)
        parts.append(
            pd.DataFrame(
                {
                    "at": part["at"],
                    "row_number": range(1, len(part) + 1),
                    "rank": filled.rank(method="min").astype(int),
                    "dense_rank": filled.rank(method="dense").astype(int),
                    "lag": value.shift(1),
                    "lead": value.shift(-1),
                    "sum": expanding.sum(),
                    "count": known.cumsum().astype(int),
                    "min": expanding.min(),
                    "max": expanding.max(),
                    "avg": expanding.mean(),
                    "around": value.rolling(3, center=True, min_periods=1).sum(),
                    "most": [value.max()] * len(part),
                }
            )
        )
    if not parts:
        assert len(ours) == 0
        return
    theirs = pd.concat(parts).sort_values("at").drop(columns=["at"])
    assert plain(ours[[column.name for column in table[0]]]) == plain(as_frame(table))
    assert plain(ours.iloc[:, 5:]) == plain(theirs.astype("object"))


def test_differences_and_ends(tmp_path: Path) -> None:
    window = {
        "partition": ["g"],
        "order": [{"column": "n"}],
        "functions": functions("n", "lag_difference", "lead_difference", "first", "last", "percent_rank", "cume_dist"),
    }
    found = one("window", tmp_path, SMALL, windows=[window])
    assert plain(found)[0] == ("x", 3, 1, None, 1, 3, 1.0, 1.0)
    assert plain(found)[1] == ("y", 1, None, None, 1, 1, 0.0, 1.0)


@pytest.mark.parametrize(
    ("window", "loc", "sentence"),
    [
        ({}, ("windows",), "Add a window with at least one function."),
        ({"functions": [{"function": "rank"}]}, ("windows", 0, "functions", 0, "function"), "needs an order"),
        ({"functions": [{"function": "sum"}]}, ("windows", 0, "functions", 0, "column"), "Choose the column"),
        ({"functions": functions("g", "sum")}, ("windows", 0, "functions", 0, "column"), "Sum needs numbers: “g”"),
        (
            {"functions": functions("g", "lag_difference")},
            ("windows", 0, "functions", 0, "column"),
            "A difference needs numbers or dates",
        ),
        (
            {"functions": functions("n", "sum", "sum")},
            ("windows", 0, "functions", 1, "name"),
            "There is a column “n_sum” already.",
        ),
        ({"partition": ["q"], "functions": functions("n", "sum")}, ("windows", 0, "partition", 0), "no column “q”"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    tmp_path: Path, window: dict[str, Any], loc: tuple[Any, ...], sentence: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        one("window", tmp_path, SMALL, windows=[window])
    assert sentence in caught.value.message
    assert caught.value.fields[0].loc == ("params", *loc)


def test_a_run_keeps_the_rows_in_their_order(tmp_path: Path) -> None:
    window = {"partition": ["g"], "order": [{"column": "n"}], "frame": "to_current", "functions": functions("n", "sum")}
    run = ran("window", tmp_path, {"input": [SMALL]}, {"windows": [window]})
    assert plain(run.frame("output")) == [("x", 3, 6), ("y", 1, 1), ("x", 1, 1), ("x", 2, 3)]


@properties
@given(
    table=tables(),
    before=st.sampled_from([None, 0.0, 0.5, 1.0, 2.25]),
    after=st.sampled_from([None, 0.0, 0.75, 1.0]),
    descending=st.booleans(),
)
def test_frames_by_value_are_those_of_pandas(
    table: Table, before: float | None, after: float | None, descending: bool
) -> None:
    group, key, number = (table[0][n].name for n in (1, 3, 2))
    window = {
        "partition": [group],
        "order": [{"column": key, "descending": descending}],
        "frame": "range",
        "distance_before": before,
        "distance_after": after,
        "functions": functions(number, "sum", "count", "min", "max", "avg", "first", "last"),
    }
    with scratch() as folder:
        ours = one("window", folder, table, windows=[window])
    frame = as_frame(table)
    frame["at"] = range(len(frame))
    # an empty key stands behind all others: it sees its like, and all before it where there is no bound
    sign = -1.0 if descending else 1.0
    wanted: list[tuple[Any, ...]] = []
    for _, row in frame.iterrows():
        same = frame[(frame[group] == row[group]) | (frame[group].isna() & pd.isna(row[group]))]
        way = same[key].astype("float64") * sign
        here = float("nan") if pd.isna(row[key]) else float(row[key]) * sign
        if pd.isna(here):
            seen = same[way.isna() | (before is None)]
        else:
            least = -float("inf") if before is None else here - before
            most = float("inf") if after is None else here + after
            seen = same[((way >= least) & (way <= most)) | (way.isna() & (after is None))]
        seen = seen.assign(way=seen[key].astype("float64") * sign).sort_values(["way", "at"], na_position="last")
        value = seen[number]
        known = value.dropna()
        wanted.append(
            (
                known.sum() if len(known) else None,
                len(known),
                known.min() if len(known) else None,
                known.max() if len(known) else None,
                known.mean() if len(known) else None,
                value.iloc[0],
                value.iloc[-1],
            )
        )
    assert plain(ours.iloc[:, 5:]) == plain(pd.DataFrame(wanted, columns=list("abcdefg"), dtype="object"))


def test_a_frame_of_days(tmp_path: Path) -> None:
    days = [datetime(2026, 5, day, 12, tzinfo=UTC) for day in (1, 8, 9, 30)]
    table: Table = ([col("day", "date"), col("n", "bigint")], [(day, 1 + place) for place, day in enumerate(days)])
    window = {
        "order": [{"column": "day"}],
        "frame": "range",
        "distance_before": 1,
        "unit": "weeks",
        "functions": functions("n", "sum"),
    }
    assert list(one("window", tmp_path / "1", table, windows=[window])["n_sum"]) == [1, 3, 5, 4]
    window |= {"distance_before": 167.5, "unit": "hours"}
    assert list(one("window", tmp_path / "2", table, windows=[window])["n_sum"]) == [1, 2, 5, 4]


@pytest.mark.parametrize(
    ("window", "loc", "sentence"),
    [
        ({}, ("order",), "A frame by value needs an order by one column"),
        ({"order": [{"column": "g"}, {"column": "n"}]}, ("order",), "needs an order by one column"),
        ({"order": [{"column": "g"}]}, ("order",), "A distance needs numbers or dates: “g” is of type string."),
        ({"order": [{"column": "n"}], "unit": "days"}, ("unit",), "“n” holds numbers, which have no days."),
        ({"order": [{"column": "d"}]}, ("unit",), "“d” holds dates: choose the unit of the distance."),
    ],
)
def test_a_frame_by_value_that_cannot_be(
    tmp_path: Path, window: dict[str, Any], loc: tuple[Any, ...], sentence: str
) -> None:
    table: Table = ([col("g"), col("n", "bigint"), col("d", "date")], [("x", 1, None)])
    with pytest.raises(InvalidInput) as caught:
        one("window", tmp_path, table, windows=[{**window, "frame": "range", "functions": functions("n", "sum")}])
    assert sentence in caught.value.message
    assert caught.value.fields[0].loc == ("params", "windows", 0, *loc)
