"""Group: the figures of pandas, formulas over aggregates, and what is refused where."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from tests.recipes.tabular import Table, as_frame, col, one, plain, properties, ran, scratch, tables

from atelier import jsontext
from atelier.errors import InvalidInput
from atelier.recipes import registry

FIGURES = ["count", "count_distinct", "min", "max", "sum", "avg", "median", "stddev"]
SMALL: Table = (
    [col("name"), col("group"), col("value", "double"), col("ok", "boolean")],
    [("a", "x", 1.5, True), ("b", "y", None, False), ("c", "x", 2.5, False), (None, None, 4.0, None)],
)


@properties
@given(table=tables())
def test_figures_are_those_of_pandas(table: Table) -> None:
    columns, _ = table
    text, key, whole, number, flag = (column.name for column in columns)
    with scratch() as folder:
        ours = one(
            "group",
            folder,
            table,
            keys=[key, flag],
            aggregations=[
                {"column": number, "functions": FIGURES},
                {"column": whole, "functions": ["sum"]},
                {"column": text, "functions": ["count", "count_distinct", "min", "max"]},
            ],
        )
    frame = as_frame(table)
    groups = frame.groupby([key, flag], dropna=False, sort=False)
    theirs = []
    for keys, part in groups:
        numbers, texts = part[number].dropna().astype(float), part[text].dropna()
        theirs.append(
            (
                *keys,
                len(part),
                len(numbers),
                numbers.nunique(),
                numbers.min() if len(numbers) else None,
                numbers.max() if len(numbers) else None,
                numbers.sum() if len(numbers) else None,
                numbers.mean() if len(numbers) else None,
                numbers.median() if len(numbers) else None,
                numbers.std() if len(numbers) > 1 else None,
                part[whole].sum() if part[whole].notna().any() else None,
                len(texts),
                texts.nunique(),
                min(texts) if len(texts) else None,
                max(texts) if len(texts) else None,
            )
        )
    assert sorted(map(repr, plain(ours))) == sorted(map(repr, plain(pd.DataFrame(theirs, dtype="object"))))


@properties
@given(table=tables())
def test_first_last_and_concat_follow_the_rows(table: Table) -> None:
    columns, rows = table
    text, key = columns[0].name, columns[1].name
    functions = ["first", "last", "concat", "concat_distinct"]
    with scratch() as folder:
        ours = one("group", folder, table, keys=[key], aggregations=[{"column": text, "functions": functions}])
    expected: dict[Any, list[Any]] = {}
    for row in rows:
        expected.setdefault(row[1], []).append(row[0])
    found = {row[0]: row[2:] for row in plain(ours)}
    assert found == {
        key: (
            values[0],
            values[-1],
            ", ".join(v for v in values if v is not None) if any(v is not None for v in values) else None,
            ", ".join(sorted({v for v in values if v is not None})) if any(v is not None for v in values) else None,
        )
        for key, values in expected.items()
    }


def test_groups_stand_in_the_order_of_their_keys(tmp_path: Path) -> None:
    assert plain(one("group", tmp_path, SMALL, keys=["group"])) == [("x", 2), ("y", 1), (None, 1)]


def test_without_keys_all_rows_are_one_group(tmp_path: Path) -> None:
    wish = {"aggregations": [{"column": "ok", "functions": ["avg", "sum"]}]}
    found = one("group", tmp_path, SMALL, **wish)
    assert plain(found) == [(4, pytest.approx(1 / 3), 1)]
    assert list(found.columns) == ["count", "ok_avg", "ok_sum"]


def test_an_order_decides_what_is_first(tmp_path: Path) -> None:
    wish = {"column": "name", "functions": ["first", "last"], "order": "value", "descending": True}
    found = one("group", tmp_path, SMALL, keys=[], count=False, aggregations=[wish])
    assert plain(found) == [(None, "b")]
    wish["ignore_empty"] = True
    found = one("group", tmp_path / "2", SMALL, keys=[], count=False, aggregations=[wish])
    assert plain(found) == [("c", "b")]


def test_custom_aggregates_are_formulas_over_aggregates(tmp_path: Path) -> None:
    custom = [
        {"name": "mean", "formula": "sum(value) / count(value)"},
        {"name": "names", "formula": "count(distinct name) * 10"},
        {"name": "high", "formula": 'case when max("value") > 2 then upper("group") else \'low\' end'},
        {"name": "middle", "formula": "median(value) + quantile_cont(value, 0.5)"},
    ]
    found = one("group", tmp_path, SMALL, keys=["group"], count=False, custom=custom)
    assert plain(found) == [("x", 2.0, 20, "X", 4.0), ("y", None, 10, "low", None), (None, 4.0, 0, None, 8.0)]


@pytest.mark.parametrize(
    ("params", "loc", "sentence"),
    [
        ({"keys": ["nope"]}, ("params", "keys", 0), "There is no column “nope” here."),
        ({"keys": ["name", "name"]}, ("params", "keys", 1), "“name” is chosen twice."),
        ({"count": False}, ("params", "keys"), "Choose keys, or figures to work out."),
        (
            {"aggregations": [{"column": "name", "functions": ["sum"]}]},
            ("params", "aggregations", 0, "functions"),
            "A sum needs numbers: “name” is of type string.",
        ),
        (
            {"custom": [{"name": "x", "formula": "sum(value) + value"}]},
            ("params", "custom", 0, "formula"),
            "There is no column “value” here.",
        ),
        (
            {"custom": [{"name": "x", "formula": "sum(read_text('/etc/passwd'))"}]},
            ("params", "custom", 0, "formula"),
            "not among those a formula may use.",
        ),
        (
            {"custom": [{"name": "x", "formula": "sum(sum(value))"}]},
            ("params", "custom", 0, "formula"),
            "“sum”",
        ),
        ({"custom": [{"name": "x", "formula": "1 + 1"}]}, ("params", "custom", 0, "formula"), "holds no aggregate"),
        ({"custom": [{"name": "", "formula": "count(*)"}]}, ("params", "custom", 0, "name"), "needs a name"),
        ({"custom": [{"name": "count", "formula": "count(*)"}]}, ("params", "custom", 0, "formula"), "already"),
        ({"keys": ["group"], "renames": [{"column": "count", "name": "group"}]}, ("params", "renames"), "Two columns"),
        ({"post_filter": "value > 1"}, ("params", "post_filter"), "There is no column “value” here."),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    tmp_path: Path, params: dict[str, Any], loc: tuple[Any, ...], sentence: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        one("group", tmp_path, SMALL, **params)
    assert sentence in caught.value.message
    assert caught.value.fields[0].loc == loc


def test_a_run_writes_what_the_preview_shows(tmp_path: Path) -> None:
    params = {
        "pre_filter": "value is not null",
        "computed": [{"name": "double", "formula": "value * 2"}],
        "keys": ["group"],
        "aggregations": [{"column": "double", "functions": ["sum"]}],
        "post_filter": "double_sum > 7",
        "post_computed": [{"name": "share", "formula": "double_sum / count"}],
        "renames": [{"column": "double_sum", "name": "total"}],
    }
    run = ran("group", tmp_path, {"input": [SMALL]}, params)
    assert plain(run.frame("output")) == [("x", 2, 8.0, 4.0), (None, 1, 8.0, 8.0)]
    assert list(run.frame("output").columns) == ["group", "count", "total", "share"]
    assert run.figures == {"rows": 2}


def test_payloads_of_scripts_go_there_and_back() -> None:
    found = registry.get("grouping")
    params = {
        "keys": ["group"],
        "count": False,
        "aggregations": [{"column": "value", "functions": ["min", "avg", "concat_distinct"], "separator": "; "}],
        "custom": [{"name": "x", "formula": "count(*)"}],
        "pre_filter": "value > 1",
    }
    checked = found.Params.model_validate(params)
    payload = found.to_payload(checked.model_dump(mode="json"))
    assert payload is not None
    assert found.Params.model_validate(found.from_payload(payload)) == checked
    written = jsontext.loads(payload)
    assert written["keys"] == [{"column": "group"}]
    assert (written["globalCount"], written["values"][0]["avg"], written["values"][0]["sum"]) == (False, True, False)
    assert found.from_payload('{"keys": [], "values": [{"column": "a"}], "engineParams": {}}') == {
        "keys": [],
        "aggregations": [],
        "custom": [],
    }
