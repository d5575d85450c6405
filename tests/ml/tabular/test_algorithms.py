"""Every algorithm trains, says how sure it is, and answers the same after it was stored and read back."""

from pathlib import Path

import numpy as np
import pytest
from tests.ml.tabular.tables import Stored, again, blobs, only, run_in, trained, with_vectors

from atelier.ml.tabular.algorithms import registry
from atelier.ml.tabular.design import Design

LISTED = [one for one in registry.all_types().values() if one.is_listed]
FAST = {"n_estimators": 20, "max_epochs": 15, "batch_size": 64}


def _block(name: str) -> dict[str, object]:
    """One candidate of every algorithm, with few trees and epochs."""
    block = registry.get(name).default()
    for space in registry.get(name).spaces:
        if "range" in block[space.name]:
            block[space.name]["values"] = [FAST.get(space.name, block[space.name]["values"][0])]
    return block


def _design(stored: Stored, target: str, kind: str) -> Design:
    design = with_vectors(stored.design(target, prediction_type=kind))
    design.modeling.metrics.evaluationMetric = "R2" if kind == "REGRESSION" else "ACCURACY"
    design.modeling.metrics.optimizeThreshold = False
    return only(design, "features")


@pytest.mark.parametrize("kind", ["BINARY_CLASSIFICATION", "MULTICLASS", "REGRESSION"])
@pytest.mark.parametrize("name", [one.type for one in LISTED if one.type[:3] != "DEE"])
def test_each_algorithm_learns_and_is_stored(tmp_path: Path, name: str, kind: str) -> None:
    algorithm = registry.get(name)
    if kind not in algorithm.tasks:
        pytest.skip("another type of task")
    if not algorithm.is_available:
        pytest.skip(f"{algorithm.module} is not installed")
    stored = Stored(tmp_path, blobs(classes=2 if kind == "BINARY_CLASSIFICATION" else 3))
    design = _design(stored, "size" if kind == "REGRESSION" else "kind", kind)
    run = run_in(tmp_path / "run")
    found = trained(run, stored, design, name, block=_block(name))
    score = found.metrics["r2" if kind == "REGRESSION" else "accuracy"]
    assert score is not None
    assert score > (0.5 if kind == "REGRESSION" else 0.8)
    back = again(found.model, tmp_path / "model")
    rows = np.arange(50)
    first, second = found.model.predict(stored.table(), rows), back.predict(stored.table(), rows)
    assert np.array_equal(first.values, second.values)
    if first.probabilities is not None:
        assert second.probabilities is not None
        assert np.array_equal(first.probabilities, second.probabilities)
        assert np.allclose(first.probabilities.sum(axis=1), 1)
    assert not list((tmp_path / "model").rglob("*.pkl"))
