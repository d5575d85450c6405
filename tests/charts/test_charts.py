"""Charts against pandas: marks are what the rows say, whatever the columns are called and hold."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.tables.tabular import stored

from atelier.charts import registry
from atelier.charts.base import MOST_MARKS, Drawn
from atelier.charts.behind import pictures_behind
from atelier.charts.definition import Chart
from atelier.charts.drawing import draw
from atelier.charts.suggesting import suggest
from atelier.errors import AtelierError, InvalidInput
from atelier.storage.schema import Column
from atelier.tables.relation import Relation, Scope

NAMES = ['say "cheese".png', "kind 🐈", "n'; DROP TABLE t; --", "x", "X", "when", "yes\nno", "v[1]", "as text", "taken"]
COLUMNS = [
    Column(name=NAMES[0], type="string", meaning="picture_path"),
    Column(name=NAMES[1], type="string", meaning="class"),
    Column(name=NAMES[2], type="bigint", meaning="integer"),
    Column(name=NAMES[3], type="double", meaning="decimal"),
    Column(name=NAMES[4], type="double", meaning="decimal"),
    Column(name=NAMES[5], type="date", meaning="date"),
    Column(name=NAMES[6], type="boolean", meaning="boolean"),
    Column(name=NAMES[7], type="array", meaning="vector"),
    Column(name=NAMES[8], type="string", meaning="decimal"),
    Column(name=NAMES[9], type="object", meaning="prediction"),
]
KIND, WHOLE, REAL, WHEN = NAMES[1], NAMES[2], NAMES[3], NAMES[5]
ROWS = 400


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    """Rows with every awkward kind of value."""
    rng = np.random.default_rng(11)
    kinds = ["ada", "bo", "'", '"', "x" * 400, "", None, "Zoé", "10", "9"]
    reals = [0.0, -0.0, 0.1, 0.3, 1e-9, None, float("nan"), float("inf"), 2.5, -7.25]
    moments = pd.date_range("2023-01-31", periods=ROWS, freq="37h", tz="UTC")
    return pd.DataFrame(
        {
            NAMES[0]: [f"p_{row}.jpg" if row % 13 else None for row in range(ROWS)],
            KIND: [kinds[int(place)] for place in rng.integers(len(kinds), size=ROWS)],
            WHOLE: [
                None if row % 17 == 0 else int(value) for row, value in enumerate(rng.integers(-40, 60, size=ROWS))
            ],
            REAL: [reals[int(place)] for place in rng.integers(len(reals), size=ROWS)],
            NAMES[4]: [float(value) for value in rng.normal(size=ROWS)],
            WHEN: [None if row % 19 == 0 else moment for row, moment in enumerate(moments)],
            NAMES[6]: [[True, False, None][row % 3] for row in range(ROWS)],
            NAMES[7]: [[1.0, 2.0] for _ in range(ROWS)],
            NAMES[8]: [["1", "x", "", "1e999", "2.5"][row % 5] for row in range(ROWS)],
            NAMES[9]: [['{"a": 0.9}', "{broken", None][row % 3] for row in range(ROWS)],
        },
        dtype="object",
    )


@pytest.fixture(scope="module")
def table(frame: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Relation]:
    """Give the rows as a relation."""
    parts = stored(tmp_path_factory.mktemp("charts"), COLUMNS, frame.values.tolist())
    return lambda: Scope().table("rows", COLUMNS, parts)


def chart(type: str = "bars", **parts: Any) -> Chart:
    return Chart.model_validate({"id": "one", "type": type, **parts})


def by_label(drawn: Drawn, axis: str = "x", field: str = "figure0") -> dict[str, float | None]:
    """Return a figure by the label of its place."""
    labels = {place.code: place.label for place in drawn.axes[axis].places}
    at, value = drawn.fields.index(axis), drawn.fields.index(field)
    return {labels[mark[at]]: mark[value] for mark in drawn.marks}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    most=st.integers(1, 12),
    others=st.booleans(),
    empty=st.booleans(),
    order=st.sampled_from(["size", "measure", "name"]),
    function=st.sampled_from(["count", "sum", "avg", "median", "min", "max", "count_distinct"]),
)
def test_bars_are_what_pandas_groups(
    frame: pd.DataFrame, table: Callable[[], Relation], most: int, others: bool, empty: bool, order: str, function: str
) -> None:
    x = {"column": KIND, "most": most, "others": others, "empty": empty, "order": order}
    measure = {"function": function, "column": None if function == "count" else WHOLE}
    drawn = draw(chart(x=x, measures=[measure]), table())
    found = by_label(drawn)
    values = frame[KIND].where(frame[KIND].notna() & (frame[KIND] != ""), None)
    numbers = frame[WHOLE].astype(float)
    names = {"avg": "mean", "count_distinct": "nunique"}

    def figure(where: "pd.Series[bool]") -> float:
        if function == "count":
            return float(where.sum())
        return float(getattr(numbers[where], names.get(function, function))())

    kept = [place for place in drawn.axes["x"].places if place.kind == "value"]
    sizes = values.value_counts()
    ranks = sizes if order != "measure" else pd.Series({name: figure(values == name) for name in sizes.index})
    assert len(kept) == min(most, len(sizes))
    chosen = {place.label for place in kept}
    assert min(ranks[[name for name in sizes.index if name[:300] in chosen]]) >= max(
        [ranks[name] for name in sizes.index if name[:300] not in chosen], default=-math.inf
    )
    for name in sizes.index:
        if name[:300] in chosen:
            assert found[name[:300]] == pytest.approx(figure(values == name))
    rest = values.notna() & ~values.astype(str).str[:300].isin(chosen)
    other = next((place.label for place in drawn.axes["x"].places if place.kind == "others"), None)
    assert (other is not None) == (others and bool(rest.any()))
    if other is not None:
        assert found[other] == pytest.approx(figure(rest))
        assert other.startswith(str(len(sizes) - most))
    assert ("empty" in found) == empty
    if empty:
        assert found["empty"] == pytest.approx(figure(values.isna()))
    expected = sum(
        bool(value) for value in (values.isna() & empty) | values.astype(str).str[:300].isin(chosen) | (rest & others)
    )
    assert (drawn.used, drawn.rows) == (expected, ROWS)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(
        st.one_of(st.none(), st.floats(width=64), st.sampled_from([0.1, 0.2, 0.3, 1e16, 1e308, -1e308, 5e-324])),
        max_size=30,
    ),
    bins=st.integers(1, 200),
)
def test_every_number_lies_in_one_bin(
    tmp_path_factory: pytest.TempPathFactory, values: list[float | None], bins: int
) -> None:
    columns = [Column(name="v", type="double")]
    parts = stored(tmp_path_factory.mktemp("bins"), columns, [[value] for value in values])
    drawn = draw(chart("histogram", x={"column": "v", "bins": bins}), Scope().table("t", columns, parts))
    finite = [value for value in values if value is not None and math.isfinite(value)]
    assert sum(mark[1] or 0 for mark in drawn.marks) == len(finite) == drawn.used
    places = {place.code: place for place in drawn.axes["x"].places} if drawn.marks else {}
    assert len(places) <= max(1, bins * 5 // 2 + 2)
    for mark in drawn.marks:
        place = places[mark[0]]
        assert place.start is not None
        assert place.end is not None
        slack = 1e-8 * max(abs(place.start), abs(place.end), place.end - place.start)
        inside = [value for value in finite if place.start - slack <= value <= place.end + slack]
        assert len(inside) >= (mark[1] or 0)


def test_whole_numbers_get_whole_bins(table: Callable[[], Relation], frame: pd.DataFrame) -> None:
    drawn = draw(chart("histogram", x={"column": WHOLE, "bins": 10}), table())
    numbers = frame[WHOLE].dropna().astype(int)
    counted = (numbers // 10).value_counts()
    assert {mark[0]: mark[1] for mark in drawn.marks} == {float(code): float(n) for code, n in counted.items()}
    assert drawn.axes["x"].places[0].label == "-40 to -31"


@pytest.mark.parametrize(
    ("by", "frequency"), [("year", "Y"), ("quarter", "Q"), ("month", "M"), ("week", "W"), ("day", "D"), ("hour", "h")]
)
def test_moments_fall_into_their_spans(
    table: Callable[[], Relation], frame: pd.DataFrame, by: str, frequency: str
) -> None:
    drawn = draw(chart("lines", x={"column": WHEN, "by": by, "empty": False}), table())
    moments = pd.to_datetime(frame[WHEN].dropna()).dt.tz_localize(None)
    starts = moments.dt.to_period(frequency).dt.start_time
    expected = (starts.astype("datetime64[ms]").astype("int64")).value_counts()
    assert {mark[0]: mark[1] for mark in drawn.marks} == {float(code): float(n) for code, n in expected.items()}


def test_the_days_of_the_week_are_seven_whatever_the_rows(table: Callable[[], Relation], frame: pd.DataFrame) -> None:
    found = by_label(draw(chart(x={"column": WHEN, "by": "weekday", "empty": False}), table()))
    assert found == {k: float(n) for k, n in pd.to_datetime(frame[WHEN].dropna()).dt.day_name().value_counts().items()}


def test_the_span_of_dates_fits_the_rows(tmp_path: Path) -> None:
    columns = [Column(name="d", type="date")]
    for days, by in ((0.05, "minute"), (2, "hour"), (60, "day"), (900, "month"), (9000, "year")):
        rows = [
            [pd.Timestamp("2020-01-01", tz="UTC")],
            [pd.Timestamp("2020-01-01", tz="UTC") + pd.Timedelta(days=days)],
        ]
        folder = tmp_path / by
        folder.mkdir()
        drawn = draw(chart(x={"column": "d"}), Scope().table("t", columns, stored(folder, columns, rows)))
        assert drawn.axes["x"].by == by


def test_a_box_is_made_of_its_quartiles(table: Callable[[], Relation], frame: pd.DataFrame) -> None:
    drawn = draw(chart("boxes", x={"column": KIND, "others": False}, y={"column": WHOLE}), table())
    numbers = frame[WHOLE].astype(float)
    labels = {place.code: place.label for place in drawn.axes["x"].places}
    for mark in drawn.marks:
        name = labels[mark[0]]
        mine = numbers[
            (frame[KIND].str[:300] == name) if name != "empty" else (frame[KIND].isna() | (frame[KIND] == ""))
        ].dropna()
        q1, q2, q3 = np.quantile(mine, [0.25, 0.5, 0.75])
        near = mine[(mine >= q1 - 1.5 * (q3 - q1)) & (mine <= q3 + 1.5 * (q3 - q1))]
        expected = [
            near.min(),
            q1,
            q2,
            q3,
            near.max(),
            mine.mean(),
            mine.min(),
            mine.max(),
            len(mine) - len(near),
            len(mine),
        ]
        assert mark[1:] == pytest.approx(expected)
    whole = draw(chart("boxes", y={"column": WHOLE}), table())
    assert whole.marks[0][whole.fields.index("rows")] == numbers.notna().sum()


def test_a_point_is_a_row_and_many_are_drawn_by_chance(
    tmp_path: Path, table: Callable[[], Relation], frame: pd.DataFrame
) -> None:
    drawn = draw(chart("scatter", x={"column": WHOLE}, y={"column": NAMES[4]}, colour={"column": NAMES[6]}), table())
    both = frame[frame[WHOLE].notna()]
    assert [mark[:2] for mark in drawn.marks] == [
        [float(a), b] for a, b in zip(both[WHOLE], both[NAMES[4]], strict=True)
    ]
    columns = [Column(name="v", type="double")]
    parts = stored(tmp_path, columns, [[float(row)] for row in range(MOST_MARKS + 500)])
    many = [
        draw(chart("scatter", x={"column": "v"}, y={"column": "v"}), Scope().table("t", columns, parts))
        for _ in range(2)
    ]
    assert len(many[0].marks) == MOST_MARKS
    assert many[0].marks == many[1].marks
    assert many[0].notes == ["10,000 of 10,500 points are drawn, taken at random."]


def test_more_marks_than_can_be_drawn_are_said(tmp_path: Path) -> None:
    columns = [Column(name="d", type="date")]
    rows = [[pd.Timestamp("2020-01-01", tz="UTC") + pd.Timedelta(minutes=row)] for row in range(MOST_MARKS + 1)]
    drawn = draw(chart(x={"column": "d", "by": "minute"}), Scope().table("t", columns, stored(tmp_path, columns, rows)))
    assert len(drawn.marks) == MOST_MARKS
    assert drawn.notes == ["The first 10,000 of 10,001 marks are drawn. Take wider bins or longer spans to see all."]


def test_shares_add_up_and_pairs_are_counted(table: Callable[[], Relation], frame: pd.DataFrame) -> None:
    drawn = draw(
        chart("stacked", x={"column": NAMES[6]}, colour={"column": KIND}, measures=[{"function": "share"}]), table()
    )
    assert sum(mark[2] or 0 for mark in drawn.marks) == pytest.approx(1)
    heat = draw(chart("heat", x={"column": KIND, "most": 2}, y={"column": NAMES[6]}), table())
    assert sum(mark[2] or 0 for mark in heat.marks) == ROWS


def test_filters_are_those_of_explore(table: Callable[[], Relation], frame: pd.DataFrame) -> None:
    filters = [
        {"column": KIND, "kind": "values", "values": ["ada", "bo"]},
        {"column": WHEN, "kind": "range", "min": "2023-06-01"},
        {"column": WHOLE, "kind": "range", "max": 20},
    ]
    drawn = draw(chart(x={"column": KIND}, filters=filters), table())
    kept = frame[
        frame[KIND].isin(["ada", "bo"]) & (frame[WHEN] >= pd.Timestamp("2023-06-01", tz="UTC")) & (frame[WHOLE] <= 20)
    ]
    assert by_label(drawn) == {name: float(n) for name, n in kept[KIND].value_counts().items()}


def test_pictures_behind_a_mark_are_those_of_its_rows(table: Callable[[], Relation], frame: pd.DataFrame) -> None:
    bars = chart(x={"column": KIND, "most": 3}, colour={"column": NAMES[6]})
    drawn = draw(bars, table())
    for mark in drawn.marks:
        code = drawn.axes["x"].places[[place.code for place in drawn.axes["x"].places].index(mark[0])]
        found = pictures_behind(bars, table(), {"x": mark[0], "colour": mark[1]})
        if code.kind == "value":
            flag = {place.code: place.label for place in drawn.axes["colour"].places}[mark[1]]
            same = frame[NAMES[6]].map({True: "true", False: "false", None: "empty"}).fillna("empty") == flag
            mine = frame[(frame[KIND].str[:300] == code.label) & same][NAMES[0]].dropna()
            assert set(found.paths) <= set(mine)
            assert found.total == len(mine)
    point = chart("scatter", x={"column": WHOLE}, y={"column": NAMES[4]})
    row = frame[frame[WHOLE].notna() & frame[NAMES[0]].notna()].iloc[0]
    assert pictures_behind(point, table(), {"x": row[WHOLE], "y": row[NAMES[4]]}).paths == [row[NAMES[0]]]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_asked_is_drawn_or_refused_in_words(table: Callable[[], Relation], data: st.DataObject) -> None:
    name = st.sampled_from([*NAMES, "no such column"])
    dimension = st.fixed_dictionaries(
        {"column": name},
        optional={
            "group": st.sampled_from(["auto", "values", "bins", "date"]),
            "by": st.sampled_from(["auto", "minute", "week", "hour_of_day", "month_of_year"]),
            "bins": st.integers(1, 200),
            "most": st.integers(1, 200),
            "order": st.sampled_from(["size", "measure", "name"]),
        },
    )
    measure = st.fixed_dictionaries(
        {"function": st.sampled_from(["count", "share", "sum", "avg", "median", "min", "count_distinct"])},
        optional={"column": name},
    )
    wanted = chart(
        data.draw(st.sampled_from(list(registry.all_types()))),
        x=data.draw(st.none() | dimension),
        y=data.draw(st.none() | dimension),
        colour=data.draw(st.none() | dimension),
        measures=data.draw(st.lists(measure, max_size=2)),
        shares=data.draw(st.booleans()),
    )
    drawn, refused = None, None
    try:
        drawn = draw(wanted, table())
    except AtelierError as error:
        refused = error
    if drawn is None:
        assert isinstance(refused, InvalidInput)
        assert refused.fields
        assert refused.message.endswith(".")
        return
    assert all(len(mark) == len(drawn.fields) for mark in drawn.marks)
    assert all(value is None or math.isfinite(value) for mark in drawn.marks for value in mark)
    for slot, axis in drawn.axes.items():
        codes = {place.code for place in axis.places}
        if axis.kind != "numbers":
            assert {mark[drawn.fields.index(slot)] for mark in drawn.marks} <= codes


KIND_IS_NO_NUMBER = f"“{KIND}” holds class."
REFUSED: list[tuple[Chart, tuple[Any, ...], str]] = [
    (chart("pie"), ("type",), "There is no type of chart “pie”."),
    (chart(), ("x",), "Choose a column for X: bars cannot be drawn without."),
    (chart("scatter", x={"column": "x"}), ("y",), "Choose a column for Y: scatter plot cannot be drawn without."),
    (chart("heat", x={"column": "x"}), ("y",), "Choose a column for Rows: pivot table cannot be drawn without."),
    (chart(x={"column": "gone"}), ("x", "column"), "There is no column “gone” here."),
    (chart(x={"column": "v[1]"}), ("x", "column"), "“v[1]” holds vectors, which are no values to group by."),
    (chart(x={"column": KIND, "group": "bins"}), ("x", "group"), f"“{KIND}” holds no numbers to make bins of."),
    (chart(x={"column": KIND, "group": "date"}), ("x", "group"), f"“{KIND}” holds no dates to group by."),
    (chart("histogram", x={"column": KIND}), ("x", "group"), f"“{KIND}” holds no numbers to make bins of."),
    (chart("boxes", y={"column": KIND}), ("y", "column"), f"A box plot needs numbers: {KIND_IS_NO_NUMBER}"),
    (
        chart("scatter", x={"column": KIND}, y={"column": "x"}),
        ("x", "column"),
        f"A scatter plot needs numbers: {KIND_IS_NO_NUMBER}",
    ),
    (
        chart(x={"column": "x"}, measures=[{"function": "sum"}]),
        ("measures", 0, "column"),
        "Choose the column that this figure is worked out from.",
    ),
    (
        chart(x={"column": "x"}, measures=[{"function": "avg", "column": KIND}]),
        ("measures", 0, "column"),
        f"An average needs numbers: {KIND_IS_NO_NUMBER}",
    ),
    (
        chart(x={"column": "x"}, colour={"column": KIND}, measures=[{}, {}]),
        ("measures", 1),
        "With a column for colour there is one figure.",
    ),
    (
        chart("stacked", x={"column": "x"}),
        ("colour",),
        "Choose a column for Colour: stacked bars cannot be drawn without.",
    ),
    (
        chart("stacked", x={"column": "x"}, colour={"column": KIND}, measures=[{"function": "avg", "column": "x"}]),
        ("measures", 0, "function"),
        "Only counts, shares and sums can be stacked: other figures of parts do not add up.",
    ),
    (
        chart(x={"column": "x"}, filters=[{"column": "gone", "kind": "values"}]),
        ("filters", 0, "column"),
        "There is no column “gone”.",
    ),
]


@pytest.mark.parametrize(("wanted", "loc", "message"), REFUSED)
def test_what_cannot_be_drawn_is_said_at_its_field(
    table: Callable[[], Relation], wanted: Chart, loc: tuple[Any, ...], message: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        draw(wanted, table())
    assert (refused.value.fields[0].loc, refused.value.fields[0].message) == (loc, message)


def test_without_rows_there_are_no_marks() -> None:
    empty = Scope().table("t", COLUMNS, [])
    for name in registry.all_types():
        drawn = draw(chart(name, x={"column": WHOLE}, y={"column": WHOLE}, colour={"column": KIND}), empty)
        assert (drawn.marks, drawn.used) == ([], 0)


def test_what_is_suggested_can_be_drawn(table: Callable[[], Relation]) -> None:
    found = suggest(table())
    assert 3 <= len(found) <= 6
    assert (found[0].name, found[0].type) == (f"Rows by {KIND}", "bars")
    for one in found:
        assert draw(one, table()).marks
    assert suggest(Scope().table("t", [], [])) == []
