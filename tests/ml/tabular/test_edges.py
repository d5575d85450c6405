"""Data as it comes: each case is handled, or answered with a sentence."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.ml.tabular.tables import Stored, again, blobs, only, prepare, run_in, trained, with_vectors

from atelier.errors import InvalidInput
from atelier.ml.tabular.algorithms import registry
from atelier.ml.tabular.design import Design

FAST = ["LOGISTIC_REGRESSION", "DECISION_TREE_CLASSIFICATION", "KNN", "SGD_CLASSIFICATION", "LIGHTGBM_CLASSIFICATION"]


def _first(name: str) -> dict[str, Any]:
    block = registry.get(name).default()
    for space in registry.get(name).spaces:
        if "range" in block[space.name]:
            block[space.name]["values"] = block[space.name]["values"][:1]
    if "n_estimators" in block:
        block["n_estimators"]["values"] = [2]
    return block


@pytest.mark.parametrize("name", FAST)
def test_two_hundred_classes(tmp_path: Path, name: str) -> None:
    stored = Stored(tmp_path, blobs(rows=1_000, classes=200, length=8, spread=0.1))
    design = with_vectors(stored.design("kind"))
    assert design.predictionType == "MULTICLASS"
    assert len(design.classes) == 200
    found = trained(run_in(tmp_path), stored, only(design, "features"), name, block=_first(name))
    assert found.judged.probabilities is not None
    assert found.judged.probabilities.shape[1] == 200
    back = again(found.model, tmp_path / "model").predict(stored.table(), found.rows)
    assert np.array_equal(back.values, found.judged.predicted)


@pytest.mark.parametrize("name", [*FAST, "RANDOM_FOREST_CLASSIFICATION", "SVC_CLASSIFICATION", "NEURAL_NETWORK"])
def test_a_class_with_one_row(tmp_path: Path, name: str) -> None:
    values = blobs(rows=60)
    values["kind"][7] = "lonely"
    stored = Stored(tmp_path, values)
    design = with_vectors(stored.design("kind"))
    found = trained(run_in(tmp_path), stored, only(design, "features"), name, block=_first(name))
    assert "lonely" in found.model.classes
    assert found.metrics["accuracy"] is not None


@pytest.mark.parametrize("name", ["LOGISTIC_REGRESSION", "EXTRA_TREES", "LIGHTGBM_CLASSIFICATION", "KNN"])
def test_one_feature(tmp_path: Path, name: str) -> None:
    stored = Stored(tmp_path, blobs())
    found = trained(run_in(tmp_path), stored, only(stored.design("kind"), "size"), name, block=_first(name))
    assert found.model.preprocessor.names == ["size"]


def test_constant_and_empty_columns_are_rejected_and_do_no_harm(tmp_path: Path) -> None:
    values = blobs() | {"same": [3.5] * 120, "void": pa.array([None] * 120, pa.float64()), "one": ["x"] * 120}
    stored = Stored(tmp_path, values)
    design = stored.design("kind")
    reasons = {name: one.autoReason for name, one in design.preprocessing.per_feature.items() if one.role == "REJECT"}
    assert reasons == {"same": "CONSTANT", "one": "CONSTANT", "void": "ALL_MISSING", "features": "LOOKS_LIKE_ID"}
    for name in ("same", "void", "one"):
        design.preprocessing.per_feature[name].role = "INPUT"
    found = trained(run_in(tmp_path), stored, design, "LOGISTIC_REGRESSION", block=_first("LOGISTIC_REGRESSION"))
    assert found.metrics["accuracy"] is not None
    assert not np.isnan(found.model.estimator.coef_).any()


def test_ten_thousand_columns(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    kind = rng.integers(2, size=40)
    columns: dict[str, Any] = {f"n{place}": rng.normal(size=40) + (place < 5) * kind * 4 for place in range(10_000)}
    stored = Stored(tmp_path, {"kind": [f"k{one}" for one in kind], **columns})
    design = Design(predictionType="BINARY_CLASSIFICATION", targetVariable="kind")
    from atelier.ml.tabular.design import ClassMapping, Feature

    design.preprocessing.target_remapping = [ClassMapping(sourceValue=one, mappedValue=one) for one in ("k0", "k1")]
    design.preprocessing.per_feature = {name: Feature(role="INPUT", type="NUMERIC") for name in columns}
    design.preprocessing.feature_reduction.method = "CORRELATION"
    run = run_in(tmp_path)
    prepared = prepare(run, stored, design)
    assert prepared.train.matrix.shape[1] == 25
    assert {f"n{place}" for place in range(4)} <= set(prepared.preprocessor.names)


def test_a_target_with_blanks(tmp_path: Path) -> None:
    values = blobs()
    values["kind"][3] = None
    values["kind"][4] = ""
    stored = Stored(tmp_path, values)
    run = run_in(tmp_path)
    prepared = prepare(run, stored, stored.design("kind"))
    assert "2 rows without a target are left out." in run.lines
    assert len(prepared.train.target) + len(prepared.test.target) == 118


def test_the_type_is_guessed_on_all_rows(tmp_path: Path) -> None:
    """A file sorted by class: its first rows know one class, and whole numbers that end in a fraction."""
    rows = 30_000
    values = {
        "kind": ["a"] * 12_000 + ["b"] * 12_000 + ["c"] * 6_000,
        "code": ["1"] * 25_000 + ["x7"] * 5_000,
        "grade": [1.0] * 12_000 + [2.0] * 17_999 + [2.5],
        "x": np.arange(rows, dtype=float),
    }
    stored = Stored(tmp_path, values)
    design = stored.design("kind")
    assert design.predictionType == "MULTICLASS"
    assert design.classes == ["a", "b", "c"]
    assert [one.count for one in design.preprocessing.target_remapping] == [12_000, 12_000, 6_000]
    assert design.preprocessing.per_feature["code"].type == "CATEGORY"
    assert stored.design("grade").predictionType == "REGRESSION"
    assert stored.design("code").predictionType == "BINARY_CLASSIFICATION"


def test_text_with_emoji(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    kind = rng.integers(2, size=100)
    texts = [f"what a day it was {'🦊' if one else '🐢'} number{row}" for row, one in enumerate(kind)]
    stored = Stored(tmp_path, {"kind": [f"k{one}" for one in kind], "said": texts})
    design = stored.design("kind")
    assert design.preprocessing.per_feature["said"].type == "TEXT"
    found = trained(run_in(tmp_path), stored, design, "LOGISTIC_REGRESSION", block=_first("LOGISTIC_REGRESSION"))
    assert found.metrics["accuracy"] == 1
    assert found.model.classes == ("k0", "k1")


def test_infinite_numbers_count_as_missing(tmp_path: Path) -> None:
    values = blobs()
    values["size"][:3] = [np.inf, -np.inf, np.nan]
    stored = Stored(tmp_path, values)
    found = trained(run_in(tmp_path), stored, only(stored.design("kind"), "size"), "KNN", block=_first("KNN"))
    assert found.metrics["accuracy"] is not None


@pytest.mark.parametrize("name", ["LARS", "LEASTSQUARE_REGRESSION", "LASSO_REGRESSION", "SGD_REGRESSION", "KNN"])
def test_sparse_features(tmp_path: Path, name: str) -> None:
    rng = np.random.default_rng(0)
    letters = [f"v{one}" for one in rng.integers(60, size=300)]
    stored = Stored(tmp_path, {"y": [float(one[1:]) for one in letters], "c": letters})
    design = stored.design("y", prediction_type="REGRESSION")
    from scipy import sparse

    run = run_in(tmp_path)
    prepared = prepare(run, stored, design)
    assert sparse.issparse(prepared.train.matrix)
    found = trained(run, stored, design, name, block=_first(name))
    assert found.metrics["r2"] is not None


def test_what_does_not_fit_into_memory_is_said_before(tmp_path: Path) -> None:
    from scipy import sparse

    from atelier.ml.tabular.fitting import Data

    wide = Data(sparse.csr_matrix((100_000, 50_000), dtype=np.float32), np.zeros(100_000), None, ())
    assert wide.fit_for(registry.get("RIDGE_REGRESSION")) is wide
    with pytest.raises(InvalidInput) as refused:
        wide.fit_for(registry.get("LARS"))
    assert refused.value.message == "LARS needs every cell of the 50,000 features in memory, 18.6 GB."


def test_too_few_rows_and_targets_without_a_choice(tmp_path: Path) -> None:
    few = Stored(tmp_path / "few", {key: value[:8] for key, value in blobs().items()})
    with pytest.raises(InvalidInput, match="Only [0-9] rows with a value of “kind” are left to train on; at least 10"):
        prepare(run_in(tmp_path), few, few.design("kind"))
    values = blobs()
    stored = Stored(tmp_path / "all", values)
    design = stored.design("kind")
    for one in design.preprocessing.target_remapping[1:]:
        one.mappedValue = ""
    with pytest.raises(InvalidInput) as refused:
        prepare(run_in(tmp_path), stored, design)
    assert refused.value.message == ("All rows to train on are of one class, “kind_000”: nothing is to be told apart.")


def test_neighbours_beyond_the_rows_are_an_answer(tmp_path: Path) -> None:
    stored = Stored(tmp_path, blobs(rows=30))
    block = _first("KNN")
    block["k"]["values"] = [500, 600]
    with pytest.raises(InvalidInput, match="No candidate could be trained. The first said: Expected n_neighbors"):
        trained(run_in(tmp_path), stored, only(stored.design("kind"), "size"), "KNN", block=block)
