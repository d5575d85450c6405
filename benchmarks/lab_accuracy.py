"""The Lab on real pictures: features of a MobileNet, classical models, beside a script written by hand."""

import os
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.result import Result

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

QUESTION = "How well do the Lab's models tell real pictures apart, by the features of a MobileNet trunk?"
SEED, THREADS = 1337, 2
ALGORITHMS = ("LOGISTIC_REGRESSION", "RANDOM_FOREST_CLASSIFICATION", "EXTRA_TREES", "SVC_CLASSIFICATION", "KNN")


def measure() -> list[Result]:
    """Extract, train on `images_train`, judge on `images_test`; nothing where the pictures are not there."""
    place = os.environ.get("ATELIER_REAL_DATA", "")
    if not place:
        print("  Set ATELIER_REAL_DATA to the folder of the real pictures.")
        return []
    with tempfile.TemporaryDirectory() as folder:
        return _measure(Path(place), Path(folder))


def _measure(real: Path, root: Path) -> list[Result]:
    train, test = (_features(real, root, name) for name in ("train", "test"))
    ours = _session(root, train, test)
    theirs = _by_hand(train, test)
    logistic = ours["LOGISTIC_REGRESSION"]
    return [
        Result("logistic regression, searched", logistic, "", theirs["logistic"], "by hand", "at least 0.77"),
        Result("the best model", max(ours.values()), "", theirs["best"], "by hand", "within 0.01"),
    ]


def _features(real: Path, root: Path, name: str) -> Any:
    """Return path, class and vector of each picture, as the extraction and the labels give them."""
    import pandas as pd
    from tests.ml.handles import Run, folder_of

    from atelier.macros import registry as macros
    from atelier.recipes import registry as recipes

    adopted = Run(root / f"net-{name}", folders={"source_folder": folder_of(real, manifests=root)})
    macro = macros.get("adopt-model")
    values = {"source_folder": "x", "output_name": "mobilenet", "file": "mobilenet_imagenet_trunk.keras"}
    macro.run(adopted, macro.Params.model_validate(values))
    inputs = {
        "image_folder": folder_of(real / f"images_{name}", manifests=root),
        "model_folder": adopted.written("model_folder"),
    }
    run = Run(root / f"features-{name}", folders=inputs, shared_cache=root / "cache")
    recipe = recipes.get("image-features")
    recipe.run(run, recipe.Params.model_validate({"layer": -1}))
    labels = pd.read_csv(real / f"labels_{name}.csv", dtype=str)
    return run.frame("feature_dataset").merge(labels, left_on="images", right_on="path")


def _session(root: Path, train: Any, test: Any) -> dict[str, float]:
    """Return the accuracy on the test pictures by algorithm."""
    from tests.ml.handles import Run

    from atelier.ml.tabular import training
    from atelier.ml.tabular.algorithms import registry
    from atelier.ml.tabular.design import ClassMapping, Design, Feature
    from atelier.ml.tabular.features import registry as features
    from atelier.ml.tabular.session import INPUT, TEST, Planned, SessionParams, TrainingSession
    from atelier.recipes.base import Device
    from atelier.runner.events import ModelChanged

    design = Design(predictionType="MULTICLASS", targetVariable="target")
    classes = sorted(set(train.target))
    design.preprocessing.target_remapping = [ClassMapping(sourceValue=name, mappedValue=name) for name in classes]
    vector = features.get("VECTOR").default()
    design.preprocessing.per_feature = {
        "target": Feature(role="TARGET", type="CATEGORY"),
        "prediction": Feature(role="INPUT", type="VECTOR", **vector),
    }
    design.splitParams.ttPolicy = "EXPLICIT_FILTERING_TWO_DATASETS"
    tables = {role: [_source(root, role, frame)] for role, frame in ((INPUT, train), (TEST, test))}
    run = Run(root / "session", device=Device(threads=THREADS), tables=tables)
    planned = [
        Planned(number=number, algorithm=name, block=training.block_of(design, registry.get(name)))
        for number, name in enumerate(ALGORITHMS, start=1)
    ]
    TrainingSession().run(run, SessionParams(design=design, models=planned))
    done = [one for one in run.events if isinstance(one, ModelChanged) and one.state == "DONE"]
    return {ALGORITHMS[one.number - 1]: one.facts["metrics"]["accuracy"] for one in done}


def _source(root: Path, role: str, frame: Any) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from atelier.recipes.table import TableSource
    from atelier.storage.schema import Column

    vectors = pa.array([list(map(float, one)) for one in frame.prediction], pa.list_(pa.float32()))
    pq.write_table(pa.table({"target": list(frame.target), "prediction": vectors}), root / f"{role}.parquet")
    columns = [Column(name="target"), Column(name="prediction", type="array", meaning="vector")]
    return TableSource(role, columns, [root / f"{role}.parquet"], len(frame))


def _by_hand(train: Any, test: Any) -> dict[str, float]:
    """Return what a short script reaches: each best candidate by the same folds, judged on the test pictures."""
    import numpy as np
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV, StratifiedKFold
    from sklearn.neighbors import KNeighborsClassifier
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import SVC

    x_train, x_test = (np.vstack(list(frame.prediction)).astype(np.float32) for frame in (train, test))
    scaler = StandardScaler().fit(x_train)
    x_train, x_test = scaler.transform(x_train), scaler.transform(x_test)
    folds = StratifiedKFold(3, shuffle=True, random_state=SEED)
    machine = CalibratedClassifierCV(SVC(random_state=SEED), ensemble=False, cv=5)
    leaf = {"min_samples_leaf": [1, 5]}
    tried: list[tuple[str, Any, dict[str, list[Any]]]] = [
        ("logistic", LogisticRegression(max_iter=1000, random_state=SEED), {"C": [0.01, 0.1, 1, 10, 100]}),
        ("forest", RandomForestClassifier(random_state=SEED), leaf),
        ("extra", ExtraTreesClassifier(random_state=SEED), leaf),
        ("machine", machine, {"estimator__C": [1, 10]}),
        ("nearest", KNeighborsClassifier(), {"n_neighbors": [5, 15], "weights": ["uniform", "distance"]}),
    ]
    found = {}
    for name, estimator, grid in tried:
        search = GridSearchCV(estimator, grid, cv=folds, scoring="accuracy").fit(x_train, train.target)
        answers = search.classes_[search.predict_proba(x_test).argmax(axis=1)]
        found[name] = float((answers == test.target).mean())
    return {**found, "best": max(found.values())}
