"""Training one model of a task: search, fit on all training rows, judge on the test rows."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from atelier.errors import InvalidInput, Stopped
from atelier.ml.run import Run
from atelier.ml.tabular import report, searching, splitting, weighting
from atelier.ml.tabular.algorithms.base import Algorithm, Setting
from atelier.ml.tabular.design import Design
from atelier.ml.tabular.evaluation import metrics_of
from atelier.ml.tabular.features.base import Target
from atelier.ml.tabular.metrics import registry as metrics
from atelier.ml.tabular.metrics.base import Judged
from atelier.ml.tabular.model import TabularModel
from atelier.ml.tabular.preprocessing import Preprocessor, complete_rows
from atelier.ml.tabular.sample import Sample, sampled
from atelier.ml.tabular.searching import Data, Trial
from atelier.ml.tabular.splitting import Split
from atelier.ml.tabular.table import Rows, Table
from atelier.ml.tabular.target import Coded, coded, demand_trainable


@dataclass(slots=True)
class Prepared:
    """What all models of a session share: read, split and turned into numbers once."""

    design: Design
    preprocessor: Preprocessor
    train: Data
    test: Data
    split: Split
    groups: NDArray[np.int64] | None
    pictures: NDArray[np.object_] | None
    sample: Sample

    @property
    def classes(self) -> tuple[str, ...]:
        return self.train.classes


@dataclass(slots=True)
class Trained:
    """A model, how it did, and the search that led to it."""

    model: TabularModel
    judged: Judged
    metrics: dict[str, float | None]
    spread: dict[str, float]  # standard deviation over the folds, where there are several
    trials: list[Trial]
    rows: Rows
    seconds: float


def prepare(ctx: Run, design: Design, table: Table, test: Table | None = None) -> Prepared:
    """Split the rows and turn them into numbers; raises `InvalidInput` for what cannot be trained on."""
    target = coded(design, table)
    dropped = table.row_count - len(target.rows)
    if dropped:
        ctx.log(f"{dropped:,} rows without a target are left out.", source="data")
    split = splitting.split(design, table, target)
    train_rows = complete_rows(design, table, split.train)
    test_table, test_target = (table, target) if test is None else (test, coded(design, test, unseen=True))
    test_rows = split.test if test is None else test_target.rows
    test_rows = complete_rows(design, test_table, test_rows)
    if test is not None:
        train_rows = complete_rows(design, table, target.rows)
    if len(train_rows) < len(split.train):
        ctx.log(f"{len(split.train) - len(train_rows):,} training rows with gaps are left out.", source="data")
    demand_trainable(design, target, train_rows)
    if len(test_rows) == 0:
        raise InvalidInput("No row is left to test on.", hint="Look at the split, and at rows dropped for gaps.")
    learnt = Target(target.values[train_rows], len(target.classes), design.seed)
    preprocessor = Preprocessor.fit(design, table, train_rows, learnt)
    ctx.log(
        f"{len(train_rows):,} rows to train on, {len(test_rows):,} to test on, {len(preprocessor.names):,} features.",
        source="data",
    )
    groups = splitting.groups_of(design, table)
    pictures = test_table.texts(design.pictureColumn) if design.pictureColumn else None
    return Prepared(
        design=design,
        preprocessor=preprocessor,
        train=_data(design, table, train_rows, target, preprocessor),
        test=_data(design, test_table, test_rows, test_target, preprocessor),
        split=Split(train_rows, test_rows, split.folds),
        groups=None if groups is None else groups[train_rows],
        pictures=pictures,
        sample=sampled(design, test_table, test_rows),
    )


def _data(design: Design, table: Table, rows: Rows, target: Coded, preprocessor: Preprocessor) -> Data:
    values = target.values[rows]
    weights = weighting.weights_of(design, table, rows, values)
    return Data(preprocessor.transform(table, rows), values, weights, target.classes)


def train(
    ctx: Run,
    prepared: Prepared,
    algorithm: Algorithm,
    block: dict[str, Any],
    *,
    on_trial: Callable[[Trial, int | None], None],
) -> Trained:
    """Search, fit and judge one algorithm; raises `InvalidInput` when no candidate works, `Stopped` when asked to."""
    began = time.monotonic()
    design = prepared.design
    setting = Setting(
        prediction_type=design.predictionType,
        class_count=len(prepared.classes),
        feature_count=len(prepared.preprocessor.names),
        row_count=len(prepared.train.target),
        seed=design.seed,
        threads=ctx.device.threads,
    )
    metric = metrics.get(design.modeling.metrics.evaluationMetric)
    classes = prepared.train.target if design.is_classification else None
    folds = splitting.search_folds(
        design.modeling.gridSearchParams, np.arange(len(prepared.train.target)), classes, prepared.groups
    )
    trials = searching.search(
        algorithm,
        block,
        prepared.train,
        folds,
        setting,
        settings=design.modeling.gridSearchParams,
        metric=metric,
        params=design.modeling.metrics,
        on_trial=on_trial,
        should_stop=ctx.stop_requested,
    )
    if ctx.stop_requested():
        raise Stopped("Stopped during the search.")
    best = searching.best_of(trials, metric)
    if best is None:
        raise InvalidInput(f"No candidate could be trained. The first said: {trials[0].problem}")
    estimator = searching.fitted(algorithm, best.values, prepared.train, setting)
    model = TabularModel(
        design=design,
        algorithm=algorithm.type,
        values=best.values,
        classes=prepared.classes,
        preprocessor=prepared.preprocessor,
        estimator=estimator,
        facts=algorithm.facts(estimator),
    )
    answers, spread = _answers(prepared, model, algorithm, best, setting)
    return Trained(
        model=model,
        judged=answers,
        metrics=metrics_of(design, answers),
        spread=spread,
        trials=trials,
        rows=prepared.split.test,
        seconds=time.monotonic() - began,
    )


def _answers(
    prepared: Prepared, model: TabularModel, algorithm: Algorithm, best: Trial, setting: Setting
) -> tuple[Judged, dict[str, float]]:
    """Return the answers on the test rows; with folds each row's are those of a model that has not seen it."""
    is_classification = prepared.design.is_classification
    if not prepared.split.folds:
        return searching.judged(model.estimator, prepared.test, is_classification=is_classification), {}
    place = {int(row): index for index, row in enumerate(prepared.split.train)}
    parts: list[Judged] = []
    order: list[Rows] = []
    for train_rows, test_rows in prepared.split.folds:
        left = np.array([place[int(row)] for row in train_rows if int(row) in place])
        right = np.array([place[int(row)] for row in test_rows if int(row) in place])
        estimator = searching.fitted(algorithm, best.values, prepared.train.at(left), setting)
        parts.append(searching.judged(estimator, prepared.train.at(right), is_classification=is_classification))
        order.append(right)
    back = np.argsort(np.concatenate(order))
    has_probabilities = parts[0].probabilities is not None
    whole = Judged(
        np.concatenate([one.truth for one in parts])[back],
        np.concatenate([one.predicted for one in parts])[back],
        np.concatenate([one.probabilities for one in parts])[back] if has_probabilities else None,
        prepared.classes,
    )
    each = [metrics_of(prepared.design, one) for one in parts]
    spread = {}
    for name in each[0]:
        values = [value for value in (one[name] for one in each) if value is not None]
        if len(values) == len(each):
            spread[name] = float(np.std(values))
    return whole, spread


def write(folder: Path, prepared: Prepared, trained: Trained) -> None:
    """Write a trained model and its report into an empty folder."""
    trained.model.save(folder)
    report.write_all(folder, prepared, trained)


def block_of(design: Design, algorithm: Algorithm) -> dict[str, Any]:
    """Return an algorithm's block of a design, completed by its defaults."""
    return {**algorithm.default(), **design.modeling.algorithms.get(algorithm.key, {})}
