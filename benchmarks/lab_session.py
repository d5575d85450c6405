"""A session of the Lab beside the same fits in plain scikit-learn: time, memory, and the search alone."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.result import Result

QUESTION = "What does a session of five algorithms with the default search cost beside the same fits in scikit-learn?"
ROWS, LENGTH, CLASSES, SEED, THREADS = 7_000, 2_048, 10, 1337, 2
ALGORITHMS = ("LOGISTIC_REGRESSION", "RANDOM_FOREST_CLASSIFICATION", "EXTRA_TREES", "KNN", "SGD_CLASSIFICATION")
SEARCHED = "RANDOM_FOREST_CLASSIFICATION"
_SIZES = "ATELIER_BENCH_ROWS", "ATELIER_BENCH_LENGTH"  # for a look on a small table


def measure() -> list[Result]:
    """Run each in a process of its own, on the same table."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        size = _write(place)
        found = {what: _run(what, place) for what in ("bare", "plain", "session", "grid", "search")}
    bare = found["bare"]["peak"]
    ours, theirs = found["session"], found["plain"]
    matrix = size / 2**20
    return [
        Result("a session of five algorithms", ours["seconds"], "s", theirs["seconds"], "scikit-learn", "at most 1.3"),
        Result("the same, processor time", ours["processor"], "s", theirs["processor"], "scikit-learn", "at most 1.3"),
        Result("memory beyond the libraries", ours["peak"] - bare, "MiB", matrix, "the matrix", "below 3"),
        Result("scikit-learn's memory beyond the libraries", theirs["peak"] - bare, "MiB", matrix, "the matrix", ""),
        Result("best accuracy", ours["best"], "", theirs["best"], "scikit-learn", "the same"),
        Result(
            f"the search of a random forest, {THREADS} threads", found["search"]["seconds"], "s",
            found["grid"]["seconds"], "GridSearchCV", "at most 1",
        ),
    ]  # fmt: skip


def _write(folder: Path) -> int:
    """Write a table of vectors as the extraction of features leaves it; returns the bytes of their matrix."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows, length = (int(os.environ.get(name, given)) for name, given in zip(_SIZES, (ROWS, LENGTH), strict=True))
    rng = np.random.default_rng(SEED)
    places = rng.permutation(np.arange(rows) % CLASSES)
    centres = rng.normal(size=(CLASSES, length)).astype(np.float32)
    # features of a network: not negative, many of them nothing
    vectors = np.maximum(0, 0.12 * centres[places] + rng.normal(size=(rows, length)).astype(np.float32))
    flat = pa.array(vectors.ravel(), pa.float32())
    lists = pa.ListArray.from_arrays(np.arange(rows + 1, dtype=np.int32) * length, flat)
    table = pa.table({"target": [f"class_{place}" for place in places], "features": lists})
    pq.write_table(table, folder / "rows.parquet", row_group_size=1_000)
    return int(vectors.nbytes)


def _run(what: str, folder: Path) -> dict[str, Any]:
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": str(THREADS),
        "OPENBLAS_NUM_THREADS": str(THREADS),
        "ARROW_DEFAULT_MEMORY_POOL": "system",  # as the runner
    }
    said = subprocess.run(
        [sys.executable, "-m", "benchmarks.lab_session", what, str(folder)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if said.returncode:
        raise RuntimeError(f"{what}: {said.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    return found


def _session(folder: Path, algorithms: tuple[str, ...] = ALGORITHMS) -> dict[str, Any]:
    from tests.ml.handles import Run

    from atelier.ml.tabular import training
    from atelier.ml.tabular.algorithms import registry
    from atelier.ml.tabular.session import INPUT, Planned, SessionParams, TrainingSession
    from atelier.recipes.base import Device
    from atelier.recipes.table import TableSource
    from atelier.runner.events import ModelChanged
    from atelier.storage.schema import Column

    design = _design()
    columns = [Column(name="target"), Column(name="features", type="array", meaning="vector")]
    source = TableSource("rows", columns, [folder / "rows.parquet"], ROWS)
    run = Run(folder / "run", device=Device(threads=THREADS), tables={INPUT: [source]})
    planned = [
        Planned(number=number, algorithm=name, block=training.block_of(design, registry.get(name)))
        for number, name in enumerate(algorithms, start=1)
    ]
    before = time.perf_counter()
    TrainingSession().run(run, SessionParams(design=design, models=planned))
    seconds = time.perf_counter() - before
    done = [one for one in run.events if isinstance(one, ModelChanged) and one.state == "DONE"]
    assert len(done) == len(algorithms), [one.text for one in run.events if isinstance(one, ModelChanged)]
    return {"seconds": seconds, "best": max(one.facts["metrics"]["accuracy"] for one in done)}


def _design() -> Any:
    from atelier.ml.tabular.design import ClassMapping, Design, Feature
    from atelier.ml.tabular.features import registry as features

    design = Design(predictionType="MULTICLASS", targetVariable="target")
    names = [f"class_{place}" for place in range(CLASSES)]
    design.preprocessing.target_remapping = [ClassMapping(sourceValue=name, mappedValue=name) for name in names]
    vector = features.get("VECTOR").default()
    design.preprocessing.per_feature = {
        "target": Feature(role="TARGET", type="CATEGORY"),
        "features": Feature(role="INPUT", type="VECTOR", **vector),
    }
    design.weight.weightMethod = "NO_WEIGHTING"
    return design


def _data(folder: Path) -> tuple[Any, Any]:
    import numpy as np
    import pyarrow.parquet as pq

    table = pq.read_table(folder / "rows.parquet")
    lists = table.column("features").combine_chunks()
    matrix = lists.flatten().to_numpy().reshape(len(lists), -1)
    return matrix, np.unique(table.column("target").to_pylist(), return_inverse=True)[1]


def _rows(target: Any) -> tuple[Any, Any]:
    """Return the rows to train and to test on, those that the session draws."""
    import numpy as np

    from atelier.ml.tabular.splitting import _drawn

    return _drawn(np.arange(len(target)), target, 0.8, SEED)


def _grids() -> list[tuple[Any, dict[str, list[Any]]]]:
    """Return the estimators and the values that the default search tries, as scikit-learn is told them."""
    from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
    from sklearn.linear_model import LogisticRegression, SGDClassifier
    from sklearn.neighbors import KNeighborsClassifier

    leaf = {"min_samples_leaf": [1, 5]}
    return [
        (LogisticRegression(max_iter=1000, random_state=SEED), {"C": [0.01, 0.1, 1, 10, 100]}),
        (RandomForestClassifier(n_jobs=THREADS, random_state=SEED), leaf),
        (ExtraTreesClassifier(n_jobs=THREADS, random_state=SEED), leaf),
        (KNeighborsClassifier(n_jobs=THREADS), {"n_neighbors": [5, 15], "weights": ["uniform", "distance"]}),
        (
            SGDClassifier(loss="log_loss", max_iter=100, n_jobs=THREADS, random_state=SEED),
            {"alpha": [0.0001, 0.001, 0.01]},
        ),
    ]


def _plain(folder: Path) -> dict[str, Any]:
    from sklearn.base import clone
    from sklearn.metrics import accuracy_score
    from sklearn.model_selection import ParameterGrid, StratifiedKFold
    from sklearn.preprocessing import StandardScaler

    before = time.perf_counter()
    matrix, target = _data(folder)
    (train, y_train), (test, y_test) = ((matrix[rows], target[rows]) for rows in _rows(target))
    scaler = StandardScaler().fit(train)
    train, test = scaler.transform(train), scaler.transform(test)
    folds = list(StratifiedKFold(3, shuffle=True, random_state=SEED).split(train, y_train))
    best = 0.0
    for estimator, grid in _grids():
        scored = []
        for values in ParameterGrid(grid):
            scores = []
            for rows, held in folds:
                fitted = clone(estimator).set_params(**values).fit(train[rows], y_train[rows])
                answers = fitted.predict_proba(train[held]).argmax(axis=1)
                scores.append(accuracy_score(y_train[held], answers))
            scored.append((sum(scores) / len(scores), values))
        chosen = max(scored, key=lambda one: one[0])[1]
        fitted = clone(estimator).set_params(**chosen).fit(train, y_train)
        best = max(best, accuracy_score(y_test, fitted.predict_proba(test).argmax(axis=1)))
    return {"seconds": time.perf_counter() - before, "best": best}


def _grid(folder: Path) -> dict[str, Any]:
    from sklearn.model_selection import GridSearchCV, StratifiedKFold

    matrix, target = _data(folder)
    estimator, grid = _grids()[ALGORITHMS.index(SEARCHED)]
    folds = StratifiedKFold(3, shuffle=True, random_state=SEED)
    search = GridSearchCV(estimator.set_params(n_jobs=1), grid, cv=folds, n_jobs=THREADS, scoring="accuracy")
    before = time.perf_counter()
    search.fit(matrix, target)
    return {"seconds": time.perf_counter() - before, "best": search.best_score_}


def _search(folder: Path) -> dict[str, Any]:
    import numpy as np

    from atelier.ml.tabular import fitting, searching, splitting
    from atelier.ml.tabular.algorithms import registry
    from atelier.ml.tabular.algorithms.base import Setting
    from atelier.ml.tabular.design import GridSearchParams, MetricParams
    from atelier.ml.tabular.metrics import registry as metrics

    matrix, target = _data(folder)
    settings, names = GridSearchParams(), tuple(map(str, range(CLASSES)))
    algorithm = registry.get(SEARCHED)
    asked = searching.Question(
        algorithm=algorithm,
        data=fitting.Data(np.ascontiguousarray(matrix), target, None, names),
        folds=splitting.search_folds(settings, target, target, None),
        setting=Setting("MULTICLASS", CLASSES, matrix.shape[1], len(target), SEED, THREADS),
        settings=settings,
        metric=metrics.get("ACCURACY"),
        params=MetricParams(),
    )
    before = time.perf_counter()
    trials = searching.search(asked, algorithm.default(), on_trial=lambda *_: None, should_stop=lambda: False)
    best = searching.best_of(trials, asked.metric)
    assert best is not None
    fitting.fitted(algorithm, best.values, asked.data, asked.setting)
    return {"seconds": time.perf_counter() - before, "best": best.score}


def _bare(_: Path) -> dict[str, Any]:
    """Load what a session loads, and use it on next to nothing."""
    import numpy as np
    import pandas  # noqa: F401
    import pyarrow.parquet  # noqa: F401
    import scipy.sparse  # noqa: F401
    import skops.io  # noqa: F401
    from tests.ml import handles  # noqa: F401

    from atelier.ml.tabular import session  # noqa: F401
    from atelier.ml.tabular.features import registry as features
    from atelier.ml.tabular.metrics import registry as metrics

    features.all_types(), metrics.all_types()
    matrix, target = np.random.default_rng(SEED).normal(size=(400, 64)).astype(np.float32), np.arange(400) % 2
    np.dot(matrix, matrix.T)
    for estimator, _ in _grids():  # the buffers that the libraries allot themselves
        estimator.fit(matrix, target).predict_proba(matrix)
    return {}


def _peak() -> float:
    """Return the most memory that this process has had, in MiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    asked_for = {"bare": _bare, "plain": _plain, "session": _session, "grid": _grid, "search": _search}
    outcome = asked_for[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({**outcome, "peak": _peak(), "processor": time.process_time()}))
