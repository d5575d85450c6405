"""Join: the rows of pandas' merge, conditions of all kinds, self joins, unmatched rows, and joins far too large."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ml.handles import Form, Run
from tests.recipes.tabular import Table, as_frame, bag, built, col, plain, properties, ran, scratch, tables
from tests.tables.tabular import stored

from atelier.errors import ActivityFailed, InvalidInput, Stopped
from atelier.recipes import registry
from atelier.recipes.base import FormContext
from atelier.recipes.table import TableRecipe, TableSource
from atelier.tables import engine
from atelier.tables.probe import Probe
from atelier.tables.relation import Scope

PREDICTIONS: Table = (
    [col("images"), col("prediction"), col("score", "double")],
    [("a.jpg", "cat", 0.9), ("b.jpg", "dog", 0.8), ("c.jpg", "cat", 0.4), (None, "cat", 0.1)],
)
LABELS: Table = ([col("path"), col("target")], [("a.jpg", "cat"), ("B.jpg", "dog"), ("d.jpg", "cow"), (None, "cow")])
ON = {"left": "images", "right": "path"}


def joined(folder: Path, left: Table, right: Table, **params: Any) -> dict[str, pd.DataFrame]:
    return built("join", folder, {"input": [left, right]}, params)


def step(type: str = "left", *conditions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": type, "conditions": list(conditions), **more}


@properties
@given(left=tables(most=8), right=tables(most=8), type=st.sampled_from(["inner", "left", "right", "outer"]))
def test_rows_are_those_of_pandas(left: Table, right: Table, type: str) -> None:
    on = [{"left": left[0][n].name, "right": right[0][n].name} for n in (1, 4)]
    wish = [{"input": 0, "prefix": "l_"}, {"input": 1, "prefix": "r_"}]
    with scratch() as folder:
        ours = joined(folder, left, right, tables=wish, joins=[step(type, *on)])
    a, b = as_frame(left).add_prefix("l_"), as_frame(right).add_prefix("r_")
    keys = [[f"l_{one['left']}" for one in on], [f"r_{one['right']}" for one in on]]
    # a key that is empty finds no partner in SQL; in pandas it finds another empty one
    a["lonely"] = [n if a.loc[n, keys[0]].isna().any() else -1 for n in range(len(a))]
    b["alone"] = [-2 - n if b.loc[n, keys[1]].isna().any() else -1 for n in range(len(b))]
    theirs = a.merge(b, how=type, left_on=[*keys[0], "lonely"], right_on=[*keys[1], "alone"])
    assert bag(ours["output"]) == bag(theirs.drop(columns=["lonely", "alone"]))
    matched_left = a.merge(b, how="left", left_on=[*keys[0], "lonely"], right_on=[*keys[1], "alone"], indicator=True)
    lost = matched_left[matched_left["_merge"] == "left_only"][[f"l_{c.name}" for c in left[0]]]
    assert bag(ours["unmatched_left"]) == bag(lost)


def test_keys_of_one_name_are_one_column(tmp_path: Path) -> None:
    right: Table = ([col("images"), col("prediction")], [("a.jpg", "x"), ("z.jpg", "y")])
    on = {"left": "images", "right": "images"}
    found = joined(tmp_path, PREDICTIONS, right, joins=[step("outer", on)])["output"]
    assert list(found.columns) == ["images", "prediction", "score", "input_1_prediction"]
    assert ("z.jpg", None, None, "y") in plain(found)
    assert len(found) == 5


def test_case_and_spelling_may_be_ignored(tmp_path: Path) -> None:
    left: Table = ([col("a")], [("Café  au lait",), ("TEA",)])
    right: Table = ([col("b")], [("cafe au lait ",), ("tea",)])
    on = {"left": "a", "right": "b", "ignore_case": True}
    found = joined(tmp_path / "1", left, right, joins=[step("inner", on)])["output"]
    assert plain(found) == [("TEA", "tea")]
    found = joined(tmp_path / "2", left, right, joins=[step("inner", on | {"normalise": True})])["output"]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("operator", "more", "expected"),
    [
        ("lt", {}, {(1, 2), (1, 3), (2, 3)}),
        ("le", {}, {(1, 1), (1, 2), (1, 3), (2, 2), (2, 3), (3, 3)}),
        ("gt", {}, {(2, 1), (3, 1), (3, 2)}),
        ("ge", {}, {(1, 1), (2, 1), (3, 1), (2, 2), (3, 2), (3, 3)}),
        ("ne", {}, {(1, 2), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2)}),
        ("within", {"distance": 1}, {(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 2), (3, 3)}),
        ("contains", {}, {(1, 1), (2, 2), (3, 3)}),
        ("starts_with", {}, {(1, 1), (2, 2), (3, 3)}),
    ],
)
def test_conditions(tmp_path: Path, operator: str, more: dict[str, Any], expected: set[tuple[int, int]]) -> None:
    numbers: Table = ([col("n", "bigint")], [(1,), (2,), (3,)])
    condition = {"left": "n", "right": "n", "operator": operator, **more}
    tables_ = [{"input": 0}, {"input": 1, "prefix": "r_"}]
    found = joined(tmp_path, numbers, numbers, tables=tables_, joins=[step("inner", condition)])["output"]
    assert set(plain(found)) == expected


def test_any_of_the_conditions_may_do(tmp_path: Path) -> None:
    conditions = [ON, {"left": "prediction", "right": "target"}]
    found = joined(tmp_path, PREDICTIONS, LABELS, joins=[step("inner", *conditions, any_condition=True)])["output"]
    assert set(found["prediction"]) == {"cat", "dog"}
    assert len(found) == 4


def test_a_table_may_be_joined_to_itself(tmp_path: Path) -> None:
    tables_ = [{"input": 0}, {"input": 0, "prefix": "other_", "columns_mode": "chosen", "columns": ["images"]}]
    on = {"left": "prediction", "right": "prediction"}
    less = {"left": "score", "right": "score", "operator": "gt"}
    run = built("join", tmp_path, {"input": [PREDICTIONS]}, {"tables": tables_, "joins": [step("inner", on, less)]})
    assert plain(run["output"][["images", "other_images"]])[0] in {("a.jpg", "c.jpg"), ("a.jpg", None)}
    assert len(run["output"]) == 3


def test_several_tables(tmp_path: Path) -> None:
    colours: Table = ([col("target"), col("colour")], [("cat", "grey"), ("cow", "brown")])
    on = {"left": "target", "right": "target"}
    joins = [step("inner", ON), step("left", on, left=1, right=2)]
    found = built("join", tmp_path, {"input": [PREDICTIONS, LABELS, colours]}, {"joins": joins})["output"]
    assert plain(found) == [("a.jpg", "cat", 0.9, "a.jpg", "cat", "grey")]


def test_anti_join_keeps_what_has_no_partner(tmp_path: Path) -> None:
    found = joined(tmp_path, PREDICTIONS, LABELS, joins=[step("left_anti", ON)])["output"]
    assert list(found["images"]) == ["b.jpg", "c.jpg", None]
    assert list(found.columns) == ["images", "prediction", "score"]


def test_a_run_writes_unmatched_rows_where_wished(tmp_path: Path) -> None:
    slots = ("output", "unmatched_right")
    run = ran("join", tmp_path, {"input": [PREDICTIONS, LABELS]}, {"joins": [step("inner", ON)]}, slots)
    assert set(run.outputs) == set(slots)
    assert plain(run.frame("output")) == [("a.jpg", "cat", 0.9, "a.jpg", "cat")]
    assert bag(run.frame("unmatched_right")) == bag(pd.DataFrame(LABELS[1][1:]))


def test_a_join_far_too_large_is_stopped_before_it_runs(tmp_path: Path) -> None:
    many: Table = ([col("k", "bigint"), col("n", "bigint")], [(1, n) for n in range(110_000)])
    with pytest.raises(InvalidInput) as caught:
        ran("join", tmp_path, {"input": [many, many]}, {"joins": [step("inner", {"left": "k", "right": "k"})]})
    assert caught.value.message.startswith("This join would make 12.1 x 10^9 rows")
    assert caught.value.fields[0].loc == ("params", "joins", 0)
    huge: Table = ([col("k", "bigint")], [(n,) for n in range(1_100_000)])
    with pytest.raises(InvalidInput, match="would compare 1.2 x 10\\^12 pairs of rows, which would take days"):
        ran("join", tmp_path / "2", {"input": [huge, huge]}, {"joins": [step("cross")]})
    condition = {"left": "k", "right": "k", "operator": "ne"}
    with pytest.raises(InvalidInput, match="would compare 1.2 x 10\\^12 pairs"):
        ran("join", tmp_path / "3", {"input": [huge, huge]}, {"joins": [step("inner", condition)]})


@pytest.mark.parametrize(
    ("params", "loc", "sentence"),
    [
        ({}, ("params", "joins"), "Add a join"),
        ({"joins": [step("left")]}, ("params", "joins", 0, "conditions"), "Say which columns must agree"),
        (
            {"joins": [step("left", {"left": "images", "right": "nope"})]},
            ("params", "joins", 0, "conditions", 0, "right"),
            "There is no column “nope” here.",
        ),
        (
            {"joins": [step("left", {"left": "images", "right": "path", "operator": "within"})]},
            ("params", "joins", 0, "conditions", 0, "operator"),
            "have no distance",
        ),
        ({"joins": [step("left", ON, right=5)]}, ("params", "joins", 0, "right"), "There is no table 6 to join."),
        ({"joins": [step("left", ON, right=0)]}, ("params", "joins", 0, "right"), "is joined already"),
        ({"tables": [{"input": 9}], "joins": [step("left", ON)]}, ("params", "tables", 0, "input"), "no input 10"),
        (
            {"tables": [{"input": n} for n in (0, 1, 1)], "joins": [step("left", ON)]},
            ("params", "joins"),
            "Table 3 is not joined",
        ),
        (
            {"tables": [{"input": 0, "filter": "1"}, {"input": 1}], "joins": [step("left", ON)]},
            ("params", "tables", 0, "filter"),
            "A filter must be true or false",
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    tmp_path: Path, params: dict[str, Any], loc: tuple[Any, ...], sentence: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        joined(tmp_path, PREDICTIONS, LABELS, **params)
    assert sentence in caught.value.message
    assert caught.value.fields[0].loc == loc


def test_keys_are_guessed() -> None:
    class Two(Form):
        def tables(self, role: str) -> list[TableSource]:
            paths = [
                [col("error", "bigint"), col("images", meaning="picture_path")],
                [col("path", meaning="picture_path"), col("target")],
            ]
            return [TableSource(str(n), columns, [], 0) for n, columns in enumerate(paths)]

    form: FormContext = Two()
    guessed = registry.get("join").initial_params(form)
    assert guessed["joins"][0]["conditions"][0]["left"] == "images"
    assert guessed["joins"][0]["conditions"][0]["right"] == "path"
    assert registry.get("join").initial_params(Form())["joins"][0]["conditions"][0]["left"] == "name"


def test_a_run_stops_when_asked(tmp_path: Path) -> None:
    columns, rows = [col("n", "bigint")], [(n,) for n in range(20_000)]
    source = TableSource("input_1", columns, stored(tmp_path / "t", columns, rows), len(rows))
    run = Run(tmp_path / "run", tables={"input": [source, source]}, slots=("output",), stop_when=lambda _: True)
    found = registry.get("join")
    condition = {"left": "n", "right": "n", "operator": "contains"}
    params = found.Params.model_validate(
        {"joins": [step("inner", condition)], "post_filter": "concat(n, input_1_n) = 'x'"}
    )
    with pytest.raises(Stopped, match="Stopped while the rows were being written."):
        found.run(run, params)


def test_a_run_ends_before_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    columns, rows = [col("n", "bigint")], [(n,) for n in range(20_000)]
    monkeypatch.setattr("atelier.tables.writing.RESERVE_BYTES", 2**62)
    monkeypatch.setattr("atelier.tables.writing._RESERVED_SHARE", 1.0)
    condition = {"left": "n", "right": "n", "operator": "contains"}
    wish = {"joins": [step("inner", condition)], "post_filter": "concat(n, input_1_n) = 'x'"}
    with pytest.raises(ActivityFailed, match="the disk is nearly full"):
        ran("join", tmp_path, {"input": [(columns, rows), (columns, rows)]}, wish)


NEAR = {"left": "t", "right": "u"}
quarters = st.one_of(st.none(), st.integers(-6, 6).map(lambda n: n / 4))
keyed = st.lists(st.tuples(st.sampled_from(["a", "A", "b", None]), quarters), max_size=9)


def nearest_pairs(
    left: list[Any], right: list[Any], count: int, operator: str, most: float | None, fold: bool
) -> list[tuple[int, int]]:
    """Return the numbers of the rows that belong together, by looking at each pair."""
    pairs = []
    for i, (key, value) in enumerate(left):
        near = []
        for j, (other_key, other) in enumerate(right):
            if None in (key, value, other_key, other):
                continue
            same = key.lower() == other_key.lower() if fold else key == other_key
            if not same or (operator == "nearest_below" and other > value):
                continue
            if operator == "nearest_above" and other < value:
                continue
            # ties: at or below before above; below the last row first, above the first
            is_above = other >= value if operator == "nearest_above" else other > value
            near.append((abs(value - other), is_above, j if is_above else -j, j))
        best = [one for one in sorted(near)[:count] if most is None or one[0] <= most]
        pairs += [(i, one[3]) for one in best]
    return pairs


@properties
@given(
    left=keyed,
    right=keyed,
    count=st.integers(1, 3),
    operator=st.sampled_from(["nearest", "nearest_below", "nearest_above"]),
    type=st.sampled_from(["inner", "left", "right", "outer", "left_anti"]),
    most=st.sampled_from([None, 0.5]),
    fold=st.booleans(),
)
def test_the_nearest_rows_are_those_of_a_search_through_all(
    left: list[Any], right: list[Any], count: int, operator: str, type: str, most: float | None, fold: bool
) -> None:
    a: Table = ([col("k"), col("t", "double"), col("i", "bigint")], [(*row, i) for i, row in enumerate(left)])
    b: Table = ([col("k"), col("u", "double"), col("j", "bigint")], [(*row, j) for j, row in enumerate(right)])
    conditions: list[dict[str, Any]] = [
        {"left": "k", "right": "k", "ignore_case": fold},
        {**NEAR, "operator": operator, "count": count},
    ]
    if most is not None:
        conditions.append({**NEAR, "operator": "within", "distance": most})
    wish = [{"input": 0}, {"input": 1, "prefix": "r_"}]
    with scratch() as folder:
        ours = joined(folder, a, b, tables=wish, joins=[step(type, *conditions)])
    pairs = nearest_pairs(left, right, count, operator, most, fold)
    lost = [i for i in range(len(left)) if i not in {i for i, _ in pairs}]
    spare = [j for j in range(len(right)) if j not in {j for _, j in pairs}]
    if type == "left_anti":
        assert sorted(ours["output"]["i"]) == lost
    else:
        wanted: list[tuple[Any, Any]] = [*pairs]
        wanted += [(i, None) for i in lost] if type in ("left", "outer") else []
        wanted += [(None, j) for j in spare] if type in ("right", "outer") else []
        found = plain(ours["output"][["i", "r_j"]])
        assert sorted(found, key=repr) == sorted(wanted, key=repr)
    assert sorted(ours["unmatched_left"]["i"]) == lost
    assert sorted(ours["unmatched_right"]["j"]) == spare


@properties
@given(
    left=st.lists(st.integers(-20, 20), max_size=9),
    right=st.lists(st.integers(-20, 20), max_size=9),
    direction=st.sampled_from([("nearest", "nearest"), ("nearest_below", "backward"), ("nearest_above", "forward")]),
)
def test_one_nearest_row_is_that_of_merge_asof(left: list[int], right: list[int], direction: tuple[str, str]) -> None:
    operator, way = direction
    start = datetime(2026, 5, 31, tzinfo=UTC)

    def table(name: str, hours: list[int]) -> Table:
        rows = [(start + timedelta(hours=hour), n) for n, hour in enumerate(hours)]
        return [col(name, "date"), col(f"{name}_n", "bigint")], rows

    with scratch() as folder:
        joins = [step("left", {**NEAR, "operator": operator})]
        found = joined(folder, table("t", left), table("u", right), joins=joins)
    a = pd.DataFrame({"t": pd.Series(left, dtype="int64"), "t_n": range(len(left))}).sort_values("t", kind="stable")
    b = pd.DataFrame({"u": pd.Series(right, dtype="int64"), "u_n": range(len(right))}).sort_values("u", kind="stable")
    theirs = pd.merge_asof(a, b, left_on="t", right_on="u", direction=way)  # type: ignore[call-overload]
    assert bag(found["output"][["t_n", "u_n"]]) == bag(theirs[["t_n", "u_n"]].astype("Int64"))


def test_nearest_rows_of_large_tables_are_found_soon_and_foreseen(tmp_path: Path) -> None:
    many: Table = ([col("t", "bigint")], [(n * 7 % 200_003,) for n in range(200_000)])
    other: Table = ([col("u", "bigint")], [(n * 11 % 200_003,) for n in range(200_000)])
    near = {**NEAR, "operator": "nearest", "count": 2}
    run = ran("join", tmp_path, {"input": [many, other]}, {"joins": [step("inner", near)]})
    assert len(run.frame("output")) == 400_000
    with pytest.raises(InvalidInput, match="This join would make 400,000 rows"):
        _demand(tmp_path / "room", many, other, near, room=1_000)


def _demand(folder: Path, left: Table, right: Table, condition: dict[str, Any], room: int) -> None:
    found = registry.get("join")
    assert isinstance(found, TableRecipe)
    sources = [
        TableSource(name, table[0], stored(folder / name, *table), len(table[1]))
        for name, table in (("t", left), ("u", right))
    ]
    scope = Scope()
    inputs = {"input": [scope.table(one.name, one.columns, one.parts) for one in sources]}
    params = found.Params.model_validate({"joins": [step("inner", condition)]})
    with engine.shared() as connection:
        found.demand_room(sources, inputs, params, Probe(connection), room)


@pytest.mark.parametrize(
    ("conditions", "more", "loc", "sentence"),
    [
        ([{"operator": "nearest"}], {"any_condition": True}, ("any_condition",), "all conditions must hold"),
        ([{"operator": "nearest"}, {"operator": "lt"}], {}, ("conditions", 1, "operator"), "may be equal columns"),
        ([{"operator": "nearest"}] * 2, {}, ("conditions", 1, "operator"), "may be equal columns"),
        (
            [{"operator": "nearest"}, {"operator": "within", "left": "i", "distance": 1}],
            {},
            ("conditions", 1, "operator"),
            "the distance within which it must lie",
        ),
        ([{"operator": "nearest", "left": "k"}], {}, ("conditions", 0, "operator"), "have no distance"),
        ([{"operator": "nearest", "left": "q"}], {}, ("conditions", 0, "left"), "no column “q”"),
    ],
)
def test_what_a_nearest_match_cannot_be(
    tmp_path: Path, conditions: list[dict[str, Any]], more: dict[str, Any], loc: tuple[Any, ...], sentence: str
) -> None:
    left: Table = ([col("k"), col("t", "double"), col("i", "bigint")], [])
    right: Table = ([col("u", "double")], [])
    with pytest.raises(InvalidInput) as caught:
        joined(tmp_path, left, right, joins=[step("inner", *({**NEAR, **one} for one in conditions), **more)])
    assert sentence in caught.value.message
    assert caught.value.fields[0].loc == ("params", "joins", 0, *loc)


def test_a_nearest_match_goes_on_from_a_join(tmp_path: Path) -> None:
    left: Table = ([col("k", "bigint"), col("i", "bigint")], [(n % 50, n) for n in range(5_000)])
    middle: Table = ([col("m", "bigint"), col("t", "double")], [(n, n / 2) for n in range(50)])
    right: Table = ([col("u", "double")], [(n + 0.1,) for n in range(25)])
    joins = [
        step("inner", {"left": "k", "right": "m"}),
        step("left", {**NEAR, "operator": "nearest"}, left=1, right=2),
    ]
    found = built("join", tmp_path, {"input": [left, middle, right]}, {"joins": joins})["output"]
    assert sorted(found["i"]) == list(range(5_000))
    assert all(abs(row.t - row.u) == min(abs(row.t - (n + 0.1)) for n in range(25)) for row in found.itertuples())
    assert all(row.t == row.k / 2 for row in found.itertuples())
