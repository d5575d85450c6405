"""A person's own estimator: what it may be, and what is said of what it may not."""

from pathlib import Path

import numpy as np
import pytest
from tests.ml.tabular.tables import Stored, again, blobs, only, prepare, run_in, with_vectors

from atelier.errors import Forbidden, InvalidInput
from atelier.ml.tabular import owncode, retraining, training
from atelier.ml.tabular.algorithms import registry
from atelier.ml.tabular.design import CustomEstimator

NEAREST = "from sklearn.neighbors import NearestCentroid\nclf = NearestCentroid()\n"


def _trained(tmp_path: Path, code: str) -> tuple[training.Trained, Stored]:
    stored = Stored(tmp_path, blobs())
    design = only(with_vectors(stored.design("kind")), "features")
    run = run_in(tmp_path)
    block = {"name": "Mine", "code": code}
    prepared = prepare(run, stored, design)
    found = training.train(run, prepared, registry.get("CUSTOM_PYTHON"), block, on_trial=lambda *_: None)
    training.write(tmp_path / "model", prepared, found)
    return found, stored


def test_an_estimator_of_scikit_learn_is_kept(tmp_path: Path) -> None:
    owncode.allow()
    code = (
        "from sklearn.pipeline import make_pipeline\nfrom sklearn.decomposition import PCA\n"
        "from sklearn.naive_bayes import GaussianNB\nclf = make_pipeline(PCA(3), GaussianNB())\n"
    )
    found, stored = _trained(tmp_path, code)
    assert found.metrics["accuracy"] is not None
    assert found.metrics["accuracy"] > 0.8
    back = again(found.model, tmp_path / "again").predict(stored.table(), found.rows)
    assert np.array_equal(back.values, found.judged.predicted)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("x = 1", "Mine: the code puts no estimator into “clf”."),
        ("clf = 3", "Mine: what is in “clf” has no methods “fit” and “predict”."),
        ("clf = (", "Mine, line 1: SyntaxError: '(' was never closed (Mine, line 1)."),
        ("import os\nos.no_such_thing", "Mine, line 2: AttributeError: module 'os' has no attribute 'no_such_thing'."),
        ("raise SystemExit(3)", "Mine, line 1: SystemExit: 3."),
        (
            "from lightgbm import LGBMClassifier\nclf = LGBMClassifier()",
            "Mine: “clf” is a lightgbm.sklearn.LGBMClassifier. Models are stored without pickle, so an estimator must"
            " be made of parts of scikit-learn alone.",
        ),
        (
            "from sklearn.base import BaseEstimator, TransformerMixin\nfrom sklearn.pipeline import make_pipeline\n"
            "from sklearn.naive_bayes import GaussianNB\n"
            "class Twice(TransformerMixin, BaseEstimator):\n"
            "    def fit(self, X, y=None):\n        return self\n"
            "    def transform(self, X):\n        return X * 2\n"
            "clf = make_pipeline(Twice(), GaussianNB())",
            "The estimator holds a own_code.Twice. Models are stored without pickle, so an estimator must be made of"
            " parts of scikit-learn alone.",
        ),
    ],
)
def test_what_is_refused(tmp_path: Path, code: str, sentence: str) -> None:
    owncode.allow()
    with pytest.raises(InvalidInput) as refused:
        _trained(tmp_path, code)
    assert refused.value.message == sentence


def test_code_runs_nowhere_but_in_a_bounded_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(owncode, "_is_allowed", False)
    with pytest.raises(Forbidden, match="This process may not run code that a person wrote."):
        _trained(tmp_path, NEAREST)


def test_it_is_trained_anew_by_its_name(tmp_path: Path) -> None:
    owncode.allow()
    found, stored = _trained(tmp_path, NEAREST)
    assert found.model.values == {"name": "Mine"}
    design = found.model.design.model_copy(deep=True)
    design.modeling.custom_python = [CustomEstimator(name="Mine", code=NEAREST)]

    def anew(values: dict[str, str]) -> training.Trained:
        return retraining.retrain(
            run_in(tmp_path / "anew"), source=stored, test=None, design=design, script=[], algorithm="CUSTOM_PYTHON",
            values=values, folder=tmp_path / "version",
        )  # fmt: skip

    assert np.array_equal(anew(found.model.values).judged.predicted, found.judged.predicted)
    with pytest.raises(InvalidInput, match="The design has no estimator of one's own called “Another” any more."):
        anew({"name": "Another"})
