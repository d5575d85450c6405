"""If, then, else."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.steps.drawn import NAMES, Rows, counted, few, made, refused, same, sentence, step, tables

Factory = pytest.TempPathFactory


RULES = [{"from": "number > 1", "to": "big"}, {"from": "\"text\" LIKE 'a%'", "to": "a word"}]


@few
@given(rows=tables, other=st.sampled_from(["CLEAR", "KEEP", "VALUE"]))
def test_the_first_rule_that_holds_counts(tmp_path_factory: Factory, rows: Rows, other: str) -> None:
    one = step("VisualIfRule", rules=RULES, outputColumn="Text", otherwise=other, otherwiseValue="none")
    found = made(tmp_path_factory.mktemp("t"), rows, one)

    def wanted(row: Any) -> Any:
        if row[2] is not None and row[2] > 1:
            return "big"
        if row[0] is not None and row[0].startswith("a"):
            return "a word"
        return {"CLEAR": None, "KEEP": row[1], "VALUE": "none"}[other]

    assert list(found) == NAMES
    assert found["Text"] == [wanted(row) for row in rows]


@few
@given(rows=tables)
def test_values_may_be_formulas(tmp_path_factory: Factory, rows: Rows) -> None:
    one = step(
        "VisualIfRule",
        rules=[{"from": "whole > 0", "to": "whole * 2"}],
        valuesAre="FORMULA",
        otherwise="VALUE",
        otherwiseValue="number",
        outputColumn="o",
    )
    found = made(tmp_path_factory.mktemp("t"), rows, one)
    assert same(found["o"], [float(row[3] * 2) if row[3] and row[3] > 0 else row[2] for row in rows])


def test_written_values_take_the_type_they_make_together(tmp_path: Path) -> None:
    rows = [["a", "A", 1.0, 1, True, None]]
    one = step("VisualIfRule", rules=[{"from": "flag", "to": "1"}], outputColumn="o")
    assert made(tmp_path / "a", rows, one)["o"] == [1]
    one = step("VisualIfRule", rules=[{"from": "NOT flag", "to": "x"}], outputColumn="whole", otherwise="KEEP")
    assert made(tmp_path / "b", rows, one)["whole"] == ["1"]
    rules = [{"from": "flag", "to": "moment"}, {"from": "true", "to": "whole"}]
    one = step("VisualIfRule", rules=rules, valuesAre="FORMULA", outputColumn="o")
    assert made(tmp_path / "c", rows, one)["o"] == [None]


@pytest.mark.parametrize(
    ("params", "at", "match"),
    [
        ({"outputColumn": "o"}, "rules", "at least one rule"),
        ({"rules": RULES}, "outputColumn", "Give the output column a name"),
        ({"rules": [{"from": "", "to": "x"}], "outputColumn": "o"}, "rules", "formula is empty"),
        ({"rules": [{"from": '"text"', "to": "x"}], "outputColumn": "o"}, "rules", "must be true or false"),
        (
            {"rules": [{"from": "flag", "to": "nope"}], "outputColumn": "o", "valuesAre": "FORMULA"},
            "rules",
            "no column “nope”",
        ),
        ({"rules": RULES * 51, "outputColumn": "o"}, "rules", "At most 100"),
    ],
)
def test_what_is_refused(tmp_path: Path, params: dict[str, Any], at: str, match: str) -> None:
    refused(tmp_path, step("VisualIfRule", **params), at=at, match=match)


def test_what_it_says_and_counts(tmp_path: Path) -> None:
    one = step("VisualIfRule", rules=RULES[:1], outputColumn="o")
    assert sentence(one) == "If number > 1, write “big” into “o”"
    rows = [[None, None, number, None, None, None] for number in (1.0, 2.0, None)]
    assert counted(tmp_path, rows, one) == (3, 3, 1, "A rule holds in 1 of 3 rows")


def described(operator: str, **condition: Any) -> dict[str, Any]:
    """Return a description as DSS writes it: a block with one condition, and an else."""
    one = {"input": condition.pop("input", "text"), "operator": operator, **condition}
    action = {"outputColumnName": "o", "operator": "ASSIGN_VALUE", "formula": ""}
    return {
        "ifThen": {
            "filter": {"uiData": {"mode": "&&", "conditions": [one]}, "enabled": True},
            "actions": [{**action, "value": "it's so"}],
        },
        "elseIfThens": [],
        "elseActions": [{**action, "value": "not"}],
    }


@pytest.mark.parametrize(
    ("operator", "condition", "wanted"),
    [
        ("is empty", {}, [False, True, True]), ("not empty", {}, [True, False, False]),
        ("== [string]", {"string": "a'b"}, [True, False, False]),
        ("!= [string]", {"string": "a'b"}, [False, True, True]),
        ("contains", {"string": "'"}, [True, False, False]), ("not contains", {"string": "'"}, [False, True, True]),
        (">  [number]", {"input": "number", "num": 1.5}, [False, True, False]),
        ("<= [number]", {"input": "number", "num": 1.5}, [True, False, False]),
        ("== [column]", {"col": "Text"}, [True, False, False]), ("true", {"input": "flag"}, [True, False, False]),
        ("false", {"input": "flag"}, [False, True, False]),
    ],
)  # fmt: skip
def test_blocks_of_dss(tmp_path: Path, operator: str, condition: dict[str, Any], wanted: list[bool]) -> None:
    rows = [["a'b", "a'b", 1.0, 1, True, None], ["", "x", 2.0, 2, False, None], [None, None, None, None, None, None]]
    found = made(tmp_path, rows, step("VisualIfRule", visualIfDesc=described(operator, **condition)))
    assert found["o"] == ["it's so" if holds else "not" for holds in wanted]


def test_blocks_of_dss_that_cannot_be_read(tmp_path: Path) -> None:
    two = described("is empty")
    two["ifThen"]["actions"].append({"outputColumnName": "p", "operator": "ASSIGN_VALUE", "value": "x"})
    for one, match in (
        (described("geo within"), "“geo within” is not known here"),
        (two, "several columns"),
        ({"ifThen": None}, "ifThen must be an object"),
        ("x", "must be an object"),
        ({"ifThen": {"filter": {"uiData": {}}, "actions": [{"outputColumnName": "o"}]}}, "no condition"),
    ):
        refused(tmp_path, step("VisualIfRule", visualIfDesc=one), at="visualIfDesc", match=match)
