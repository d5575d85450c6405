"""Which rows train and which test: by filters, groups, time, folds; and how much each row counts."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ml.tabular.tables import Stored, blobs, prepare, run_in, trained

from atelier.errors import InvalidInput
from atelier.ml.tabular import retraining, splitting


def _stored(folder: Path, **more: Any) -> Stored:
    return Stored(folder, blobs() | {"set": ["train"] * 90 + ["test"] * 30, "no": list(range(120))} | more)


def test_filters_choose_the_rows_of_one_dataset(tmp_path: Path) -> None:
    stored = _stored(tmp_path)
    design = stored.design("kind")
    split = design.splitParams
    split.ttPolicy = "EXPLICIT_FILTERING_SINGLE_DATASET"
    split.efsdTrain.filter, split.efsdTest.filter = "\"set\" = 'train' AND no >= 10", "no > 100"
    prepared = prepare(run_in(tmp_path), stored, design)
    assert prepared.split.train.tolist() == list(range(10, 90))
    assert prepared.split.test.tolist() == list(range(101, 120))
    split.efsdTest.filter = "no > 80"
    with pytest.raises(InvalidInput) as refused:
        prepare(run_in(tmp_path), stored, design)
    assert refused.value.message == (
        "9 rows pass both filters, so the model would be tested on rows it was trained on."
    )
    split.efsdTest.filter = "no > 1000"
    with pytest.raises(InvalidInput, match="No row with a target passes the filter to test on."):
        prepare(run_in(tmp_path), stored, design)
    split.efsdTest.filter = '"set"'
    with pytest.raises(InvalidInput, match="The condition must be true or false"):
        prepare(run_in(tmp_path), stored, design)
    split.efsdTest.filter = "gone = 1"
    with pytest.raises(InvalidInput, match="gone"):
        prepare(run_in(tmp_path), stored, design)


def test_filters_choose_the_rows_of_two_datasets(tmp_path: Path) -> None:
    stored, other = _stored(tmp_path / "a"), Stored(tmp_path / "b", blobs(rows=50) | {"no": list(range(50))})
    design = stored.design("kind")
    split = design.splitParams
    split.ttPolicy = "EXPLICIT_FILTERING_TWO_DATASETS"
    split.eftdTrain.filter, split.eftdTest.filter = "no < 100", "no >= 20"
    design.preprocessing.per_feature["set"].role = "REJECT"
    prepared = prepare(run_in(tmp_path), stored, design, other)
    assert prepared.split.train.tolist() == list(range(100))
    assert prepared.split.test.tolist() == list(range(20, 50))


def test_the_last_rows_by_time_test(tmp_path: Path) -> None:
    moments = np.random.default_rng(0).permutation(120).astype(float)
    stored = _stored(tmp_path, moment=moments)
    design = stored.design("kind")
    design.splitParams.ssdTimeColumn = "moment"
    prepared = prepare(run_in(tmp_path), stored, design)
    assert moments[prepared.split.train].max() < moments[prepared.split.test].min()
    design.splitParams.ssdTimeColumn = "set"
    with pytest.raises(InvalidInput, match="“set” holds no moments to order the rows by."):
        prepare(run_in(tmp_path), stored, design)


@pytest.mark.parametrize("is_folds", [False, True])
def test_groups_stay_together(tmp_path: Path, is_folds: bool) -> None:
    groups = [f"person {row // 6}" for row in range(120)]
    stored = _stored(tmp_path, person=groups)
    design = stored.design("kind")
    design.splitParams.ssdGroupColumn = "person"
    design.splitParams.kfold = is_folds
    prepared = prepare(run_in(tmp_path), stored, design)
    pairs = prepared.split.folds or [(prepared.split.train, prepared.split.test)]
    for train, test in pairs:
        assert not {groups[row] for row in train} & {groups[row] for row in test}
    assert prepared.groups is not None
    found = trained(run_in(tmp_path), stored, design, "DECISION_TREE_CLASSIFICATION")
    assert len(found.rows) == (120 if is_folds else len(prepared.split.test))
    lone = _stored(tmp_path / "lone", person=["one"] * 120)
    with pytest.raises(InvalidInput, match="All rows are of one group|5 folds need at least 5 groups, not 1"):
        prepare(run_in(tmp_path), lone, design)


def test_every_row_is_tested_once_with_folds(tmp_path: Path) -> None:
    stored = _stored(tmp_path)
    design = stored.design("kind")
    design.splitParams.kfold = True
    found = trained(run_in(tmp_path), stored, design, "DECISION_TREE_CLASSIFICATION")
    assert found.rows.tolist() == list(range(120))
    assert found.spread["accuracy"] >= 0
    assert len(found.judged.truth) == 120


def test_weights_of_rows_are_heard(tmp_path: Path) -> None:
    """The same cell stands for both classes; the weightier one is the answer."""
    kinds = ["a", "b"] * 60
    values = {"kind": kinds, "x": [1.0, 1.0, 2.0, 2.0] * 30, "w": [1.0 if one == "a" else 3.0 for one in kinds]}
    stored = Stored(tmp_path, values)
    design = stored.design("kind")
    design.preprocessing.per_feature["w"].role = "WEIGHT"
    design.weight.weightMethod, design.weight.sampleWeightVariable = "SAMPLE_WEIGHT", "w"
    design.modeling.metrics.optimizeThreshold = False
    found = trained(run_in(tmp_path), stored, design, "DECISION_TREE_CLASSIFICATION")
    assert (found.judged.predicted == 1).all()
    design.weight.sampleWeightVariable = "kind"
    with pytest.raises(InvalidInput, match="“kind” must hold a number of at least 0 in every row to weigh rows by."):
        prepare(run_in(tmp_path), stored, design)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=4, max_size=80), st.floats(0.1, 0.9), st.integers(0, 9))
def test_each_class_of_two_rows_keeps_one_to_train_on(values: list[int], ratio: float, seed: int) -> None:
    classes = np.array(values)
    if all(round(count * ratio) >= count for count in np.bincount(classes) if count > 1):
        with pytest.raises(InvalidInput, match="No row is left to test on. Lower the train ratio."):
            splitting._drawn(np.arange(len(classes)), classes, ratio, seed)
        return
    train, test = splitting._drawn(np.arange(len(classes)), classes, ratio, seed)
    assert sorted([*train, *test]) == list(range(len(classes)))
    assert set(classes[train]) == set(classes)


def test_training_anew_chooses_the_same_rows(tmp_path: Path) -> None:
    stored = _stored(tmp_path)
    design = stored.design("kind")
    split = design.splitParams
    split.ttPolicy = "EXPLICIT_FILTERING_SINGLE_DATASET"
    split.efsdTrain.filter, split.efsdTest.filter = "no < 90", "no >= 90"
    found = retraining.retrain(
        run_in(tmp_path), source=stored, test=None, design=design, script=[],
        algorithm="DECISION_TREE_CLASSIFICATION", values={}, folder=tmp_path / "version",
    )  # fmt: skip
    assert found.rows.tolist() == list(range(90, 120))
