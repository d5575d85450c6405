"""Join: the rows of pandas' merge, conditions of all kinds, self joins, unmatched rows, and joins far too large."""

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
from atelier.recipes.table import TableSource

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
