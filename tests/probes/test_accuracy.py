"""Agreement of predictions with labels: the figures of scikit-learn, the join of the Join recipe, hostile names."""

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_recall_fscore_support
from tests.tables.tabular import stored

from atelier.probes.agreement import Agreement, measure_agreement
from atelier.recipes.table import TableSource
from atelier.storage.schema import Column
from atelier.tables import engine
from atelier.tables.probe import Probe

NAMES = st.sampled_from(["ada", "bo", "it's", 'quo"te', "DROP TABLE", "né", "1"])


def source(folder: Path, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> TableSource:
    return TableSource(folder.name, columns, stored(folder, columns, rows), len(rows))


def agreement(left: TableSource, right: TableSource | None, **names: Any) -> Agreement:
    with engine.shared() as connection:
        return measure_agreement(left, right, Probe(connection), **{"path": None, "labels_path": None, **names})


@settings(max_examples=25)
@given(pairs=st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=40))
def test_the_figures_are_those_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as work:
        table = source(Path(work) / "t", [Column(name="p"), Column(name="t")], pairs)
        found = agreement(table, None, prediction="p", label="t")
    predicted, true = [p for p, _ in pairs], [t for _, t in pairs]
    labels = sorted({*predicted, *true})
    assert found.accuracy == pytest.approx(accuracy_score(true, predicted))
    assert found.as_json()["confusion"]["counts"] == confusion_matrix(true, predicted, labels=labels).tolist()
    precision, recall, f1, support = precision_recall_fscore_support(true, predicted, labels=labels, zero_division=0)
    for place, one in enumerate(found.per_class):
        expected = (precision[place], recall[place], f1[place], support[place])
        assert (one["precision"], one["recall"], one["f1"], one["support"]) == pytest.approx(expected)
    seen = sorted(set(true))
    assert found.macro_f1 == pytest.approx(f1_score(true, predicted, labels=seen, average="macro", zero_division=0))


@settings(max_examples=25)
@given(
    left=st.lists(st.tuples(st.sampled_from("abcde"), NAMES), max_size=12),
    right=st.lists(st.tuples(st.sampled_from("abcdef"), NAMES), max_size=12),
)
def test_a_join_counts_as_the_join_of_tables_does(left: list[tuple[str, str]], right: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as work:
        scored = source(Path(work) / "s", [Column(name="x"), Column(name="p")], left)
        labels = source(Path(work) / "l", [Column(name="x"), Column(name="t")], right)
        found = agreement(scored, labels, prediction="p", label="t", path="x", labels_path="x")
    a, b = pd.DataFrame(left, columns=["x", "p"]), pd.DataFrame(right, columns=["x", "t"])
    joined = a.merge(b, on="x")
    assert found.compared == len(joined)
    assert found.right == int((joined["p"] == joined["t"]).sum())
    assert found.unmatched_predictions == int((~a["x"].isin(b["x"])).sum())
    assert found.unmatched_labels == int((~b["x"].isin(a["x"])).sum())
    counts = b["x"].value_counts()
    assert found.repeated_paths == int((counts > 1).sum())


def test_the_most_probable_class_of_a_prediction_counts(tmp_path: Path) -> None:
    columns = [Column(name="prediction", type="object", meaning="prediction"), Column(name="t")]
    rows = [
        [json.dumps({"ada": 0.2, "bo": 0.8}), "bo"],
        [json.dumps({"ada": 0.5, "bo": 0.5}), "ada"],  # of equals the first
        [json.dumps({'q"u': 0.9}), 'q"u'],
        ["{}", "ada"],
        [None, "ada"],
        ["ada", "ada"],  # a class as it is
        ["{broken", "ada"],
    ]
    found = agreement(source(tmp_path / "t", columns, rows), None, prediction="prediction", label="t")
    assert (found.compared, found.right, found.not_predicted) == (4, 4, 3)


def test_whole_numbers_agree_with_decimals(tmp_path: Path) -> None:
    columns = [Column(name="p", type="bigint"), Column(name="t", type="double")]
    found = agreement(source(tmp_path / "t", columns, [[1, 1.0], [2, 3.0]]), None, prediction="p", label="t")
    assert (found.compared, found.right) == (2, 1)


@pytest.mark.parametrize("name", ["SELECT", 'a"b', "a.b", "x\ny", "'; DROP TABLE t; --", "😀", "A", " "])
def test_columns_of_any_name_are_measured(tmp_path: Path, name: str) -> None:
    table = source(tmp_path / "t", [Column(name=name), Column(name="a")], [["x", "x"], ["y", "x"]])
    assert agreement(table, None, prediction=name, label="a").accuracy == 0.5


def test_nothing_to_compare_says_why(tmp_path: Path) -> None:
    scored = source(tmp_path / "s", [Column(name="x"), Column(name="p")], [["a.jpg", "ada"]])
    labels = source(tmp_path / "l", [Column(name="x"), Column(name="t")], [["/a.jpg", "ada"]])
    found = agreement(scored, labels, prediction="p", label="t", path="x", labels_path="x")
    assert found.accuracy is None
    assert found.why_nothing == (
        "No path occurs on both sides. Are they written alike, and are the right columns joined?"
    )
