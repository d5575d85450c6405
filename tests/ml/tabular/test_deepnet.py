"""Networks on Keras: they learn, are the same for the same seed, and answer the same after they were stored."""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.ml.tabular.tables import Stored, again, blobs, only, run_in, trained, with_vectors

from atelier.errors import InvalidInput
from atelier.ml.tabular import deepnet
from atelier.ml.tabular.algorithms import registry

pytestmark = pytest.mark.keras


def _block(name: str) -> dict[str, object]:
    block = registry.get(name).default()
    block["max_epochs"]["values"] = [12]
    block["batch_size"]["values"] = [64]
    block["learning_rate"]["values"] = [0.03]
    block["units"]["values"] = [16]
    return block


@pytest.mark.parametrize("kind", ["MULTICLASS", "REGRESSION"])
def test_networks_learn_and_are_stored(tmp_path: Path, kind: str) -> None:
    stored = Stored(tmp_path, blobs(rows=300))
    design = only(with_vectors(stored.design("size" if kind == "REGRESSION" else "kind")), "features")
    design.modeling.metrics.evaluationMetric = "R2" if kind == "REGRESSION" else "ACCURACY"
    name = f"DEEP_NEURAL_NETWORK_{'REGRESSION' if kind == 'REGRESSION' else 'CLASSIFICATION'}"
    found = trained(run_in(tmp_path), stored, design, name, block=_block(name))
    score = found.metrics["r2" if kind == "REGRESSION" else "accuracy"]
    assert score is not None
    assert score > 0.7
    assert found.model.facts["epochs"] <= 12
    back = again(found.model, tmp_path / "model").predict(stored.table(), found.rows)
    assert np.array_equal(back.values, found.judged.predicted)
    if kind == "REGRESSION":
        return
    second = trained(run_in(tmp_path), stored, design, name, block=_block(name))
    assert np.array_equal(second.judged.predicted, found.judged.predicted)
    (tmp_path / "model" / deepnet.SHAPE).write_text("{}")
    with pytest.raises(InvalidInput, match="The model's file network.json cannot be read"):
        deepnet.load(tmp_path / "model")


def test_a_stored_network_answers_on_another_backend(tmp_path: Path) -> None:
    other = next((name for name in ("jax", "torch") if importlib.util.find_spec(name) is not None), None)
    if other is None:
        pytest.skip("Keras has no other backend here.")
    rng = np.random.default_rng(0)
    matrix = rng.normal(size=(60, 4)).astype(np.float32)
    target = (matrix[:, 0] > 0).astype(int)
    made = deepnet.DeepClassifier(
        hidden_layers=1, units=8, learning_rate=0.01, dropout=0.1, l2=0.0, batch_size=16, max_epochs=3,
        early_stopping_patience=0, seed=1,
    ).fit(matrix, target)  # fmt: skip
    made.save(tmp_path)
    np.save(tmp_path / "matrix.npy", matrix)
    code = (
        "import json, sys, numpy as np; from pathlib import Path; from atelier.ml.tabular import deepnet;"
        "place = Path(sys.argv[1]); found = deepnet.load(place);"
        "print(json.dumps(found.predict_proba(np.load(place / 'matrix.npy')).tolist()))"
    )
    environment = {**os.environ, "KERAS_BACKEND": other, "HOME": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, env=environment, check=True
    )
    assert np.allclose(json.loads(said.stdout.splitlines()[-1]), made.predict_proba(matrix), atol=1e-5)
